package io.backplane.host.kernel;

import io.backplane.host.js.Fault;
import io.backplane.host.js.Given;
import io.backplane.host.js.HostFunction;
import io.backplane.host.js.HostModule;
import io.backplane.host.js.JsRuntime;
import io.backplane.host.js.Json;
import io.backplane.host.js.Loop;
import io.backplane.host.kernel.Follower.Wish;
import io.backplane.host.kernel.Kernel.Answer;
import io.backplane.host.kernel.Kernel.Asking;
import io.backplane.host.kernel.Kernel.Open;
import io.backplane.host.kernel.ServerEvents.ServerEvent;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.graalvm.polyglot.Value;

/** The kernel that has started this service: its units, its state, its events. */
public final class KernelModule implements HostModule {

  private static final String NONE =
      "no kernel: this service was not started by one; install it there, or name its socket in"
          + " BACKPLANE_SOCKET";

  private static final long POSITION_LIMIT_MS = 2_000;

  /** Requests at a time; more wait here. */
  private static final int REQUESTS_MAX = 256;

  /** Events of one call that may wait for the loop; then the kernel has to. */
  private static final int WAITING_MAX = 64;

  private final KernelFacts facts;
  private final Optional<UnitEvents> unitEvents;
  private final PrintStream err;
  private final Optional<Kernel> kernel;
  private final Semaphore requests = new Semaphore(REQUESTS_MAX);
  private final Map<Long, Asking> askings = new HashMap<>();
  private Follower follower;
  private Optional<Tail> tail = Optional.empty();
  private long lastNumber;

  /** Where the service's own events go. */
  @FunctionalInterface
  public interface UnitEvents {
    /**
     * @param data JSON
     */
    void emit(String name, String data) throws InterruptedException;
  }

  /**
   * @param unitEvents empty for a service without a host
   * @param err told when the kernel is not heard
   */
  public KernelModule(KernelFacts facts, Optional<UnitEvents> unitEvents, PrintStream err) {
    this.facts = facts;
    this.unitEvents = unitEvents;
    this.err = err;
    this.kernel = facts.socket().map(socket -> new Kernel(socket, facts.headers()));
  }

  @Override
  public String name() {
    return "backplane";
  }

  @Override
  public Map<String, HostFunction> functions(JsRuntime runtime) {
    follower = new Follower(runtime.loop());
    return Map.of(
        "instance", given -> facts.instance().map(Json::text).orElse(null),
        "schedule", given -> facts.schedule().map(Json::text).orElse(null),
        "ask", given -> ask(given, runtime.loop()),
        "call", given -> call(given, runtime.loop()),
        "giveUp",
            given -> {
              Optional.ofNullable(askings.get(number(given))).ifPresent(Asking::giveUp);
              return null;
            },
        "follow", given -> follow(given, runtime.loop()),
        "unfollow", given -> unfollow(given, runtime.loop()),
        "emit", this::emit);
  }

  private static long number(Given given) {
    return (long) given.number(0, "number");
  }

  private Kernel kernel() {
    return kernel.orElseThrow(() -> Fault.error(NONE));
  }

  private Object emit(Given given) throws InterruptedException {
    UnitEvents to = unitEvents.orElseThrow(() -> Fault.error(NONE));
    to.emit(given.text(0, "name"), given.text(1, "data"));
    return null;
  }

  /** Method, path and body; {@code done} gets status and body. */
  private Object ask(Given given, Loop loop) {
    Kernel to = kernel();
    String method = given.text(0, "method");
    String path = given.text(1, "path");
    byte[] body = given.optionalText(2).orElse("").getBytes(StandardCharsets.UTF_8);
    Value done = given.function(3, "done");
    Value failed = given.function(4, "failed");
    return start(
        loop,
        asking -> to.ask(asking, method, path, body),
        result -> done.executeVoid(((Answer) result).status(), ((Answer) result).body()),
        failed);
  }

