package io.backplane.host.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** A program that is run to its end, and whose output is kept. */
final class Execution {

  /** Of both streams. */
  private static final long BYTES_MAX = 64L << 20;

  private final Child child;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final AtomicLong bytes = new AtomicLong();
  private final ChildOutput outReader;
  private final ChildOutput errReader;

  private Execution(Child child) {
    this.child = child;
    this.outReader = ChildOutput.read(child.output(), (chunk, length) -> keep(out, chunk, length));
    this.errReader = ChildOutput.read(child.errors(), (chunk, length) -> keep(err, chunk, length));
  }

  /** What came of it. */
  record Result(int exitCode, String stdout, String stderr) {}

  /** Why nothing did; the message says it. */
  static final class FailedException extends Exception {
    private static final long serialVersionUID = 1;

    FailedException(String message) {
      super(message);
    }
  }

  /**
   * For the loop's thread.
   *
   * @throws IOException it cannot be started
   */
  static Execution start(Children children, Launch launch, String input) throws IOException {
    Child child = children.start(launch, Child.Manners.SIGNAL, () -> {});
    child.send(input.getBytes(StandardCharsets.UTF_8), true);
    child.closeInput();
    return new Execution(child);
  }

  private void keep(ByteArrayOutputStream into, byte[] chunk, int length) {
    if (bytes.addAndGet(length) > BYTES_MAX) {
      child.kill();
    } else {
      synchronized (into) {
        into.write(chunk, 0, length);
      }
    }
  }

  /**
   * @param limit empty for none; SIGKILL when it is over
   */
  Result await(Optional<Duration> limit) throws FailedException, InterruptedException {
    Optional<Exit> exit = limit.isPresent() ? child.await(limit.get()) : Optional.of(child.await());
    if (exit.isEmpty()) {
      child.kill();
      throw new FailedException("process timed out");
    }
    outReader.awaitEnd();
    errReader.awaitEnd();
    if (bytes.get() > BYTES_MAX) {
      throw new FailedException("output is larger than 64 MiB");
    }
    return new Result(exit.get().code(), text(out), text(err));
  }

  private static String text(ByteArrayOutputStream kept) {
    synchronized (kept) {
      return kept.toString(StandardCharsets.UTF_8);
    }
  }
}
