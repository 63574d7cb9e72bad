package io.backplane.supervisor.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells when single files change, by inotify. A watch ends with its first change, so that a file
 * under a flood of writes costs one event for each time somebody asks. One thread for all of them.
 * Thread-safe.
 */
public final class FileWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger("io.backplane.supervisor");

  private static final int IN_MODIFY = 2;
  private static final int IN_Q_OVERFLOW = 0x4000;
  private static final int IN_ONESHOT = 0x80000000;
  private static final int CLOEXEC = 0x80000;
  private static final short POLLIN = 1;
  private static final int BUFFER = 1 << 16;
  private static final int HEADER = 16;

  private static final MethodHandle INIT = LibC.find("inotify_init1", 1, JAVA_INT, JAVA_INT);
  private static final MethodHandle ADD =
      LibC.find("inotify_add_watch", 3, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle REMOVE =
      LibC.find("inotify_rm_watch", 2, JAVA_INT, JAVA_INT, JAVA_INT);
  private static final MethodHandle EVENTFD = LibC.find("eventfd", 2, JAVA_INT, JAVA_INT, JAVA_INT);
  private static final MethodHandle POLL =
      LibC.find("poll", 3, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
  private static final MethodHandle READ =
      LibC.find("read", 3, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
  private static final MethodHandle WRITE =
      LibC.find("write", 3, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);

  private final int inotify;
  private final int wake;
  private final Thread thread;
  private final Map<Integer, Runnable> watches = new ConcurrentHashMap<>();
  private volatile boolean closed;

  public FileWatch() throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      inotify = LibC.call("inotify_init1", arena, INIT, CLOEXEC);
      wake = LibC.call("eventfd", arena, EVENTFD, 0, CLOEXEC);
    }
    thread = Thread.ofPlatform().name("file-watch").daemon().stackSize(1 << 18).start(this::run);
  }

  /** A watch that may be taken back. */
  @FunctionalInterface
  public interface Watch extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Runs the action once, with the file's next change. It must not block, and looks at the file
   * itself: changes before this call are not told.
   *
   * @throws IOException there is no such file, or the system allows no more watches
   */
  public Watch once(Path file, Runnable action) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      // Under the lock: the event of this watch must not be read before its action is known.
      synchronized (watches) {
        MemorySegment path = arena.allocateFrom(file.toString());
        int id = LibC.call("watching " + file, arena, ADD, inotify, path, IN_MODIFY | IN_ONESHOT);
        watches.put(id, action);
        return () -> remove(id, action);
      }
    }
  }

  private void remove(int id, Runnable action) {
    synchronized (watches) {
      if (!closed && watches.remove(id, action)) {
        try (Arena arena = Arena.ofConfined()) {
          LibC.call("inotify_rm_watch", arena, REMOVE, inotify, id);
        } catch (IOException e) {
          LOG.trace("the watch had ended by itself", e);
        }
      }
    }
  }

  private void run() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment polled = arena.allocate(16, 8);
      polled.set(JAVA_INT, 0, inotify);
      polled.set(JAVA_SHORT, 4, POLLIN);
      polled.set(JAVA_INT, 8, wake);
      polled.set(JAVA_SHORT, 12, POLLIN);
      MemorySegment buffer = arena.allocate(BUFFER, 8);
      while (!closed) {
        LibC.call("poll", arena, POLL, polled, 2L, -1);
        if (!closed && polled.get(JAVA_SHORT, 6) != 0) {
          dispatch(buffer, LibC.call("read", arena, READ, inotify, buffer, (long) BUFFER));
        }
      }
    } catch (IOException e) {
      LOG.error("file watching has ended; exits and logs will be noticed late", e);
    }
  }

  private void dispatch(MemorySegment buffer, int length) {
    for (int at = 0; at < length; at += HEADER + buffer.get(JAVA_INT, at + 12)) {
      int id = buffer.get(JAVA_INT, at);
      int mask = buffer.get(JAVA_INT, at + 4);
      if ((mask & IN_Q_OVERFLOW) != 0) {
        takeAll().forEach(FileWatch::run);
        continue;
      }
      // Also for IN_IGNORED: a watch that was made anew in between may have the same number, and
      // ends with the old one. Whoever is woken for nothing looks again.
      Runnable action;
      synchronized (watches) {
        action = watches.remove(id);
      }
      if (action != null) {
        run(action);
      }
    }
  }

  private List<Runnable> takeAll() {
    synchronized (watches) {
      var all = List.copyOf(watches.values());
      watches.clear();
      return all;
    }
  }

  private static void run(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      LOG.error("a file's change could not be told", e);
    }
  }

  private void closeFiles() {
    try {
      LibC.close(inotify);
      LibC.close(wake);
    } catch (IOException e) {
      LOG.debug("closing", e);
    }
  }

  @Override
  public void close() {
    synchronized (watches) {
      if (closed) {
        return;
      }
      closed = true;
      watches.clear();
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment one = arena.allocateFrom(JAVA_LONG, 1L);
      LibC.call("write", arena, WRITE, wake, one, 8L);
      thread.join();
      closeFiles();
    } catch (IOException e) {
      LOG.warn("the file watch could not be ended", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