  /**
   * Path and body of a call whose events are wanted; {@code event} gets each as JSON, {@code done}
   * how it ended and JSON, or a status and a problem.
   */
  private Object call(Given given, Loop loop) {
    Kernel to = kernel();
    String path = given.text(0, "path");
    byte[] body = given.text(1, "body").getBytes(StandardCharsets.UTF_8);
    Value event = given.function(2, "event");
    Value done = given.function(3, "done");
    Value failed = given.function(4, "failed");
    var room = new Semaphore(WAITING_MAX);
    return start(
        loop,
        asking -> {
          try (Open open =
              to.open(asking, "POST", path, Map.of("Accept", "text/event-stream"), body)) {
            return told(open, data -> loop.post(room, () -> event.executeVoid(data)));
          }
        },
        result -> done.executeVoid(((ServerEvent) result).type(), ((ServerEvent) result).data()),
        failed);
  }

  private interface Event {
    void told(String data) throws InterruptedException;
  }

  private static ServerEvent told(Open open, Event event) throws IOException, InterruptedException {
    String type = open.head().headers().getOrDefault("content-type", "");
    if (!type.startsWith("text/event-stream")) {
      byte[] problem = open.head().body().readNBytes(Kernel.BODY_BYTES_MAX);
      return new ServerEvent("refused", "", new String(problem, StandardCharsets.UTF_8));
    }
    var events = new ServerEvents(open.head().body());
    for (var next = events.next(); next.isPresent(); next = events.next()) {
      if (!next.get().type().equals("event")) {
        return next.get();
      }
      event.told(next.get().data());
    }
    throw new EOFException("the connection was closed");
  }

  private interface Work {
    Object of(Asking asking) throws IOException, InterruptedException;
  }

  private interface Done {
    void with(Object result);
  }

  /** Its number, to give it up by. */
  private Object start(Loop loop, Work work, Done done, Value failed) {
    long number = ++lastNumber;
    var asking = new Asking();
    askings.put(number, asking);
    loop.start(
        "kernel",
        () -> {
          requests.acquire();
          try {
            return work.of(asking);
          } finally {
            requests.release();
          }
        },
        new Loop.Then() {
          @Override
          public void done(Object result) {
            askings.remove(number);
            done.with(result);
          }

          @Override
          public void failed(Exception e) {
            askings.remove(number);
            failed.executeVoid(reason(e));
          }
        });
    return number;
  }

  private static String reason(Exception e) {
    if (e instanceof ClosedChannelException) {
      return "the connection was closed";
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  /** Prefixes of type and subject, and a function that gets each event as JSON, null for a gap. */
  private Object follow(Given given, Loop loop) throws InterruptedException {
    Kernel of = kernel();
    long number = ++lastNumber;
    var wish = new Wish(given.text(0, "type"), given.text(1, "subject"), given.function(2, "told"));
    follower.add(number, wish);
    loop.hold();
    if (tail.isEmpty()) {
      tail = Optional.of(new Tail(of, position(of), err, follower));
    }
    return number;
  }

  /** The newest event's number, so that nothing is missed from here on; else empty. */
  private static String position(Kernel kernel) throws InterruptedException {
    var asking = new Asking();
    var answer =
        new FutureTask<>(() -> kernel.ask(asking, "GET", "/api/events?limit=1", new byte[0]));
    Thread.ofVirtual().start(answer);
    try {
      Object last =
          Json.object(answer.get(POSITION_LIMIT_MS, TimeUnit.MILLISECONDS).body()).get("last");
      return last instanceof Number number ? String.valueOf(number.longValue()) : "";
    } catch (ExecutionException | TimeoutException e) {
      asking.giveUp();
      return "";
    }
  }

  private Object unfollow(Given given, Loop loop) {
    if (follower.remove(number(given))) {
      loop.release();
    }
    if (follower.isEmpty()) {
      tail.ifPresent(Tail::close);
      tail = Optional.empty();
    }
    return null;
  }

  @Override
  public void close() {
    askings.values().forEach(Asking::giveUp);
    tail.ifPresent(Tail::close);
    kernel.ifPresent(Kernel::close);
  }
}
