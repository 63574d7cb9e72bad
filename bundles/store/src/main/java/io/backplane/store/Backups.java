package io.backplane.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checked copies of a database. A copy gets its name only when it is complete, sound and on the
 * disk; older ones go only after that, so the last good one is never lost to a bad one.
 */
final class Backups {

  static final int KEPT_MAX = 5;

  private static final Logger LOG = LoggerFactory.getLogger(Backups.class);
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final StoreSetup setup;
  private final Path directory;
  private final SqliteFault faults;

  Backups(StoreSetup setup, Path directory, SqliteFault faults) {
    this.setup = setup;
    this.directory = directory;
    this.faults = faults;
  }

  Path directory() {
    return directory;
  }

  /**
   * @return the new copy
   * @throws IllegalStateException the database or its copy is damaged
   */
  Path make() {
    try {
      Files.createDirectories(directory);
      Path backup = makeChecked(directory.resolve(setup.name() + ".unchecked"));
      LOG.info("{}: backed up to {}", setup.name(), backup);
      deleteOldest();
      return backup;
    } catch (IOException e) {
      throw new UncheckedIOException("no backup in " + directory + ", nothing was migrated", e);
    } catch (SQLException e) {
      throw faults.of(e, "a backup to " + directory);
    }
  }

  private Path makeChecked(Path unchecked) throws IOException, SQLException {
    Files.deleteIfExists(unchecked); // of a kernel that was killed here
    try {
      copy(unchecked);
      check(unchecked);
      force(unchecked);
      Path backup = Files.move(unchecked, freeName(), StandardCopyOption.ATOMIC_MOVE);
      force(directory);
      return backup;
    } finally {
      Files.deleteIfExists(unchecked);
    }
  }

  private void copy(Path target) throws SQLException {
    try (var session = Session.writing(setup.file(), setup.synchronous())) {
      session.update("VACUUM INTO ?", target.toString());
    }
  }

  private void check(Path copy) throws SQLException {
    try (var session = Session.checking(copy)) {
      String found = session.text("PRAGMA integrity_check");
      if (!found.equals("ok")) {
        throw new IllegalStateException(
            "%s is damaged (%s); restore the newest file of %s"
                .formatted(setup.file(), found, directory));
      }
    }
  }

  private Path freeName() {
    String stamp = setup.name() + "-" + STAMP.format(setup.clock().instant());
    Path path = directory.resolve(stamp + ".sqlite");
    for (int i = 2; Files.exists(path); i++) {
      path = directory.resolve(stamp + "-" + i + ".sqlite");
    }
    return path;
  }

  private static void force(Path path) throws IOException {
    try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private void deleteOldest() throws IOException {
    var kept = list();
    for (Path old : kept.subList(0, Math.max(0, kept.size() - KEPT_MAX))) {
      Files.delete(old);
    }
  }

  /** Oldest first. */
  List<Path> list() throws IOException {
    try (var files = Files.list(directory)) {
      return files.filter(this::isBackup).sorted().toList();
    }
  }

  private boolean isBackup(Path path) {
    String name = path.getFileName().toString();
    return name.startsWith(setup.name() + "-") && name.endsWith(".sqlite");
  }
}
