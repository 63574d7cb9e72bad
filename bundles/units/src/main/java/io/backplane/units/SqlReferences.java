package io.backplane.units;

import io.backplane.api.event.Event.Level;
import io.backplane.store.spi.Row;
import io.backplane.store.spi.Store;
import io.backplane.store.spi.Transaction;
import java.util.List;
import java.util.Map;

/** Which services refer to which drivers' instances. */
record SqlReferences(Store store) {

  /**
   * One reference.
   *
   * @param owner a service's instance, or {@code package:ID} for those that are still to be made
   * @param config sealed
   */
  record Referring(String owner, String alias, String target, Map<String, Object> config) {}

  private static final String PACKAGE = "package:";

  static String ownerOf(String packageId) {
    return PACKAGE + packageId;
  }

  /** Sorted by alias. */
  List<Referring> from(String owner) {
    return store.read(
        r ->
            r.query(
                "SELECT * FROM units_references WHERE owner = ? ORDER BY alias",
                SqlReferences::row,
                owner));
  }

  /** Of instances only, sorted by owner and alias. */
  List<Referring> to(String target) {
    return store.read(
        r ->
            r.query(
                "SELECT * FROM units_references WHERE target = ? AND owner NOT LIKE '"
                    + PACKAGE
                    + "%' ORDER BY owner, alias",
                SqlReferences::row,
                target));
  }

  private static Referring row(Row row) {
    return new Referring(
        row.text("owner"), row.text("alias"), row.text("target"), Json.object(row.text("config")));
  }

  /** Without an event: it says nothing new. */
  void replace(Referring reference) {
    store.write(tx -> put(tx, reference));
  }

  private static int put(Transaction tx, Referring reference) {
    return tx.update(
        "INSERT OR REPLACE INTO units_references (owner, alias, target, config)"
            + " VALUES (?, ?, ?, ?)",
        reference.owner(),
        reference.alias(),
        reference.target(),
        Json.text(reference.config()));
  }

  void put(Referring reference, String by) {
    store.write(
        tx -> {
          put(tx, reference);
          return tx.emit(
              "instance.referred",
              reference.owner(),
              Level.INFO,
              Map.of("alias", reference.alias(), "to", reference.target(), "by", by));
        });
  }

  void remove(String owner, String alias) {
    store.write(
        tx ->
            tx.update("DELETE FROM units_references WHERE owner = ? AND alias = ?", owner, alias));
  }

  /** All that an instance refers to, and what packages would have referred to it. */
  void forget(String instance) {
    store.write(
        tx ->
            tx.update(
                "DELETE FROM units_references WHERE owner = ? OR target = ?", instance, instance));
  }
}
