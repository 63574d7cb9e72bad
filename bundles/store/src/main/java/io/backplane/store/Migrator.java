package io.backplane.store;

import io.backplane.store.spi.Migrations;
import io.backplane.store.spi.Reader;
import io.backplane.store.spi.Store;
import io.backplane.store.spi.Transaction;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Runs the steps of each owner that a database has not seen. Thread-safe. */
final class Migrator {

  private static final String TABLE =
      """
      CREATE TABLE IF NOT EXISTS schema_steps (
        owner TEXT NOT NULL,
        step INTEGER NOT NULL,
        name TEXT NOT NULL,
        checksum TEXT NOT NULL,
        applied_at INTEGER NOT NULL,
        PRIMARY KEY (owner, step)
      )
      """;

  private final Store store;
  private final Clock clock;
  private final Optional<Backups> backups;
  private boolean backupDue;

  private record Applied(int step, String name, String checksum) {}

  /**
   * @param heldData whether the database had tables before this process
   * @param backups empty for a database that may be lost
   */
  Migrator(Store store, Clock clock, boolean heldData, Optional<Backups> backups) {
    this.store = store;
    this.clock = clock;
    this.backups = backups;
    this.backupDue = heldData && backups.isPresent();
  }

  /**
   * Makes the table of steps.
   *
   * @return whether steps have run on this database before
   */
  static boolean prepare(Session session) throws SQLException {
    session.script(TABLE);
    return session.number("SELECT count(*) FROM schema_steps") > 0;
  }

  /** One owner after the other, so that nobody migrates while the backup is made. */
  synchronized void migrate(Migrations migrations) {
    if (store.read(reader -> pending(reader, migrations)).isEmpty()) {
      return;
    }
    if (backupDue) {
      backups.orElseThrow().make();
      backupDue = false;
    }
    store.write(
        tx -> {
          pending(tx, migrations).forEach(step -> apply(tx, migrations.owner(), step));
          return null;
        });
  }

  private void apply(Transaction tx, String owner, Migrations.Step step) {
    try {
      ((SqliteTransaction) tx).script(step.sql());
    } catch (IllegalStateException e) {
      throw new IllegalStateException(name(owner, step.number(), step.name()) + " failed", e);
    }
    tx.update(
        "INSERT INTO schema_steps(owner, step, name, checksum, applied_at) VALUES (?, ?, ?, ?, ?)",
        owner,
        step.number(),
        step.name(),
        checksum(step.sql()),
        clock.instant());
  }

  private List<Migrations.Step> pending(Reader reader, Migrations migrations) {
    var applied =
        reader.query(
            "SELECT step, name, checksum FROM schema_steps WHERE owner = ? ORDER BY step",
            row -> new Applied((int) row.number("step"), row.text("name"), row.text("checksum")),
            migrations.owner());
    var steps = migrations.steps();
    for (Applied old : applied) {
      if (old.step() > steps.size()) {
        throw refused(migrations.owner(), old, "comes from a newer version");
      }
      if (!old.checksum().equals(checksum(steps.get(old.step() - 1).sql()))) {
        throw refused(migrations.owner(), old, "was changed after it had run");
      }
    }
    return steps.subList(applied.size(), steps.size());
  }

  private IllegalStateException refused(String owner, Applied step, String why) {
    String wayOut =
        backups
            .map(all -> "restore a backup of " + all.directory())
            .orElse("move the database away, it is made anew");
    return new IllegalStateException(
        "%s %s: start the version that wrote this database, or %s"
            .formatted(name(owner, step.step(), step.name()), why, wayOut));
  }

  private static String name(String owner, int step, String name) {
    return "step %d (%s) of %s".formatted(step, name, owner);
  }

  /** Of the text with Unix line ends: a checkout on Windows is no change. */
  private static String checksum(String sql) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(digest.digest(sql.replace("\r\n", "\n").getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
