package io.backplane.units;

import io.backplane.store.spi.Store;
import io.backplane.store.spi.Transaction;
import java.util.Optional;

/** What updates have begun to switch and not put in order yet: what a kernel that dies leaves. */
final class SqlSwitches {

  /**
   * A switch that was begun.
   *
   * @param beside whether there may be a second process
   * @param stopped whether a process was ended that has to run
   */
  record Begun(boolean beside, boolean stopped) {}

  private final Store store;

  SqlSwitches(Store store) {
    this.store = store;
    SqlPackages.migrate(store);
  }

  /** Keeps the package of a version from being removed. */
  void begin(InstanceRow next, boolean beside) {
    store.write(
        tx -> {
          SqlInstances.checkPackage(tx, next);
          settled(tx, next.id());
          return tx.update(
              "INSERT INTO units_switches (instance, to_version, beside, stopped)"
                  + " VALUES (?, ?, ?, ?)",
              next.id(),
              next.packageVersion(),
              beside,
              false);
        });
  }

  /** From now on the instance's process has to be started anew, should the kernel die. */
  void stopped(String instance) {
    store.write(
        tx ->
            tx.update("UPDATE units_switches SET stopped = ? WHERE instance = ?", true, instance));
  }

  /** All is as the instance's row says. */
  void settled(String instance) {
    store.write(tx -> settled(tx, instance));
  }

  static int settled(Transaction tx, String instance) {
    return tx.update("DELETE FROM units_switches WHERE instance = ?", instance);
  }

  Optional<Begun> begun(String instance) {
    return store.read(
        r ->
            r.first(
                "SELECT beside, stopped FROM units_switches WHERE instance = ?",
                row -> new Begun(row.flag("beside"), row.flag("stopped")),
                instance));
  }
}
