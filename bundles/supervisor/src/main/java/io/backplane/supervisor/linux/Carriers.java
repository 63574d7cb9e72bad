package io.backplane.supervisor.linux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Which processes carry which value of one variable in their environment. Many that ask at once
 * share one pass over {@code /proc}; each gets one that began after it asked. Thread-safe.
 */
public final class Carriers {

  private final String prefix;
  private final ReentrantLock lock = new ReentrantLock();
  private final AtomicLong begun = new AtomicLong();
  private long done;
  private Map<String, Set<Long>> found = Map.of();

  public Carriers(String variable) {
    this.prefix = "\0" + variable + "=";
  }

  /** Numbers of the processes that carry this value, zombies not included. */
  public Set<Long> of(String value) throws IOException {
    long wanted = begun.get() + 1;
    lock.lock();
    try {
      if (done < wanted) {
        long pass = begun.incrementAndGet();
        found = look();
        done = pass;
      }
      return found.getOrDefault(value, Set.of());
    } finally {
      lock.unlock();
    }
  }

  private Map<String, Set<Long>> look() throws IOException {
    var carriers = new HashMap<String, Set<Long>>();
    try (DirectoryStream<Path> entries = ProcessTable.entries()) {
      for (Path entry : entries) {
        String value = value(entry.resolve("environ"));
        if (!value.isEmpty()) {
          long pid = Long.parseLong(entry.getFileName().toString());
          carriers.computeIfAbsent(value, _ -> new HashSet<>()).add(pid);
        }
      }
    }
    return carriers;
  }

  /** Empty where there is none, or where the environment may not be read. */
  private String value(Path environ) {
    try {
      String all = "\0" + new String(Files.readAllBytes(environ), StandardCharsets.ISO_8859_1);
      int at = all.indexOf(prefix);
      if (at < 0) {
        return "";
      }
      int from = at + prefix.length();
      int to = all.indexOf('\0', from);
      return all.substring(from, to < 0 ? all.length() : to);
    } catch (IOException e) {
      return "";
    }
  }
}
