package io.backplane.host.process;

import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** A program that the service runs. Thread-safe. */
public final class Child {

  private static final Duration INPUT_GRACE = Duration.ofSeconds(2);
  private static final Duration TERM_GRACE = Duration.ofSeconds(1);

  private final Process process;
  private final Manners manners;
  private final ChildInput input;

  /** How a program is asked to end. */
  public enum Manners {
    /** By the end of its input, as drivers are. */
    INPUT,
    /** By SIGTERM. */
    SIGNAL
  }

  /**
   * @param broken called when it does not read its input any more
   */
  Child(Process process, Manners manners, Runnable broken) {
    this.process = process;
    this.manners = manners;
    this.input = new ChildInput(process.getOutputStream(), broken);
  }

  public boolean alive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  public InputStream output() {
    return process.getInputStream();
  }

  public InputStream errors() {
    return process.getErrorStream();
  }

  /**
   * Writes to its standard input, without waiting for it.
   *
   * @param emptied whether it has read all that it was sent before
   * @return whether it is on its way
   */
  public boolean send(byte[] bytes, boolean emptied) {
    return input.send(bytes, emptied);
  }

  void closeInput() {
    input.close();
  }

  /** SIGTERM. Unlike {@link Process#destroy} it leaves what is still to be read. */
  void terminate() {
    process.toHandle().destroy();
  }

  /** SIGKILL to it, and to what it has started. */
  void kill() {
    tree().forEach(ProcessHandle::destroyForcibly);
  }

  private List<ProcessHandle> tree() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
  }

  /** SIGKILL to it alone. */
  void killAlone() {
    process.toHandle().destroyForcibly();
  }

  public Exit await() throws InterruptedException {
    return Exit.of(process.waitFor());
  }

  /**
   * @return empty when it still runs after that time
   */
  public Optional<Exit> await(Duration limit) throws InterruptedException {
    return process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)
        ? Optional.of(Exit.of(process.exitValue()))
        : Optional.empty();
  }

  /**
   * The end of its input, and SIGTERM at once or 2 s later, to it and to what it has started;
   * SIGKILL after another second. Waits for it.
   */
  void end() throws InterruptedException {
    closeInput();
    if (manners == Manners.INPUT && await(INPUT_GRACE).isPresent()) {
      return;
    }
    List<ProcessHandle> tree = tree();
    tree.forEach(ProcessHandle::destroy);
    var ends = tree.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
    try {
      CompletableFuture.allOf(ends).get(TERM_GRACE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      tree.forEach(ProcessHandle::destroyForcibly);
    }
  }

  /** Does the same on another thread. */
  public void endSoon() {
    Thread.ofVirtual()
        .name("child-end")
        .start(
            () -> {
              try {
                end();
              } catch (InterruptedException e) {
                kill();
              }
            });
  }
}
