package io.backplane.distribution.tests;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** Calls one command of a unit over REST, again and again from two threads, until closed. */
final class LoopingCaller implements AutoCloseable {

  private volatile long markNs = System.nanoTime();
  private volatile long markCalls;
  private final AtomicLong calls = new AtomicLong();
  private final Set<Object> versions = ConcurrentHashMap.newKeySet();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final List<Thread> threads;
  private volatile boolean closed;

  /** Calls {@code version}. */
  LoopingCaller(Rest rest, String unit) {
    this(rest, unit, "version");
  }

  LoopingCaller(Rest rest, String unit, String command) {
    threads =
        IntStream.range(0, 2)
            .mapToObj(
                n -> Thread.ofPlatform().name("caller-" + n).start(() -> loop(rest, unit, command)))
            .toList();
  }

  private void loop(Rest rest, String unit, String command) {
    while (!closed) {
      try {
        HttpResponse<String> answer =
            rest.send("POST", "/api/units/" + unit + "/call/" + command, "");
        Map<String, Object> body = Json.object(answer.body());
        if (answer.statusCode() == 200 && "done".equals(body.get("status"))) {
          versions.add(body.get("value"));
        } else {
          failures.add(answer.statusCode() + " " + answer.body());
        }
      } catch (RuntimeException e) {
        failures.add(e.toString());
      }
      calls.incrementAndGet();
    }
  }

  long calls() {
    return calls.get();
  }

  /** What the unit has answered so far. */
  Set<Object> versions() {
    return versions;
  }

  List<String> failures() {
    return List.copyOf(failures);
  }

  /** Begins to measure {@link #perSecond}. */
  void measure() {
    markNs = System.nanoTime();
    markCalls = calls.get();
  }

  double perSecond() {
    return (calls.get() - markCalls) * 1e9 / (System.nanoTime() - markNs);
  }

  @Override
  public void close() {
    closed = true;
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }
}
