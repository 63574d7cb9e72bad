package io.backplane.supervisor.process;

import io.backplane.supervisor.linux.LibC;
import io.backplane.supervisor.spi.Embedding;
import io.backplane.supervisor.spi.ProcessId;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A program on a thread of the kernel's own, behind the same pipes as a process; the processes that
 * it starts are known by their token. It ends with the kernel.
 */
public final class EmbeddedProcess implements RunningProcess {

  private static final Logger LOG = LoggerFactory.getLogger("io.backplane.supervisor");

  /** As much as a service's own process has; only what is used of it is taken. */
  private static final long STACK_BYTES = 64L << 20;

  private static final int PIPES = 3;
  private static final int SIGNALLED = 128;
  private static final long END_LIMIT_MS = 1_000;

  private final Pipe in;
  private final Pipe out;
  private final Pipe err;
  private final ProcessTree children;
  private final Embedding.Program program;
  private final CompletableFuture<Ended> exit = new CompletableFuture<>();
  private final AtomicInteger signal = new AtomicInteger();

  private EmbeddedProcess(Embedding embedding, Launch launch, Pipe in, Pipe out, Pipe err)
      throws IOException {
    this.in = in;
    this.out = out;
    this.err = err;
    this.children = ProcessTree.carriers(launch.token(), Optional.empty());
    List<String> command = launch.command();
    Map<String, String> environment = new HashMap<>(launch.environment());
    environment.put(Launch.TOKEN, launch.token());
    this.program =
        embedding.load(
            command.subList(1, command.size()),
            launch.directory(),
            environment,
            Channels.newInputStream(in.source()),
            Channels.newOutputStream(out.sink()),
            Channels.newOutputStream(err.sink()));
  }

  /**
   * Begins to run what the launch's command says, on a thread of its own.
   *
   * @throws IOException it cannot be loaded, and nothing is left of the attempt
   */
  public static EmbeddedProcess start(Embedding embedding, Launch launch) throws IOException {
    var pipes = new ArrayList<Pipe>();
    try {
      while (pipes.size() < PIPES) {
        pipes.add(Pipe.open());
      }
      var process =
          new EmbeddedProcess(embedding, launch, pipes.get(0), pipes.get(1), pipes.get(2));
      Thread.ofPlatform()
          .name("embedded-" + launch.unit())
          .daemon()
          .stackSize(STACK_BYTES)
          .start(process::run);
      return process;
    } catch (IOException | RuntimeException | Error e) {
      pipes.forEach(pipe -> close(pipe.source(), pipe.sink()));
      throw e;
    }
  }

  private void run() {
    Ended ended = outcome();
    int by = signal.get();
    close(in.source(), out.sink(), err.sink());
    exit.complete(by > 0 ? new Ended(SIGNALLED + by, "") : ended);
  }

  private Ended outcome() {
    try {
      return new Ended(program.run(), "");
    } catch (Exception | LinkageError | StackOverflowError | OutOfMemoryError e) {
      LOG.debug("a program inside the kernel has failed", e);
      return new Ended(1, ": " + e);
    }
  }

  private static void close(Closeable... ends) {
    for (Closeable end : ends) {
      try {
        end.close();
      } catch (IOException e) {
        LOG.debug("closing a pipe inside the kernel", e);
      }
    }
  }

  /** It has none of its own. */
  @Override
  public Optional<ProcessId> id() {
    return Optional.empty();
  }

  @Override
  public Optional<ProcessId> shim() {
    return Optional.empty();
  }

  @Override
  public ReadableByteChannel output() {
    return out.source();
  }

  @Override
  public WritableByteChannel input() {
    return in.sink();
  }

  @Override
  public ErrorOutput errors() {
    return new ErrorOutput.Pipe(Channels.newInputStream(err.source()));
  }

  @Override
  public CompletableFuture<Ended> exit() {
    return exit;
  }

  /** It has no files. */
  @Override
  public void moveTo(RunDirectory directory) {}

  @Override
  public void endInput() {
    close(in.sink());
  }

  @Override
  public void terminate() {
    cancel(LibC.SIGTERM);
    if (PipedProcess.LINUX) {
      children.signal(LibC.SIGTERM);
    }
  }

  @Override
  public void kill() {
    cancel(LibC.SIGKILL);
    if (!hasEnded()) {
      LOG.error("a program inside the kernel does not end; only the kernel's end can stop it");
    }
    if (PipedProcess.LINUX) {
      children.kill();
    }
  }

  private void cancel(int by) {
    if (!exit.isDone()) {
      signal.compareAndSet(0, by);
      Thread.ofVirtual().name("embedded-end").start(program::cancel);
    }
  }

  /** Waits a second for it. */
  private boolean hasEnded() {
    try {
      exit.get(END_LIMIT_MS, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  @Override
  public ProcessTree tree() {
    return children;
  }

  /** It has a second to end by itself: it cannot outlive the kernel. */
  @Override
  public void close() {
    endInput();
    if (!hasEnded()) {
      kill();
    }
    close(out.source(), err.source());
  }
}
