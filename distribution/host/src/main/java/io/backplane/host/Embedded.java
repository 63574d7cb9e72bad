package io.backplane.host;

import io.backplane.host.js.JsRuntime;
import io.backplane.host.process.Surroundings;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.graalvm.polyglot.PolyglotException;

/**
 * A linked service inside another program's process. That program may have loaded this by a class
 * loader of its own, so nothing but the JDK's types is needed to use it. Its memory has no limit
 * but the program's.
 */
public final class Embedded implements Callable<Integer>, AutoCloseable {

  private final List<String> words;
  private final Surroundings at;
  private Optional<JsRuntime> runtime = Optional.empty();
  private Optional<Thread> thread = Optional.empty();
  private boolean closed;

  /**
   * @param words as the program's own, {@code --linked} among them
   * @param variables over those of the process
   */
  public Embedded(
      List<String> words,
      Path directory,
      Map<String, String> variables,
      InputStream in,
      OutputStream out,
      OutputStream err) {
    this.words = List.copyOf(words);
    this.at =
        new Surroundings(directory, System.getenv(), in, out, Surroundings.lines(err))
            .at(directory, variables);
  }

  /**
   * Runs it on this thread, until it ends or is {@linkplain #close closed}. Once.
   *
   * @return its exit code
   */
  @Override
  public Integer call() {
    try {
      begin();
      JsRuntime.shareEngine();
      return ExitCode.of(() -> Linked.run(words, at, this::made), at.err());
    } catch (PolyglotException | IllegalStateException e) {
      if (!isClosed()) {
        throw e;
      }
      return ExitCode.FAILED;
    } finally {
      end();
    }
  }

  private synchronized void begin() {
    thread = Optional.of(Thread.currentThread());
    if (closed) {
      throw new IllegalStateException("closed");
    }
  }

  private synchronized void made(JsRuntime next) {
    runtime = Optional.of(next);
    if (closed) {
      throw new IllegalStateException("closed");
    }
  }

  private synchronized void end() {
    thread = Optional.empty();
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  /** Ends it, whatever it does, from any thread. */
  @Override
  public void close() {
    Optional<JsRuntime> running;
    synchronized (this) {
      closed = true;
      running = runtime;
    }
    running.ifPresent(JsRuntime::cancel);
    synchronized (this) {
      thread.ifPresent(Thread::interrupt);
    }
  }
}
