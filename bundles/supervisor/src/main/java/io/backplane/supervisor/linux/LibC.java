package io.backplane.supervisor.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;

/** The C library's functions that are needed here. Loaded with its first use. Thread-safe. */
public final class LibC {

  /** End of a process at once. */
  public static final int SIGKILL = 9;

  /** Asks the shim to close its hold on the child's input. */
  public static final int SIGUSR1 = 10;

  /** Asks a process to end. */
  public static final int SIGTERM = 15;

  private static final int SYS_PIDFD_SEND_SIGNAL = 424;
  private static final int SYS_PIDFD_OPEN = 434;
  private static final int ENOENT = 2;
  private static final int EINTR = 4;
  private static final int ESRCH = 3;
  private static final int O_RDWR = 2;
  private static final int O_NONBLOCK = 0x800;
  private static final int O_CLOEXEC = 0x80000;
  private static final int F_SETPIPE_SZ = 1031;
  private static final int KEEP_SIZE_AND_PUNCH_HOLE = 3;

  private static final int WORDS_MAX = 256;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private static final MethodHandle MKFIFO = find("mkfifo", 2, JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle OPEN = find("open", 2, JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle CLOSE = find("close", 1, JAVA_INT, JAVA_INT);
  private static final MethodHandle FCNTL =
      find("fcntl", 2, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
  private static final MethodHandle FALLOCATE =
      find("fallocate", 4, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG);

  @SuppressWarnings("restricted") // what this class is for
  private static final MethodHandle STRERROR =
      LINKER.downcallHandle(
          LINKER.defaultLookup().find("strerror").orElseThrow(),
          FunctionDescriptor.of(ADDRESS, JAVA_INT));

  private static final MethodHandle SYSCALL_OPEN =
      find("syscall", 1, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT);
  private static final MethodHandle SYSCALL_SIGNAL =
      find("syscall", 1, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);

  private LibC() {}

  /** Makes a FIFO that only its owner may use. */
  public static void makeFifo(Path path) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      call("mkfifo " + path, arena, MKFIFO, arena.allocateFrom(path.toString()), 0600);
    }
  }

  /**
   * Sets how much a FIFO holds.
   *
   * @return whether the system allowed it; a user's pipes together have a limit
   */
  public static boolean resizePipe(Path fifo, int bytes) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      int fd = open(arena, fifo);
      try {
        return attempt(arena, FCNTL, fd, F_SETPIPE_SZ, bytes) >= 0;
      } finally {
        call("close", arena, CLOSE, fd);
      }
    }
  }

  /**
   * Gives a range of a file back to the file system; it reads as zeros from then on.
   *
   * @return whether the file system can do that
   */
  public static boolean punchHole(Path file, long offset, long length) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      int fd = open(arena, file);
      try {
        return attempt(arena, FALLOCATE, fd, KEEP_SIZE_AND_PUNCH_HOLE, offset, length) >= 0;
      } finally {
        call("close", arena, CLOSE, fd);
      }
    }
  }

  /**
   * Holds a process, so that its number cannot be given to another one while it is looked at.
   *
   * @return a descriptor for {@link #signal} and {@link #close}; -1 when there is no such process
   */
  public static int holdProcess(long pid) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      long fd = (long) SYSCALL_OPEN.invokeExact(state, (long) SYS_PIDFD_OPEN, (int) pid, 0);
      int errno = (int) ERRNO.get(state, 0L);
      if (fd < 0 && errno != ESRCH && errno != ENOENT) {
        throw failure("pidfd_open " + pid, errno);
      }
      return (int) fd;
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** Sends a signal to a held process; one that is gone takes none. */
  public static void signal(int processFd, int signal) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      long result =
          (long)
              SYSCALL_SIGNAL.invokeExact(
                  state, (long) SYS_PIDFD_SEND_SIGNAL, processFd, signal, MemorySegment.NULL, 0);
      int errno = (int) ERRNO.get(state, 0L);
      if (result < 0 && errno != ESRCH) {
        throw failure("pidfd_send_signal", errno);
      }
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** Closes a descriptor. */
  public static void close(int fd) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      call("close", arena, CLOSE, fd);
    }
  }

  private static int open(Arena arena, Path path) throws IOException {
    int flags = O_RDWR | O_NONBLOCK | O_CLOEXEC;
    return call("open " + path, arena, OPEN, arena.allocateFrom(path.toString()), flags);
  }

  static int call(String what, Arena arena, MethodHandle function, Object... args)
      throws IOException {
    MemorySegment state = arena.allocate(STATE);
    while (true) {
      int result = invoke(state, function, args);
      if (result >= 0) {
        return result;
      }
      int errno = (int) ERRNO.get(state, 0L);
      if (errno != EINTR) {
        throw failure(what, errno);
      }
    }
  }

  private static int attempt(Arena arena, MethodHandle function, Object... args) {
    return invoke(arena.allocate(STATE), function, args);
  }

  private static int invoke(MemorySegment state, MethodHandle function, Object... args) {
    var all = new Object[args.length + 1];
    all[0] = state;
    System.arraycopy(args, 0, all, 1, args.length);
    try {
      return ((Number) function.invokeWithArguments(all)).intValue();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static IOException failure(String what, int errno) {
    return new IOException(what + ": " + words(errno));
  }

  @SuppressWarnings("restricted") // the text is the library's own and ends with a zero
  private static String words(int errno) {
    try {
      MemorySegment text = (MemorySegment) STRERROR.invokeExact(errno);
      return text.reinterpret(WORDS_MAX).getString(0);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * @param fixed how many arguments come before the dots of a variadic function, or all
   */
  @SuppressWarnings("restricted") // what this class is for
  static MethodHandle find(String name, int fixed, MemoryLayout result, MemoryLayout... arguments) {
    MemorySegment symbol = LINKER.defaultLookup().find(name).orElseThrow();
    FunctionDescriptor descriptor = FunctionDescriptor.of(result, arguments);
    Linker.Option errno = Linker.Option.captureCallState("errno");
    return fixed < arguments.length
        ? LINKER.downcallHandle(symbol, descriptor, errno, Linker.Option.firstVariadicArg(fixed))
        : LINKER.downcallHandle(symbol, descriptor, errno);
  }
}
