package io.backplane.calls;

import io.backplane.api.call.CallSink;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Between a unit that speaks and a caller that listens at its own pace. Events wait here, at most
 * {@value #EVENTS_MAX}, and are handed over by a virtual thread; later ones are dropped and
 * counted. The terminal comes last and is never dropped; with no event waiting it is handed over at
 * once.
 */
final class Outbox {

  static final int EVENTS_MAX = 1_024;

  private record Item(String name, Object value) {}

  private final CallSink sink;
  private final ArrayDeque<Item> waiting = new ArrayDeque<>();
  private boolean delivering;
  private boolean ended;
  private long dropped;
  private Consumer<CallSink> terminal;

  Outbox(CallSink sink) {
    this.sink = sink;
  }

  /**
   * @return whether it will be delivered
   */
  boolean event(String name, Object value) {
    synchronized (this) {
      if (ended) {
        return false;
      }
      if (waiting.size() >= EVENTS_MAX) {
        dropped++;
        return false;
      }
      addGap();
      waiting.add(new Item(name, value));
      if (delivering) {
        return true;
      }
      delivering = true;
    }
    Thread.ofVirtual().start(this::deliver);
    return true;
  }

  void end(Consumer<CallSink> last) {
    synchronized (this) {
      ended = true;
      if (delivering) {
        terminal = last;
        return;
      }
    }
    last.accept(sink);
  }

  private void addGap() {
    if (dropped > 0) {
      waiting.add(new Item(CallSink.GAP, Map.of("dropped", dropped)));
      dropped = 0;
    }
  }

  private void deliver() {
    boolean listening = true;
    while (true) {
      Item item;
      Consumer<CallSink> last = null;
      synchronized (this) {
        if (waiting.isEmpty()) {
          addGap();
        }
        item = waiting.poll();
        if (item == null) {
          delivering = false;
          last = terminal;
        }
      }
      if (item == null) {
        if (last != null) {
          last.accept(sink);
        }
        return;
      }
      listening = listening && hand(item);
    }
  }

  /** A caller that throws at an event hears no more of them, only the end. */
  private boolean hand(Item item) {
    try {
      sink.event(item.name(), item.value());
      return true;
    } catch (RuntimeException e) {
      return false;
    }
  }
}
