package io.backplane.host.driver;

import io.backplane.host.js.Given;
import io.backplane.host.js.HostFunction;
import io.backplane.host.js.HostModule;
import io.backplane.host.js.JsRuntime;
import io.backplane.host.js.Loop;
import io.backplane.host.process.Children;
import io.backplane.host.process.Launch;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.graalvm.polyglot.Value;

/**
 * Drivers, by numbers. What is asked of a number that there is not is answered as if it had ended.
 */
public final class LinkModule implements HostModule {

  /** How many that have ended may still be asked for what is left of them. */
  private static final int ENDED_MAX = 1_000;

  private static final Response UNKNOWN =
      Response.fault(
          Session.GONE,
          Map.of(
              "message",
              "failed to write request: program=<unknown>, exitCode=0, exitStatus=normal"));

  private final Path home;
  private final Children children;
  private final PrintStream err;
  private final Map<Long, Session> sessions = new LinkedHashMap<>();
  private long lastSession;

  /**
   * @param home where relative paths start
   * @param err gets what drivers log
   */
  public LinkModule(Path home, Children children, PrintStream err) {
    this.home = home;
    this.children = children;
    this.err = err;
  }

  @Override
  public String name() {
    return "link";
  }

  @Override
  public Map<String, HostFunction> functions(JsRuntime runtime) {
    return Map.of(
        "start",
        this::start,
        "request",
        given -> {
          session(given).ifPresent(it -> it.request(given.text(1, "line")));
          return null;
        },
        "ask",
        given -> ask(given, runtime.loop()),
        "next",
        this::next,
        "watch",
        given -> watch(given, runtime.loop()),
        "unwatch",
        given -> unwatch(given, runtime.loop()),
        "running",
        given -> session(given).map(Session::running).orElse(false),
        "terminate",
        given -> {
          session(given).ifPresent(Session::terminate);
          return null;
        });
  }

  private Optional<Session> session(Given given) {
    return Optional.ofNullable(sessions.get((long) given.number(0, "driver")));
  }

  /** Its number, or 0 for what cannot be started. */
  private Object start(Given given) {
    if (sessions.size() > ENDED_MAX) {
      sessions.values().removeIf(session -> !session.running());
    }
    try {
      Launch launch = Launch.of(given.object(0), home);
      sessions.put(++lastSession, Session.start(children, launch, err));
      return lastSession;
    } catch (IOException e) {
      return 0;
    }
  }

  /**
   * Line and function, which gets the terminal, or null when another task takes this one's place.
   */
  private Object ask(Given given, Loop loop) {
    String line = given.text(1, "line");
    Value told = given.function(2, "told");
    loop.hold();
    Session.Asker by = terminal -> loop.release(() -> told.executeVoid(terminal.orElse(null)));
    session(given)
        .ifPresentOrElse(it -> it.ask(line, by), () -> by.ended(Optional.of(UNKNOWN.text())));
    return null;
  }

  private Object next(Given given) throws InterruptedException {
    Optional<Session> session = session(given);
    return session.isEmpty()
        ? UNKNOWN.text()
        : session.get().next((long) given.number(1, "ms")).orElse(null);
  }

  private Object watch(Given given, Loop loop) {
    Value work = given.function(1, "work");
    loop.hold();
    Runnable tell = () -> loop.release(work::executeVoid);
    session(given).ifPresentOrElse(it -> it.watch(tell), tell);
    return null;
  }

  private Object unwatch(Given given, Loop loop) {
    if (session(given).map(Session::unwatch).orElse(false)) {
      loop.release();
    }
    return null;
  }
}
