package io.backplane.host.kernel;

import io.backplane.host.kernel.Kernel.Asking;
import io.backplane.host.kernel.Kernel.Open;
import io.backplane.host.kernel.ServerEvents.ServerEvent;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The kernel's events, one after the other and none twice. Where the connection is lost, or the
 * kernel starts anew, it comes again and goes on where it was.
 */
final class Tail implements AutoCloseable {

  private static final int INVALID = 400;
  private static final int OK = 200;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final Kernel kernel;
  private final PrintStream err;
  private final Listener listener;
  private final Thread thread;
  private String last;
  private boolean lost;
  private volatile Asking asking = new Asking();
  private volatile boolean closed;

  /** Called on the tail's thread; may wait. */
  interface Listener {
    /**
     * @param event JSON
     */
    void event(String event) throws InterruptedException;

    /** Events are missing: the kernel has no longer, or never had, what follows the last one. */
    void gap() throws InterruptedException;
  }

  /**
   * @param since behind which event; empty for the newest
   */
  Tail(Kernel kernel, String since, PrintStream err, Listener listener) {
    this.kernel = kernel;
    this.last = since;
    this.err = err;
    this.listener = listener;
    this.thread = Thread.ofVirtual().name("kernel-events").start(this::run);
  }

  private void run() {
    Duration pause = FIRST_PAUSE;
    try {
      while (!closed) {
        String before = last;
        try {
          follow();
        } catch (IOException e) {
          tellLost(e);
        }
        pause = last.equals(before) ? longer(pause) : FIRST_PAUSE;
        Thread.sleep(pause);
      }
    } catch (InterruptedException e) {
      // it was closed
    }
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
  }

  private void tellLost(IOException e) {
    if (!lost && !closed) {
      lost = true;
      err.println("Warning: the kernel's events are not heard for now: " + e.getMessage());
    }
  }

  private void follow() throws IOException, InterruptedException {
    var headers = new TreeMap<>(Map.of("Accept", "text/event-stream"));
    if (!last.isEmpty()) {
      headers.put("Last-Event-ID", last);
    }
    asking = new Asking();
    if (closed) {
      return;
    }
    try (Open open = kernel.open(asking, "GET", "/api/events", headers, new byte[0])) {
      if (open.head().status() == INVALID && !last.isEmpty()) {
        last = ""; // of another history
        listener.gap();
        return;
      }
      if (open.head().status() != OK) {
        throw new IOException("it answers with status " + open.head().status());
      }
      var events = new ServerEvents(open.head().body());
      for (var next = events.next(); next.isPresent(); next = events.next()) {
        take(next.get());
      }
    }
  }

  private void take(ServerEvent event) throws InterruptedException {
    lost = false;
    Optional<String> id = Optional.of(event.id()).filter(it -> !it.isEmpty());
    switch (event.type()) {
      case "event" -> listener.event(event.data());
      case "gap" -> listener.gap();
      default -> {} // where it begins
    }
    last = id.orElse(last);
  }

  /** Nothing is told any more once this has returned, but for what is being told. */
  @Override
  public void close() {
    closed = true;
    asking.giveUp();
    thread.interrupt();
  }
}
