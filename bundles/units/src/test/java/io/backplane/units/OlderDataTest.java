package io.backplane.units;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.store.spi.Migrations;
import io.backplane.store.spi.Transaction;
import io.backplane.testing.TempStore;
import io.backplane.units.InstanceRow.Previous;
import io.backplane.units.SqlSwitches.Begun;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tables as a kernel has left them that kept updates of its own. */
class OlderDataTest {

  @AutoClose private final TempStore store = new TempStore();

  @BeforeEach
  void older() {
    store.migrate(Migrations.of("units", SqlPackages.class, "0001_packages_and_instances.sql"));
  }

  private void instance(String id, String previous) {
    store.write(
        tx ->
            tx.update(
                "INSERT INTO units_instances (id, package, package_version, previous_version,"
                    + " supervised, profile, restart, arguments, environment, labels,"
                    + " config_number, setup, running_setup, running_config, created_at,"
                    + " created_by, version) VALUES (?, 'p', '2.0.0', ?, ?, 'keepalive', 'never',"
                    + " '[]', '{}', '{}', 9, 1, 1, 1, 0, 'test', 1)",
                id,
                previous,
                id));
  }

  private void update(String instance, String to, boolean beside, String step, boolean committed) {
    store.write(tx -> insert(tx, instance, to, beside, step, committed));
  }

  private static int insert(
      Transaction tx, String instance, String to, boolean beside, String step, boolean committed) {
    boolean ended = step.equals("ENDED");
    long id =
        tx.first("SELECT COUNT(*) + 1 AS id FROM units_updates", r -> r.number("id")).orElseThrow();
    return tx.update(
        "INSERT INTO units_updates (id, instance, kind, from_version, to_version, side_by_side,"
            + " was_wanted, config_number, at, asked_by, step, outcome, reason, ended_at)"
            + " VALUES (?, ?, 'UPDATE', '1.0.0', ?, ?, 1, ?, 0, 'test', ?, ?, '', ?)",
        id,
        instance,
        to,
        beside,
        id,
        step,
        committed ? "COMMITTED" : "UNDER_WAY",
        ended ? 0L : null);
  }

  private Optional<Begun> begun(String instance) {
    return new SqlSwitches(store).begun(instance);
  }

  private Optional<Previous> previous(String instance) {
    return new SqlInstances(store)
        .all().stream()
            .map(SqlInstances.Found::row)
            .filter(row -> row.id().equals(instance))
            .findFirst()
            .orElseThrow()
            .previous();
  }

  @Test
  void the_version_before_keeps_the_configuration_it_had() {
    instance("fresh", null);
    instance("updated", "1.0.0");
    instance("forgotten", "1.0.0");
    update("updated", "2.0.0", false, "ENDED", true);
    update("updated", "2.0.0", false, "ENDED", true);
    update("updated", "3.0.0", false, "ENDED", false);

    assertThat(previous("fresh")).isEmpty();
    assertThat(previous("updated")).contains(new Previous("1.0.0", 2));
    assertThat(previous("forgotten")).contains(new Previous("1.0.0", 9));
  }

  @Test
  void what_an_update_has_left_is_put_in_order_all_the_same() {
    for (String id : new String[] {"ended", "drained", "stopped", "beside", "committed"}) {
      instance(id, null);
    }
    update("ended", "2.0.0", true, "ENDED", true);
    update("drained", "2.0.0", false, "DRAIN", false);
    update("stopped", "2.0.0", false, "HEALTH_WINDOW", false);
    update("beside", "2.0.0", true, "START_NEW", false);
    update("committed", "2.0.0", false, "COMMIT", true);

    assertThat(begun("ended")).isEmpty();
    assertThat(begun("drained")).contains(new Begun(false, false));
    assertThat(begun("stopped")).contains(new Begun(false, true));
    assertThat(begun("beside").map(Begun::beside)).contains(true);
    assertThat(begun("committed")).contains(new Begun(false, false));
  }
}
