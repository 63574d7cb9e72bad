package io.backplane.web;

import io.backplane.api.call.CallRequest;
import io.backplane.api.call.CallSink;
import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.call.Values;
import io.backplane.supervisor.spi.DriverEvent;
import io.backplane.supervisor.spi.Exit;
import io.backplane.supervisor.spi.LogStream;
import io.backplane.supervisor.spi.Profile;
import io.backplane.supervisor.spi.Trial;
import io.backplane.units.spi.Instances;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A throw-away process of a driver in front of one browser: commands go in, everything it says
 * comes out. In one-shot mode each command gets a process of its own; in keep-alive mode the end of
 * the process is the end.
 */
final class DriverLab implements Trial.Listener {

  private static final int MESSAGES_MAX = 10_000;
  private static final String NOTHING = "{\"type\":\"ping\"}";
  private static final long CHARS_MAX = 16L << 20;
  private static final Duration META_LIMIT = Duration.ofSeconds(5);

  private final Instances instances;
  private final String packageRef;
  private final List<String> arguments;
  private final Profile profile;
  private final LinkedBlockingQueue<String> outgoing = new LinkedBlockingQueue<>(MESSAGES_MAX);
  private final AtomicLong waitingChars = new AtomicLong();
  private final AtomicLong dropped = new AtomicLong();
  private final ReentrantLock lock = new ReentrantLock();
  private volatile Trial trial;
  private volatile boolean over;
  private boolean closed;

  DriverLab(Instances instances, String packageRef, List<String> arguments, Profile profile) {
    this.instances = instances;
    this.packageRef = packageRef;
    this.arguments = arguments;
    this.profile = profile;
  }

  /** Talks to the browser until it leaves or the process has ended. */
  void run(LiveSocket socket) throws IOException, InterruptedException {
    try {
      begin();
      converse(socket);
    } finally {
      close();
    }
  }

  private void begin() {
    Trial first = instances.attempt(packageRef, arguments, Profile.KEEPALIVE, this);
    trial = first;
    tell("driver.started", "pid", first.pid());
    first.describe(META_LIMIT).whenComplete((meta, failure) -> described(first, meta, failure));
    first.exit().thenAccept(exit -> exited(first, exit));
  }

  private void described(Trial described, Optional<Map<String, Object>> meta, Throwable failure) {
    if (failure != null) {
      tell("error", "message", "meta query timeout");
    } else {
      tell(
          "meta",
          "driverId",
          packageRef,
          "pid",
          described.pid(),
          "runMode",
          Values.word(profile),
          "meta",
          meta.orElse(null));
    }
    if (profile == Profile.ONESHOT) {
      described.finish();
    }
  }

  private void converse(LiveSocket socket) throws IOException, InterruptedException {
    long nextBeat = System.nanoTime() + LiveSocket.BEAT.toNanos();
    while (!over || !outgoing.isEmpty()) {
      long wait = Math.max(0, nextBeat - System.nanoTime());
      String message = outgoing.poll(wait, TimeUnit.NANOSECONDS);
      long lost = dropped.getAndSet(0);
      if (lost > 0) {
        socket.send(Map.of("type", "gap", "dropped", lost));
      }
      if (message != null) {
        waitingChars.addAndGet(-message.length());
        socket.sendText(message);
      }
      if (System.nanoTime() >= nextBeat) {
        nextBeat = System.nanoTime() + LiveSocket.BEAT.toNanos();
        socket.beat();
      }
    }
    socket.close(LiveSocket.DONE, "the driver has ended");
  }

  private void tell(String type, Object... pairs) {
    var all = new Object[pairs.length + 2];
    all[0] = "type";
    all[1] = type;
    System.arraycopy(pairs, 0, all, 2, pairs.length);
    String message = Json.text(Values.map(all));
    boolean room = waitingChars.addAndGet(message.length()) <= CHARS_MAX;
    if (!room || !outgoing.offer(message)) {
      waitingChars.addAndGet(-message.length());
      dropped.incrementAndGet();
    }
  }

  /** Takes what the browser says. */
  void receive(String text) {
    try {
      Map<String, Object> message =
          Json.object(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
      switch (String.valueOf(message.get("type"))) {
        case "exec" -> Thread.ofVirtual().name("lab").start(() -> execute(message));
        case "cancel" -> cancel();
        default -> tell("error", "message", "type must be exec or cancel");
      }
    } catch (IOException e) {
      tell("error", "message", "not a JSON object: " + e.getMessage());
    }
  }

  private void cancel() {
    Trial current = trial;
    if (current != null) {
      current.finish();
    }
  }

  /** One command after the other: in one-shot mode each has a process of its own. */
  private void execute(Map<String, Object> message) {
    lock.lock();
    try {
      executeAlone(message);
    } finally {
      lock.unlock();
    }
  }

  private void executeAlone(Map<String, Object> message) {
    try {
      if (!(message.get("cmd") instanceof String command)) {
        throw new RefusedException(new Refusal.Invalid("cmd", "must be a text"));
      }
      Map<String, Object> data = Members.map(message, "data").orElse(Map.of());
      if (closed || trial == null) {
        throw new RefusedException(
            new Refusal.Busy("the driver is not there yet, or no more", Duration.ofSeconds(1)));
      }
      Trial current = profile == Profile.ONESHOT ? restart() : trial;
      current.call(CallRequest.builder(packageRef, command).params(data).build(), new Answer());
      if (profile == Profile.ONESHOT) {
        current.finish();
      }
    } catch (RefusedException e) {
      tell("error", "message", e.getMessage());
    }
  }

  private Trial restart() {
    trial.exit().join();
    Trial next = instances.attempt(packageRef, arguments, Profile.ONESHOT, this);
    trial = next;
    tell("driver.restarted", "pid", next.pid(), "reason", "oneshot auto-restart");
    next.exit().thenAccept(exit -> exited(next, exit));
    return next;
  }

  private void exited(Trial ended, Exit exit) {
    boolean crash = exit.signal() > 0;
    tell(
        "driver.exited",
        "pid",
        ended.pid(),
        "exitCode",
        exit.code(),
        "exitStatus",
        crash ? "crash" : "normal",
        "reason",
        exit.words());
    if (profile == Profile.KEEPALIVE) {
      over = true;
      outgoing.offer(NOTHING);
    }
  }

  @Override
  public void event(DriverEvent event) {
    Object data =
        event.name().isEmpty()
            ? event.value()
            : Values.map("event", event.name(), "data", event.value());
    stdout("event", event.code(), data);
  }

  private void stdout(String status, int code, Object data) {
    tell("stdout", "message", Values.map("code", code, "data", data, "status", status));
  }

  @Override
  public void line(LogStream stream, String text) {
    if (stream == LogStream.STDERR) {
      tell("stderr", "line", text);
    } else {
      tell("stdout", "message", text);
    }
  }

  /** Ends the process that is there, and the one that may just be on its way. */
  private void close() {
    end(trial);
    lock.lock();
    try {
      closed = true;
      end(trial);
    } finally {
      lock.unlock();
    }
  }

  private static void end(Trial trial) {
    if (trial != null) {
      trial.close();
    }
  }

  /** Tells the terminal of a command; its events come by {@link #event}. */
  private final class Answer implements CallSink {
    @Override
    public void event(String name, Object value) {}

    @Override
    public void done(Object value) {
      stdout("done", 0, value);
    }

    @Override
    public void error(int code, Object value) {
      stdout("error", code, value);
    }

    @Override
    public void refused(Refusal refusal) {
      tell("error", "message", refusal.message());
    }
  }
}
