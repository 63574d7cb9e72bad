package io.backplane.cluster;

import io.backplane.cluster.spi.ClusterAddress;
import io.backplane.security.spi.Secrets;
import io.backplane.store.spi.Migrations;
import io.backplane.store.spi.Reader;
import io.backplane.store.spi.Store;
import io.backplane.store.spi.Transaction;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * What was joined, as {@code cluster_membership} keeps it: the URL sealed, for its password.
 *
 * @param server the id of the server's process that was followed last; empty for none
 */
record MembershipRow(ClusterAddress address, Instant since, String by, String server) {

  private static final String PLACE = "cluster/url";

  static void migrate(Store store) {
    store.migrate(Migrations.of("cluster", MembershipRow.class, "0001_cluster.sql"));
  }

  static Optional<MembershipRow> read(Reader reader, Secrets secrets) {
    return reader.first(
        "SELECT * FROM cluster_membership",
        row ->
            new MembershipRow(
                new ClusterAddress(
                    secrets.open(row.text("url"), PLACE),
                    Optional.of(row.text("credentials"))
                        .filter(path -> !path.isEmpty())
                        .map(Path::of),
                    row.text("cluster_group")),
                Instant.ofEpochMilli(row.number("joined_at")),
                row.text("joined_by"),
                row.text("server")));
  }

  void write(Transaction tx, Secrets secrets) {
    remove(tx);
    tx.update(
        "INSERT INTO cluster_membership (id, url, credentials, cluster_group, joined_at,"
            + " joined_by, server) VALUES (1, ?, ?, ?, ?, ?, ?)",
        secrets.seal(address.url(), PLACE),
        address.credentials().map(Path::toString).orElse(""),
        address.group(),
        since.toEpochMilli(),
        by,
        server);
  }

  static void followed(Transaction tx, String server) {
    tx.update("UPDATE cluster_membership SET server = ?", server);
  }

  /** Whether there is one, though it may not be readable. */
  static boolean exists(Reader reader) {
    return reader.first("SELECT id FROM cluster_membership", row -> row.number("id")).isPresent();
  }

  static void remove(Transaction tx) {
    tx.update("DELETE FROM cluster_membership");
  }
}
