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

/** What was joined, as {@code cluster_membership} keeps it: the URL sealed, for its password. */
record MembershipRow(ClusterAddress address, Instant since, String by) {

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
                row.text("joined_by")));
  }

  void write(Transaction tx, Secrets secrets) {
    remove(tx);
    tx.update(
        "INSERT INTO cluster_membership (id, url, credentials, cluster_group, joined_at,"
            + " joined_by) VALUES (1, ?, ?, ?, ?, ?)",
        secrets.seal(address.url(), PLACE),
        address.credentials().map(Path::toString).orElse(""),
        address.group(),
        since.toEpochMilli(),
        by);
  }

  static void remove(Transaction tx) {
    tx.update("DELETE FROM cluster_membership");
  }
}
