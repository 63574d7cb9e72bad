package io.backplane.host.driver;

import io.backplane.host.process.Child;
import io.backplane.host.process.ChildOutput;
import io.backplane.host.process.Children;
import io.backplane.host.process.Exit;
import io.backplane.host.process.Launch;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A driver's process and the one task that it has. Each line is the current task's until one ends
 * it; what comes then is the next task's. Thread-safe.
 */
final class Session {

  private static final int INVALID = 1000;
  static final int GONE = 1001;
  private static final int OVERFLOW = 1002;

  /** Of one line. */
  private static final int LINE_BYTES_MAX = 8 << 20;

  /** What may wait to be taken; then the driver has to. */
  private static final int WAITING_CHARS_MAX = 8 << 20;

  private static final Duration EXIT_LIMIT = Duration.ofSeconds(1);

  private final String program;
  private final Child child;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<String> messages = new ArrayDeque<>();
  private final ArrayDeque<String> early = new ArrayDeque<>();
  private Optional<Runnable> watch = Optional.empty();
  private Optional<Asker> asker = Optional.empty();
  private long waitingChars;
  private long unanswered;
  private boolean open;
  private boolean garbled;
  private boolean ended;
  private volatile String context;

  private Session(Children children, Launch launch) throws IOException {
    this.program = launch.program();
    this.context = context(-1, "running");
    this.child = children.start(launch, Child.Manners.INPUT, this::cannotWrite);
  }

  /**
   * For the loop's thread.
   *
   * @param err gets what the driver logs
   * @throws IOException it cannot be started
   */
  static Session start(Children children, Launch launch, PrintStream err) throws IOException {
    var session = new Session(children, launch);
    session.read(err);
    return session;
  }

  private void read(PrintStream err) {
    var lines =
        new Lines(
            LINE_BYTES_MAX,
            new Lines.Reader() {
              @Override
              public void line(String text) throws InterruptedException {
                arrived(text);
              }

              @Override
              public void overflow() {
                overflown();
              }
            });
    ChildOutput output =
        ChildOutput.read(
            child.output(),
            (bytes, length) -> {
              lines.take(bytes, length);
              if (length == 0) {
                lines.end();
                end(child.await(EXIT_LIMIT));
              }
            });
    ChildOutput.read(
        child.errors(),
        (bytes, length) -> {
          err.write(bytes, 0, length);
          err.flush();
        });
    Thread.ofVirtual().name("driver").start(() -> awaitEnd(output));
  }

  private void awaitEnd(ChildOutput output) {
    try {
      Exit exit = child.await();
      output.awaitEnd();
      end(Optional.of(exit));
    } catch (InterruptedException e) {
      end(Optional.empty());
    }
  }

  private String context(int exitCode, String exitStatus) {
    return "program=%s, exitCode=%d, exitStatus=%s".formatted(program, exitCode, exitStatus);
  }

  boolean running() {
    lock.lock();
    try {
      return !ended && child.alive();
    } finally {
      lock.unlock();
    }
  }

  /** Wants to know only how a task ends. Called once, on any thread, and must not wait. */
  @FunctionalInterface
  interface Asker {
    /**
     * @param terminal empty when another task has taken this one's place
     */
    void ended(Optional<String> terminal);
  }

  /** Begins another task; what is left of the last one is gone. */
  void request(String line) {
    request(line, Optional.empty());
  }

  /** As {@link #request(String)}, where nobody takes the messages: events are left out. */
  void ask(String line, Asker by) {
    request(line, Optional.of(by));
  }

  private void request(String line, Optional<Asker> by) {
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
    boolean emptied;
    lock.lock();
    try {
      messages.forEach(message -> waitingChars -= message.length());
      messages.clear();
      asker.ifPresent(before -> before.ended(Optional.empty()));
      asker = by;
      open = true;
      garbled = false;
      while (open && !early.isEmpty()) {
        judge(early.remove());
      }
      changed.signalAll();
      emptied = unanswered == 0;
      unanswered++;
    } finally {
      lock.unlock();
    }
    if (!running() || !child.send(bytes, emptied)) {
      cannotWrite();
    }
  }

