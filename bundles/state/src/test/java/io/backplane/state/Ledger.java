package io.backplane.state;

import io.backplane.state.spi.Seen;
import io.backplane.state.spi.Stamp;
import io.backplane.state.spi.StateEntry;
import io.backplane.state.spi.StateTransport;
import io.backplane.state.spi.StateWire;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A server in memory, as JetStream is one: a stream that keeps the last message of each key and
 * origin. What arrives is delivered when the test says so, late, twice or in disorder.
 */
final class Ledger {

  private static final int SNAPSHOT_PAGE = 3;

  private final TreeMap<Long, byte[]> stream = new TreeMap<>();
  private final List<Line> lines = new ArrayList<>();
  private final Random random;
  private String name = "first";
  private long position;

  Ledger(Random random) {
    this.random = random;
  }

  /** Loses everything. */
  void wipe(String another) {
    name = another;
    stream.clear();
    lines.forEach(line -> line.inbox.clear());
  }

  List<StateEntry> kept() {
    return stream.values().stream().map(StateWire::read).toList();
  }

  private void keep(Line from, StateEntry entry) {
    Stamp stamp = entry.stamp();
    boolean stale =
        kept().stream()
            .filter(other -> other.key().equals(entry.key()))
            .map(StateEntry::stamp)
            .anyMatch(other -> other.sameOrigin(stamp) && other.compareTo(stamp) >= 0);
    if (stale) {
      return;
    }
    drop(entry.key(), entry.seen().plus(stamp));
    byte[] bytes = StateWire.write(entry);
    stream.put(++position, bytes);
    lines.stream()
        .filter(line -> line.up && (line != from || random.nextBoolean()))
        .forEach(line -> line.inbox.add(new Message(position, bytes)));
  }

  private void drop(String key, Seen seen) {
    stream
        .values()
        .removeIf(
            bytes -> {
              StateEntry entry = StateWire.read(bytes);
              return entry.key().equals(key) && seen.covers(entry.stamp());
            });
  }

  private record Message(long position, byte[] bytes) {}

  /** One kernel's connection. */
  final class Line implements StateTransport {

    private final Deque<Message> inbox = new ArrayDeque<>();
    private final Consumer<List<StateEntry>> arriving;
    private Listener listener;
    private String known = "";
    private long reached;
    private boolean up;
    private boolean losesAcks;

    /**
     * @param arriving is told what is delivered, before the kernel is
     */
    Line(Consumer<List<StateEntry>> arriving) {
      this.arriving = arriving;
      lines.add(this);
    }

    @Override
    public AutoCloseable open(Listener other, String ledger, long from) {
      listener = other;
      known = ledger;
      reached = from;
      return () -> {
        disconnect();
        listener = null;
      };
    }

    void connect() {
      if (up || listener == null) {
        return;
      }
      up = true;
      boolean resumed = known.equals(name) && reached > 0;
      inbox.clear();
      if (resumed) {
        stream.tailMap(reached, false).forEach((p, bytes) -> inbox.add(new Message(p, bytes)));
      }
      known = name;
      listener.connected(name, resumed);
      if (!resumed && position > 0) {
        reached = position;
        listener.received(List.of(), position);
      }
    }

    void disconnect() {
      if (up) {
        up = false;
        inbox.clear();
        listener.disconnected("cut off");
      }
    }

    boolean isUp() {
      return up;
    }

    void loseAcks(boolean lose) {
      losesAcks = lose;
    }

    /**
     * Delivers some of what waits.
     *
     * @return whether there was anything
     */
    boolean deliver(int max) {
      var batch = new ArrayList<Message>();
      while (batch.size() < max && !inbox.isEmpty()) {
        batch.add(inbox.poll());
      }
      if (batch.isEmpty() || listener == null) {
        return false;
      }
      long last = batch.getLast().position();
      batch.add(batch.get(random.nextInt(batch.size())));
      Collections.shuffle(batch, random);
      List<StateEntry> entries = batch.stream().map(m -> StateWire.read(m.bytes())).toList();
      arriving.accept(entries);
      listener.received(entries, last);
      reached = last;
      return true;
    }

    @Override
    public Set<StateEntry> publish(List<StateEntry> entries) throws IOException {
      check();
      entries.forEach(entry -> keep(this, entry));
      if (losesAcks) {
        throw new IOException("the answer is lost");
      }
      return Set.of();
    }

    @Override
    public void snapshot(String ledger, Consumer<List<StateEntry>> pages) throws IOException {
      check();
      if (!ledger.equals(name)) {
        throw new IOException("it is another ledger by now");
      }
      List<StateEntry> all = kept();
      for (int i = 0; i < all.size(); i += SNAPSHOT_PAGE) {
        List<StateEntry> page = all.subList(i, Math.min(all.size(), i + SNAPSHOT_PAGE));
        arriving.accept(page);
        pages.accept(page);
      }
    }

    @Override
    public void forget(String key, Seen seen) throws IOException {
      check();
      drop(key, seen);
    }

    private void check() throws IOException {
      if (!up) {
        throw new IOException("cut off");
      }
    }
  }
}
