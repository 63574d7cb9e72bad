package io.backplane.state;

import io.backplane.api.call.Values;
import io.backplane.api.event.Event.Level;
import io.backplane.state.spi.Stamp;
import io.backplane.store.spi.Store;
import io.backplane.store.spi.Transaction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who this kernel is: a node id for as long as there is a store, and an incarnation until that
 * store is copied or put back. The same is noted in a file beside the database, together with the
 * file's own place. A store that is older than the note was restored; a note that stands at another
 * place, or is missing, was cloned.
 */
final class Identity {

  private static final Logger LOG = LoggerFactory.getLogger("io.backplane.state");
  private static final Path MACHINE = Path.of("/etc/machine-id");

  private final Store store;
  private final Path file;
  private final RandomGenerator random;
  private String noted = "";

  /** What the file says. */
  private record Note(long node, long incarnation, long mark, String place) {

    static Optional<Note> parse(String text) {
      String[] lines = text.split("\n");
      try {
        return Optional.of(
            new Note(
                Long.parseLong(lines[0]),
                Long.parseLong(lines[1]),
                Long.parseLong(lines[2]),
                lines[3]));
      } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
        return Optional.empty();
      }
    }

    String text() {
      return "%d\n%d\n%d\n%s\n".formatted(node, incarnation, mark, place);
    }
  }

  Identity(Store store, Path file, RandomGenerator random) {
    this.store = store;
    this.file = file;
    this.random = random;
  }

  /** The row of this life; a new one begins where the store or the note is another's. */
  NodeRow open() {
    NodeRow row = store.write(this::open);
    note(row);
    return row;
  }

  private NodeRow open(Transaction tx) {
    if (tx.first("SELECT id FROM runtime_state_node", r -> r.number("id")).isEmpty()) {
      NodeRow.insert(tx, random.nextLong(Stamp.NODE_MAX) + 1, newIncarnation());
      return NodeRow.read(tx);
    }
    foreign(NodeRow.read(tx)).ifPresent(reason -> renew(tx, reason));
    return NodeRow.read(tx);
  }

  /** Why the store is not the one that ran here last. */
  private Optional<String> foreign(NodeRow row) {
    Optional<Note> found = read();
    if (found.isEmpty()) {
      return Optional.of("there is no note of the last life");
    }
    Note note = found.get();
    if (note.node() != row.node() || note.incarnation() != row.incarnation()) {
      return Optional.of("the note is of another life");
    }
    if (!note.place().equals(place())) {
      return Optional.of("the data directory was copied or moved");
    }
    return note.mark() > row.mark()
        ? Optional.of("the store is older than its last life: it was restored")
        : Optional.empty();
  }

  /** Begins a new life. */
  long renew(Transaction tx, String reason) {
    long incarnation = newIncarnation();
    NodeRow.incarnation(tx, incarnation);
    tx.emit(
        "state.incarnation",
        "",
        Level.WARN,
        Values.map("incarnation", "%08x".formatted(incarnation), "reason", reason));
    return incarnation;
  }

  private long newIncarnation() {
    return random.nextLong(Stamp.INCARNATION_MAX) + 1;
  }

  /** Notes how far the clock may have come, where that has changed. */
  synchronized void note(NodeRow row) {
    String life = "%08x %d".formatted(row.incarnation(), row.mark());
    if (life.equals(noted)) {
      return;
    }
    try {
      if (!Files.exists(file)) {
        Files.createDirectories(file.getParent());
        Files.createFile(file); // its place is known once it is there
      }
      Files.writeString(file, new Note(row.node(), row.incarnation(), row.mark(), place()).text());
      noted = life;
    } catch (IOException e) {
      LOG.warn("{} cannot be written: the next start will begin a new incarnation", file, e);
    }
  }

  private Optional<Note> read() {
    try {
      return Files.exists(file) ? Note.parse(Files.readString(file)) : Optional.empty();
    } catch (IOException e) {
      LOG.warn("{} cannot be read: a new incarnation begins", file, e);
      return Optional.empty();
    }
  }

  /** Where the note is: a copy of it has another inode, path or machine. */
  private String place() {
    try {
      Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
      String machine =
          Files.isReadable(MACHINE) ? Files.readString(MACHINE, StandardCharsets.UTF_8) : "";
      return "%s %s %s".formatted(machine.strip(), file.toRealPath(), Objects.toString(key));
    } catch (IOException e) {
      return "unknown";
    }
  }
}
