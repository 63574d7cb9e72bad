package io.backplane.supervisor.linux;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code /proc}. Thread-safe. */
public final class ProcessTable {

  /** Clock ticks in a second; the same on every Linux that Java runs on. */
  public static final int TICKS_PER_SECOND = 100;

  private static final Path PROC = Path.of("/proc");
  private static final int PAGE_BYTES = 4096;
  private static final String WORLD = readWorld();

  private ProcessTable() {}

  /**
   * A line of {@code /proc/<pid>/stat}.
   *
   * @param state one letter
   * @param cpuTicks used so far, in user and kernel mode
   * @param startTicks since the boot
   */
  public record Stat(
      long pid,
      String name,
      String state,
      long parent,
      long session,
      long cpuTicks,
      int threads,
      long startTicks,
      long memoryBytes) {

    /** Whether it has ended and only waits to be noticed. */
    public boolean zombie() {
      return state.equals("Z") || state.equals("X");
    }
  }

  /** Boot and pid namespace: what process numbers and ticks have their meaning in. */
  public static String world() {
    return WORLD;
  }

  private static String readWorld() {
    try {
      String boot = Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip();
      return boot + "/" + Files.readSymbolicLink(PROC.resolve("self/ns/pid"));
    } catch (IOException e) {
      return "unknown";
    }
  }

  /**
   * All processes of one moment, zombies included.
   *
   * @param byPid by number
   * @param byParent by their parent's number
   * @param bySession by their session's number
   */
  public record Snapshot(
      Map<Long, Stat> byPid, Map<Long, List<Stat>> byParent, Map<Long, List<Stat>> bySession) {

    static Snapshot of(Map<Long, Stat> byPid) {
      var byParent = new HashMap<Long, List<Stat>>();
      var bySession = new HashMap<Long, List<Stat>>();
      for (Stat stat : byPid.values()) {
        byParent.computeIfAbsent(stat.parent(), _ -> new ArrayList<>(1)).add(stat);
        bySession.computeIfAbsent(stat.session(), _ -> new ArrayList<>(2)).add(stat);
      }
      return new Snapshot(byPid, byParent, bySession);
    }

    /** Whether exactly this process is there, and not only one with its number. */
    public boolean has(long pid, long startTicks) {
      Stat stat = byPid.get(pid);
      return stat != null && stat.startTicks() == startTicks && !stat.zombie();
    }
  }

  /** Looks at every process. */
  public static Snapshot snapshot() throws IOException {
    String[] names = PROC.toFile().list();
    if (names == null) {
      throw new IOException(PROC + " cannot be listed");
    }
    var all = new HashMap<Long, Stat>();
    byte[] buffer = new byte[1024];
    for (String name : names) {
      if (isNumber(name)) {
        stat(Long.parseLong(name), buffer).ifPresent(stat -> all.put(stat.pid(), stat));
      }
    }
    return Snapshot.of(all);
  }

  /** The directories of all processes. */
  static DirectoryStream<Path> entries() throws IOException {
    return Files.newDirectoryStream(PROC, entry -> isNumber(entry.getFileName().toString()));
  }

  private static boolean isNumber(String name) {
    char first = name.charAt(0);
    return first >= '0' && first <= '9';
  }

  /** One process; empty when there is none with this number. */
  public static Optional<Stat> stat(long pid) {
    return stat(pid, new byte[1024]);
  }

  private static Optional<Stat> stat(long pid, byte[] buffer) {
    return stat(Long.toString(pid), pid, buffer);
  }

  private static Optional<Stat> stat(String folder, long pid, byte[] buffer) {
    try (var in = new FileInputStream("/proc/" + folder + "/stat")) {
      int length = in.read(buffer);
      return length <= 0 ? Optional.empty() : Optional.of(parse(pid, buffer, length));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The name may hold anything; behind it are a letter and numbers, single blanks between. */
  private static Stat parse(long pid, byte[] line, int length) {
    int open = 0;
    while (line[open] != '(') {
      open++;
    }
    int close = length - 1;
    while (line[close] != ')') {
      close--;
    }
    var fields = new long[22];
    int at = close + 4;
    for (int field = 1; field < fields.length; field++, at++) {
      boolean negative = line[at] == '-';
      at += negative ? 1 : 0;
      long number = 0;
      for (; line[at] != ' '; at++) {
        number = 10 * number + line[at] - '0';
      }
      fields[field] = negative ? -number : number;
    }
    return new Stat(
        pid,
        new String(line, open + 1, close - open - 1, StandardCharsets.ISO_8859_1),
        Character.toString(line[close + 2]),
        fields[1],
        fields[3],
        fields[11] + fields[12],
        (int) fields[17],
        fields[19],
        fields[21] * PAGE_BYTES);
  }

  /** CPU ticks used so far by each thread of a process, by its name; several may have the same. */
  public static Map<String, Long> threadTicks(long pid) {
    var ticks = new HashMap<String, Long>();
    String[] threads = PROC.resolve(pid + "/task").toFile().list();
    byte[] buffer = new byte[1024];
    for (String thread : threads == null ? new String[0] : threads) {
      stat(pid + "/task/" + thread, Long.parseLong(thread), buffer)
          .ifPresent(stat -> ticks.merge(stat.name(), stat.cpuTicks(), Long::sum));
    }
    return ticks;
  }

  /** The command line, arguments parted by blanks; empty for a kernel thread or a zombie. */
  public static String commandLine(long pid) {
    try {
      byte[] bytes = Files.readAllBytes(PROC.resolve(pid + "/cmdline"));
      return new String(bytes, StandardCharsets.UTF_8).replace('\0', ' ').strip();
    } catch (IOException e) {
      return "";
    }
  }

  /** How many file descriptors a process has open; -1 where they cannot be counted. */
  public static int handles(long pid) {
    String[] names = PROC.resolve(pid + "/fd").toFile().list();
    return names == null ? -1 : names.length;
  }

  /** Bytes read from and written to storage: two numbers, zeros where they cannot be read. */
  public static long[] storage(long pid) {
    return io(pid, "\nread_bytes: ", "\nwrite_bytes: ");
  }

  /**
   * Bytes read and written through files, pipes and sockets alike: two numbers, zeros where they
   * cannot be read.
   */
  public static long[] transferred(long pid) {
    return io(pid, "rchar: ", "\nwchar: ");
  }

  private static long[] io(long pid, String read, String written) {
    try (var in = new FileInputStream("/proc/" + pid + "/io")) {
      byte[] buffer = new byte[512];
      int length = Math.max(0, in.read(buffer));
      String text = new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
      return new long[] {number(text, read), number(text, written)};
    } catch (IOException e) {
      return new long[2];
    }
  }

  private static long number(String text, String name) {
    int from = text.indexOf(name) + name.length();
    int to = text.indexOf('\n', from);
    return from < name.length() || to < 0 ? 0 : Long.parseLong(text, from, to, 10);
  }

  /** When the machine was started, in seconds since 1970; 0 where the system does not tell. */
  public static long bootSeconds() {
    try {
      for (String line : Files.readAllLines(PROC.resolve("stat"))) {
        if (line.startsWith("btime ")) {
          return Long.parseLong(line.substring(6));
        }
      }
      return 0;
    } catch (IOException e) {
      return 0;
    }
  }
}
