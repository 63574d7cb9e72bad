package io.backplane.supervisor.linux;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * How much of a busy machine a whole session gets. Other than a process's own priority, this one
 * can be raised again by whoever has lowered it.
 */
public final class Autogroup {

  private static final int LOW = 10;
  private static final int RETRY_MS = 120;
  private static final int TRIES = 10;

  private Autogroup() {}

  /**
   * Gives way to everything else, where the system knows of sessions.
   *
   * @param member any process of the session
   * @return whether it does; then {@link #restore} has to follow
   */
  public static boolean giveWay(long member) {
    try {
      set(member, LOW);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Takes its full share again. Blocks for a second at most: the system takes ten changes a second.
   *
   * @throws IOException it cannot
   */
  public static void restore(long member) throws IOException {
    for (int left = TRIES; ; left--) {
      try {
        set(member, 0);
        return;
      } catch (IOException e) {
        if (left == 1) {
          throw e;
        }
        pause();
      }
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(RETRY_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }

  private static void set(long member, int nice) throws IOException {
    Files.writeString(
        Path.of("/proc/" + member + "/autogroup"),
        Integer.toString(nice),
        StandardOpenOption.WRITE);
  }
}
