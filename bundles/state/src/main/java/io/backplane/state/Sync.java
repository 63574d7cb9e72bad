package io.backplane.state;

import io.backplane.state.CopyTable.Held;
import io.backplane.state.spi.StateEntry;
import io.backplane.state.spi.StateLimits;
import io.backplane.state.spi.StateTransport;
import io.backplane.store.spi.Reader;
import io.backplane.store.spi.Store;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps this kernel's copy and a transport's ledger the same. What arrives is merged on the
 * transport's thread; {@link #work} sends and resyncs on its caller's, one call at a time.
 */
final class Sync implements StateTransport.Listener, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger("io.backplane.state");

  /** How often the store learns that this kernel still follows. */
  private static final long SYNCED_EVERY_MS = 60_000;

  private final Replica replica;
  private final Store store;
  private final Clock wall;
  private final StateTransport transport;
  private final Runnable wake;
  private final Outbox outbox = new Outbox();
  private AutoCloseable connection = () -> {};
  private volatile boolean closed;
  private volatile Link link = new Link("", "connecting");

  /**
   * @param ledger empty while the others cannot be reached
   * @param state for people
   */
  private record Link(String ledger, String state) {
    boolean up() {
      return !ledger.isEmpty();
    }
  }

  /**
   * @param wake is run when there is {@link #work}
   */
  Sync(Replica replica, Clock wall, StateTransport transport, Runnable wake) {
    this.replica = replica;
    this.store = replica.store();
    this.wall = wall;
    this.transport = transport;
    this.wake = wake;
  }

  void open() {
    replica.onWritten(this::written);
    NodeRow row = store.read(NodeRow::read);
    connection = transport.open(this, row.ledger(), row.position());
  }

  private void written(String key) {
    outbox.add(key);
    wake.run();
  }

  boolean uses(StateTransport other) {
    return transport == other;
  }

  /** {@code connected}, or why it is not. */
  String state() {
    return link.state();
  }

  @Override
  public void connected(String ledger, boolean resumed) {
    if (closed) {
      return;
    }
    store.write(
        tx -> {
          NodeRow row = NodeRow.read(tx);
          boolean other = !row.ledger().equals(ledger);
          if (other || !resumed) {
            NodeRow.position(tx, 0);
          }
          if (other || !resumed || isLongAway(row)) {
            NodeRow.needResync(tx);
          }
          return true;
        });
    outbox.lose();
    link = new Link(ledger, "connected");
    wake.run();
  }

  /** Whether deletions may have been forgotten since this kernel followed last. */
  private boolean isLongAway(NodeRow row) {
    long keptMs = StateLimits.TOMBSTONE_KEEP.minus(StateLimits.TOMBSTONE_MARGIN).toMillis();
    return row.syncedAt() > 0 && wall.millis() - row.syncedAt() > keptMs;
  }

  @Override
  public void received(List<StateEntry> entries, long position) {
    if (closed) {
      return;
    }
    replica.receive(entries, OptionalLong.of(position));
  }

  @Override
  public void disconnected(String reason) {
    if (closed) {
      return;
    }
    link = new Link("", reason);
  }

  /**
   * Resyncs where that is due, and sends what waits.
   *
   * @return whether nothing is left to do; false after an error too
   */
  synchronized boolean work() {
    Link now = link;
    if (!now.up()) {
      return false;
    }
    try {
      NodeRow row = store.read(NodeRow::read);
      if (row.needsResync() && store.read(Quarantine::count) < StateLimits.QUARANTINE_MAX) {
        new Resync(replica, wall, transport).run(now.ledger(), row, isLongAway(row));
        outbox.lose();
      }
      send();
      follow(now, row);
      return true;
    } catch (IOException e) {
      outbox.lose();
      LOG.warn("state is not sent: {}; it is tried again", e.getMessage());
      return false;
    } catch (RuntimeException e) { // such as a full disk: what was taken is to be sent all the same
      outbox.lose();
      throw e;
    }
  }

  private void send() throws IOException {
    if (outbox.takeIncomplete()) {
      for (List<String> keys = pending(""); !keys.isEmpty(); keys = pending(keys.getLast())) {
        publish(keys);
      }
    }
    for (List<String> keys = outbox.take(StateLimits.BATCH_MAX);
        !keys.isEmpty();
        keys = outbox.take(StateLimits.BATCH_MAX)) {
      publish(keys);
    }
  }

  private List<String> pending(String after) {
    return store.read(
        r ->
            r.query(
                "SELECT state_key FROM runtime_state WHERE state_key > ? AND (acked <> stamp"
                    + " OR state_key IN (SELECT state_key FROM runtime_state_unsent))"
                    + " ORDER BY state_key LIMIT ?",
                row -> row.text("state_key"),
                after,
                StateLimits.BATCH_MAX));
  }

  private void publish(List<String> keys) throws IOException {
    List<StateEntry> entries =
        store.read(r -> keys.stream().flatMap(key -> waiting(r, key)).toList());
    if (entries.isEmpty()) {
      return;
    }
    Set<StateEntry> left = transport.publish(entries);
    store.write(
        tx -> {
          for (StateEntry entry : entries) {
            if (!left.contains(entry)) {
              CopyTable.ack(tx, entry);
              Unsent.sent(tx, entry);
            }
          }
          return true;
        });
  }

  private static Stream<StateEntry> waiting(Reader reader, String key) {
    return Stream.concat(
        Unsent.find(reader, key).stream(),
        CopyTable.find(reader, key).filter(Held::pending).map(Held::entry).stream());
  }

  private void follow(Link now, NodeRow row) {
    long at = wall.millis();
    boolean due = Math.abs(at - row.syncedAt()) >= SYNCED_EVERY_MS;
    if (due && !row.needsResync()) {
      store.write(
          tx -> {
            NodeRow.synced(tx, now.ledger(), at, 0);
            return true;
          });
    }
  }

  /** Forgets old deletions, here and in the ledger. */
  void sweep() {
    List<Held> swept = Tombstones.sweep(store, wall);
    if (!link.up()) {
      return; // a ledger that still keeps them gives them back, and they are swept again
    }
    try {
      for (Held held : swept) {
        transport.forget(held.entry().key(), held.copy().known());
      }
    } catch (IOException e) {
      LOG.info("deletions stay in the ledger for now: {}", e.toString());
    }
  }

  @Override
  public void close() {
    closed = true;
    replica.onWritten(key -> {});
    try {
      connection.close();
    } catch (Exception e) {
      LOG.warn("the state's transport does not close", e);
    }
    link = new Link("", "closed");
  }
}
