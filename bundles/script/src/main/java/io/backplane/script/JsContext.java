package io.backplane.script;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.slf4j.Logger;

/**
 * One script's JavaScript world. All but {@link #interrupt} and {@link #close} is for the script's
 * own thread.
 */
final class JsContext {

  /** Characters of one line in the log. */
  static final int LINE_MAX = 16_384;

  /** What came of having entered the script. */
  enum Outcome {
    RAN,
    INTERRUPTED,
    CLOSED
  }

  /** Runs timers. */
  interface Timers {
    void schedule(long id, long ms);

    void cancel(long id);
  }

  private final SharedEngine engine;
  private final Context context;
  private final Logger log;
  private final Value boot;

  JsContext(SharedEngine engine, Modules modules, Timers timers, Logger log) {
    this.engine = engine;
    this.context = engine.newContext(modules);
    this.log = log;
    this.boot =
        context
            .eval(engine.boot())
            .execute(
                host(a -> log(a[0].asString(), a[1].asString())),
                host(a -> timers.schedule(a[0].asLong(), a[1].asLong())),
                host(a -> timers.cancel(a[0].asLong())));
  }

  /** What the script can call here. */
  private interface Host {
    void take(Value[] given);
  }

  private static ProxyExecutable host(Host act) {
    return given -> {
      act.take(given);
      return null;
    };
  }

  private void log(String level, String text) {
    String line = shortened(text);
    switch (level) {
      case "debug" -> log.debug(line);
      case "warn" -> log.warn(line);
      case "error" -> log.error(line);
      default -> log.info(line);
    }
  }

  static String shortened(String text) {
    return text.length() <= LINE_MAX
        ? text
        : text.substring(0, LINE_MAX) + "… (" + text.length() + " characters)";
  }

  /** Evaluates the module at this path and says what it exports. */
  Outcome load(String path, Answer to) {
    return enter(() -> boot.invokeMember("load", "/" + path, done(to), failed(to)));
  }

  Outcome call(String command, String params, ScriptCall call) {
    return enter(
        () ->
            boot.invokeMember(
                "call",
                command,
                params,
                host(a -> call.event(a[0].asString(), a[1].asString())),
                host(a -> log.info("{}: {}", command, shortened(a[0].asString()))),
                (ProxyExecutable) a -> call.isOver(),
                done(call),
                failed(call)));
  }

  /** Calls an exported function with one argument, as JSON. */
  Outcome ask(String function, String argument, Answer to) {
    return enter(() -> boot.invokeMember("ask", function, argument, done(to), failed(to)));
  }

  Outcome fire(long timer) {
    return enter(() -> boot.invokeMember("fire", timer));
  }

  private static ProxyExecutable done(Answer to) {
    return host(a -> to.done(a[0].asString()));
  }

  private static ProxyExecutable failed(Answer to) {
    return host(a -> to.failed(a[0].asString()));
  }

  /**
   * What comes out here is nobody's answer: a promise that nobody handles, a timer's failure, an
   * interruption.
   */
  private Outcome enter(Runnable act) {
    try {
      act.run();
      return Outcome.RAN;
    } catch (PolyglotException e) {
      if (e.isInterrupted()) {
        return Outcome.INTERRUPTED;
      }
      if (e.isCancelled()) {
        return Outcome.CLOSED;
      }
      if (e.isGuestException()) {
        log.warn("nobody handles: {}", shortened(text(e)));
      } else {
        log.error("the JavaScript engine failed; the script goes on", e);
      }
      return Outcome.RAN;
    } catch (IllegalStateException e) { // of a context that is closed
      return Outcome.CLOSED;
    }
  }

  private static String text(PolyglotException e) {
    var text = new StringBuilder(e.getMessage());
    for (var frame : e.getPolyglotStackTrace()) {
      if (frame.isGuestFrame() && !frame.toString().contains("backplane:boot")) {
        text.append(" at ").append(frame.toString().replace("<js> ", ""));
        break; // the innermost says where
      }
    }
    return text.toString();
  }

  /**
   * Makes the thread leave the script; what the script holds stays. For any other thread.
   *
   * @throws TimeoutException it did not: it is in one of the few operations that look at nothing
   *     until they are done
   */
  void interrupt(Duration limit) throws TimeoutException {
    context.interrupt(limit);
  }

  /** Ends it, together with what runs in it. May not return, for the same few operations. */
  void close() {
    context.close(true);
    engine.released();
  }
}
