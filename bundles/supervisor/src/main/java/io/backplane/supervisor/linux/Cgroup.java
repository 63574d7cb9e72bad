package io.backplane.supervisor.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A cgroup v2 of its own for each start, where the system lets us: what is in it can be ended in
 * one step, whatever it did to hide. Thread-safe.
 */
public final class Cgroup {

  private final Path directory;

  private Cgroup(Path directory) {
    this.directory = directory;
  }

  /**
   * Where groups can be made: below the kernel's own, in the cgroup v2 hierarchy. Empty without
   * one, without the right to write there, or without {@code cgroup.kill} (Linux 5.14).
   */
  public static Optional<Path> root(String name) {
    try {
      Optional<Path> mount = mount();
      if (mount.isEmpty()) {
        return Optional.empty();
      }
      Path root = mount.get().resolve(own()).resolve(name);
      Files.createDirectories(root);
      return Files.isWritable(root.resolve("cgroup.kill")) ? Optional.of(root) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<Path> mount() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/mounts"))) {
      String[] parts = line.split(" ");
      if (parts[2].equals("cgroup2")) {
        return Optional.of(Path.of(parts[1]));
      }
    }
    return Optional.empty();
  }

  /** Path of the kernel's own group, without the leading slash. */
  private static String own() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/cgroup"))) {
      if (line.startsWith("0::/")) {
        return line.substring(4);
      }
    }
    return "";
  }

  /** Makes a group; it is there again when it was there before. */
  public static Cgroup create(Path root, String name) throws IOException {
    Path directory = root.resolve(name);
    if (!Files.isDirectory(directory)) {
      Files.createDirectory(directory);
    }
    return new Cgroup(directory);
  }

  /** A group that may be there. */
  public static Optional<Cgroup> find(Path root, String name) {
    Path directory = root.resolve(name);
    return Files.isDirectory(directory) ? Optional.of(new Cgroup(directory)) : Optional.empty();
  }

  public Path directory() {
    return directory;
  }

  /** Ends everything in it; one that is gone had nothing in it. */
  public void kill() throws IOException {
    try {
      Files.writeString(directory.resolve("cgroup.kill"), "1", StandardOpenOption.WRITE);
    } catch (IOException e) {
      checkGone(e);
    }
  }

  /** Whether any process is in it; not when it is gone. */
  public boolean populated() throws IOException {
    try {
      return Files.readString(directory.resolve("cgroup.events")).contains("populated 1");
    } catch (IOException e) {
      checkGone(e);
      return false;
    }
  }

  /** Numbers of the processes in it. */
  public Set<Long> members() throws IOException {
    try {
      var members = new HashSet<Long>();
      for (String line : Files.readAllLines(directory.resolve("cgroup.procs"))) {
        members.add(Long.parseLong(line));
      }
      return members;
    } catch (IOException e) {
      checkGone(e);
      return Set.of();
    }
  }

  private void checkGone(IOException failure) throws IOException {
    if (Files.isDirectory(directory)) {
      throw failure;
    }
  }

  /** Removes an empty group; a populated one stays. */
  public void remove() {
    try {
      Files.deleteIfExists(directory);
    } catch (IOException e) {
      // Still populated: it stays, and costs next to nothing.
      return;
    }
  }
}