  private void cannotWrite() {
    fault(GONE, Map.of("message", "failed to write request: " + context));
  }

  private void overflown() {
    fault(
        OVERFLOW,
        Map.of("message", "output buffer overflow", "channel", "stdout", "limit", LINE_BYTES_MAX));
  }

  private void fault(int code, Map<String, Object> data) {
    lock.lock();
    try {
      if (open) {
        garbled = code == OVERFLOW;
        add(Response.fault(code, data));
      }
    } finally {
      lock.unlock();
    }
  }

  private void arrived(String line) throws InterruptedException {
    lock.lock();
    try {
      while (waitingChars > WAITING_CHARS_MAX && !ended) {
        changed.await();
      }
      if (ended || garbled) {
        return;
      }
      waitingChars += line.length();
      if (open) {
        judge(line);
      } else {
        early.add(line);
      }
    } finally {
      lock.unlock();
    }
  }

  /** What follows a line that is no answer is not to be taken for the next task's. */
  private void judge(String line) {
    waitingChars -= line.length();
    Optional<Response> response = Response.read(line);
    if (response.isEmpty()) {
      garbled = true;
      early.forEach(other -> waitingChars -= other.length());
      early.clear();
      add(Response.fault(INVALID, Map.of("message", "invalid response", "raw", line)));
      return;
    }
    if (response.get().terminal()) {
      unanswered = Math.max(0, unanswered - 1);
    }
    add(response.get());
  }

  private void add(Response response) {
    open &= !response.terminal();
    if (asker.isPresent()) {
      if (response.terminal()) {
        asker.get().ended(Optional.of(response.text()));
        asker = Optional.empty();
      }
      return;
    }
    messages.add(response.text());
    waitingChars += response.text().length();
    changed.signalAll();
    watch.ifPresent(Runnable::run);
    watch = Optional.empty();
  }

  /**
   * The current task's next message.
   *
   * @param ms how long to wait for it; below 0 until it comes
   * @return empty when the time is over or nothing more comes
   */
  Optional<String> next(long ms) throws InterruptedException {
    long leftNs = TimeUnit.MILLISECONDS.toNanos(ms);
    lock.lock();
    try {
      while (messages.isEmpty()) {
        if (!open || ms >= 0 && leftNs <= 0) {
          return Optional.empty();
        }
        if (ms < 0) {
          changed.await();
        } else {
          leftNs = changed.awaitNanos(leftNs);
        }
      }
      String message = messages.remove();
      waitingChars -= message.length();
      changed.signalAll();
      return Optional.of(message);
    } finally {
      lock.unlock();
    }
  }

  /** Has something run once, on any thread, when there is a message or none can come any more. */
  void watch(Runnable work) {
    lock.lock();
    try {
      if (open && messages.isEmpty()) {
        watch = Optional.of(work);
        return;
      }
    } finally {
      lock.unlock();
    }
    work.run();
  }

  /**
   * @return whether there was something to forget
   */
  boolean unwatch() {
    lock.lock();
    try {
      boolean was = watch.isPresent();
      watch = Optional.empty();
      return was;
    } finally {
      lock.unlock();
    }
  }

  private void end(Optional<Exit> exit) {
    exit.ifPresent(it -> context = context(it.code(), it.status()));
    over();
  }

  private void over() {
    lock.lock();
    try {
      if (!ended) {
        ended = true;
        fault(
            GONE,
            Map.of("message", "driver process exited without sending a response: " + context));
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Ends the process, in its own time; the task ends at once. */
  void terminate() {
    if (running()) {
      context = context(-1, "terminated");
      over();
      child.endSoon();
    }
  }
}
