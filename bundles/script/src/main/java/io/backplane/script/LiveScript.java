package io.backplane.script;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;

/**
 * The script that stands behind a unit now. One whose thread is stuck is replaced by a new one of
 * the same modules, which does not have the old one's state. Thread-safe.
 */
final class LiveScript {

  private final Function<Consumer<Script>, Script> maker;
  private final String entry;
  private final Duration limit;
  private final Logger log;
  private Optional<Script> current = Optional.empty(); // guarded by this, as are the next three
  private boolean ready;
  private Refusal unready = busy("the script starts");
  private boolean closed;

  /**
   * @param maker makes a script; what it is given is to hear when that is stuck
   * @param entry the module to evaluate
   * @param limit for its evaluation
   */
  LiveScript(Function<Consumer<Script>, Script> maker, String entry, Duration limit, Logger log) {
    this.maker = maker;
    this.entry = entry;
    this.limit = limit;
    this.log = log;
  }

  private static Refusal busy(String reason) {
    return new Refusal.Busy(reason, Duration.ofSeconds(1));
  }

  /**
   * Evaluates the module and waits for that.
   *
   * @throws RefusedException {@link Refusal.Invalid} with why it does not start
   */
  Exports start() throws InterruptedException {
    Script next = maker.apply(this::restart);
    try {
      take(next);
      Exports exports = Exports.of(next.load(entry, limit));
      ready();
      return exports;
    } catch (ScriptFault e) {
      next.close();
      throw new RefusedException(
          new Refusal.Invalid("the script", "does not start: " + e.getMessage()));
    } catch (InterruptedException e) {
      next.close();
      throw e;
    }
  }

  private synchronized void take(Script next) {
    if (closed) {
      throw new ScriptFault("the plugin was stopped");
    }
    current = Optional.of(next);
  }

  private synchronized void ready() {
    ready = true;
  }

  private void restart(Script stuck) {
    synchronized (this) {
      if (closed || !ready || current.filter(now -> now == stuck).isEmpty()) {
        return;
      }
      ready = false;
      unready = busy("the script starts anew");
    }
    log.warn("does not let itself be interrupted: it starts anew, without the state it had");
    stuck.close();
    try {
      start();
    } catch (RefusedException e) {
      log.error("{}; calls are refused until the plugin is loaded again", e.getMessage());
      synchronized (this) {
        unready = e.refusal();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * @throws RefusedException it does not take calls at present
   */
  synchronized Script now() {
    if (!ready) {
      throw new RefusedException(unready);
    }
    return current.orElseThrow();
  }

  /**
   * Calls an exported function, JSON both ways.
   *
   * @throws IllegalStateException with what it threw, or that it has not answered within the limit
   */
  String ask(String function, String argument, Duration within) {
    try {
      return now().ask(function, argument, within);
    } catch (ScriptFault | RefusedException e) {
      throw new IllegalStateException(function + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(function + ": interrupted", e);
    }
  }

  void close() {
    Optional<Script> last;
    synchronized (this) {
      closed = true;
      ready = false;
      unready = new Refusal.Conflict("the plugin was stopped");
      last = current;
    }
    last.ifPresent(Script::close);
  }
}
