package io.backplane.host.process;

import io.backplane.host.js.Loop;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/**
 * A program whose output comes as it is written. It keeps the loop going until it has ended,
 * whether or not anybody still knows of it.
 */
final class Spawned {

  /** How many pieces of output may wait for the loop; then the program has to. */
  private static final int PIECES_MAX = 64;

  private final Loop loop;
  private final Child child;
  private final Listener listener;
  private final Semaphore room = new Semaphore(PIECES_MAX);
  private volatile boolean limited;

  /** Hears of it on the loop's thread. */
  interface Listener {
    void output(boolean errors, String text);

    /** The last that is heard. */
    void exited(Exit exit);
  }

  private Spawned(Loop loop, Child child, Listener listener) {
    this.loop = loop;
    this.child = child;
    this.listener = listener;
  }

  /**
   * For the loop's thread.
   *
   * @param limit 0 for none; SIGKILL when it is over
   * @throws IOException it cannot be started
   */
  static Spawned start(
      Children children, Loop loop, Launch launch, Duration limit, Listener listener)
      throws IOException {
    Child child = children.start(launch, Child.Manners.SIGNAL, () -> {});
    var spawned = new Spawned(loop, child, listener);
    spawned.limited = limit.isPositive();
    loop.hold();
    ChildOutput out = spawned.read(false);
    ChildOutput err = spawned.read(true);
    Thread.ofVirtual().name("spawned").start(() -> spawned.awaitEnd(limit, out, err));
    return spawned;
  }

  private ChildOutput read(boolean errors) {
    var chunks = new Utf8Chunks();
    return ChildOutput.read(
        errors ? child.errors() : child.output(),
        (bytes, length) -> {
          String text = length == 0 ? chunks.rest() : chunks.text(bytes, length);
          if (!text.isEmpty()) {
            loop.post(room, () -> listener.output(errors, text));
          }
        });
  }

  private void awaitEnd(Duration limit, ChildOutput out, ChildOutput err) {
    try {
      if (limit.isPositive() && child.await(limit).isEmpty() && limited) {
        child.kill();
      }
      Exit exit = child.await();
      out.awaitEnd();
      err.awaitEnd();
      loop.release(() -> listener.exited(exit));
    } catch (InterruptedException e) {
      loop.release();
    }
  }

  Child child() {
    return child;
  }

  /** SIGTERM or SIGKILL; from then on it has no time limit. */
  void kill(boolean forcibly) {
    limited = false;
    if (forcibly) {
      child.killAlone();
    } else {
      child.terminate();
    }
  }
}
