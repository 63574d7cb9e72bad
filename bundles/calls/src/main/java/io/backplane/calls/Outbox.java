package io.backplane.calls;

import io.backplane.api.call.CallSink;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Between a unit that speaks and a caller that listens at its own pace. Events wait here, at most
 * {@value #EVENTS_MAX}, and are handed over by a virtual thread; later ones are dropped and
 * counted. The terminal comes last and is never dropped; with no event waiting it is handed over at
 * once.
 */
final class Outbox {

  static final int EVENTS_MAX = 1_024;

  private static final Logger LOG = LoggerFactory.getLogger("io.backplane.calls");

  private record Item(String name, Object value) {}

  private final CallSink sink;
  private final ArrayDeque<Item> waiting = new ArrayDeque<>();
  private boolean delivering;
  private boolean ended;
  private long events;
  private long dropped;
  private Consumer<CallSink> terminal;

  Outbox(CallSink sink) {
    this.sink = sink;
  }

  /** How many events the unit said, those dropped included. */
  synchronized long events() {
    return events;
  }

  /**
   * @return false when it is dropped because the caller is too slow
   */
  boolean event(String name, Object value) {
    synchronized (this) {
      if (ended) {
        return true;
      }
      events++;
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

  /** Takes the terminal and, with no event waiting, hands it over before it returns. */
  void end(Consumer<CallSink> last) {
    synchronized (this) {
      ended = true;
      if (delivering) {
        terminal = last;
        return;
      }
    }
    tell(last);
  }

  /** Takes the terminal and hands it over on another thread, whatever the caller does with it. */
  void endApart(Consumer<CallSink> last) {
    synchronized (this) {
      ended = true;
      terminal = last;
      if (delivering) {
        return;
      }
      delivering = true;
    }
    Thread.ofVirtual().start(this::deliver);
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
          tell(last);
        }
        return;
      }
      listening = listening && tell(to -> to.event(item.name(), item.value()));
    }
  }

  /**
   * A caller that throws at an event hears no more of those that wait, only the end. Nothing it
   * throws reaches the unit, nor whoever ends the call.
   */
  private boolean tell(Consumer<CallSink> word) {
    try {
      word.accept(sink);
      return true;
    } catch (Throwable e) {
      LOG.warn("a caller threw at what it was told; the call ends as it would have", e);
      return false;
    }
  }
}
