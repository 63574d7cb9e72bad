package io.backplane.supervisor.process;

import io.backplane.supervisor.linux.LibC;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** The directory of one start: pipes, numbers, and what the process says on stderr. */
public record RunDirectory(Path path) {

  /** How many bytes are reserved for a number, so that a full disk cannot leave it out. */
  private static final int RESERVED = 64;

  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  /** The directory of a unit's start below the directory of all. */
  public static RunDirectory of(Path root, String unit, long start) {
    return new RunDirectory(root.resolve(unit).resolve(Long.toString(start)));
  }

  /**
   * The directory of a process that is no unit's yet.
   *
   * @param root directory of all starts
   */
  static RunDirectory ofSpare(Path root, String token) {
    return new RunDirectory(spares(root).resolve(token));
  }

  private static Path spares(Path root) {
    return root.resolveSibling("spares");
  }

  /** The tokens of the spares that have left a directory. */
  public static List<String> spareTokens(Path root) {
    String[] names = spares(root).toFile().list();
    return names == null
        ? List.of()
        : Arrays.stream(names).map(name -> name.split("\\.")[0]).distinct().toList();
  }

  /** Makes it, with everything in it. Whatever was there under this name goes. */
  public void create() throws IOException {
    delete();
    Files.createDirectories(path.getParent(), PRIVATE);
    Files.createDirectory(path, PRIVATE);
    byte[] blank = " ".repeat(RESERVED - 1).concat("\n").getBytes(StandardCharsets.US_ASCII);
    for (Path file : new Path[] {shim(), pid(), exit()}) {
      Files.createFile(file, OWNER_ONLY);
      Files.write(file, blank);
    }
    Files.createFile(spool(), OWNER_ONLY);
  }

  /** Makes the pipes in it. */
  void makePipes() throws IOException {
    LibC.makeFifo(in());
    LibC.makeFifo(out());
  }

  /** The numbers of a unit's starts that have one. */
  static List<Long> numbers(Path root, String unit) {
    String[] names = root.resolve(unit).toFile().list();
    return names == null
        ? List.of()
        : Arrays.stream(names).filter(n -> n.matches("[0-9]{1,18}")).map(Long::valueOf).toList();
  }

  public Path in() {
    return path.resolve("in");
  }

  public Path out() {
    return path.resolve("out");
  }

  /** What the process has written to stderr. */
  public Path spool() {
    return path.resolve("err.spool");
  }

  Path shim() {
    return path.resolve("shim");
  }

  Path pid() {
    return path.resolve("pid");
  }

  Path exit() {
    return path.resolve("exit");
  }

  /** What went wrong before there was a process. */
  Path complaint() {
    return path.resolve("shim.err");
  }

  OptionalLong shimPid() {
    return number(shim());
  }

  OptionalLong childPid() {
    return number(pid());
  }

  OptionalLong exitCode() {
    return number(exit());
  }

  private static OptionalLong number(Path file) {
    try {
      String text = Files.readString(file, StandardCharsets.US_ASCII).strip();
      return text.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
    } catch (IOException | NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  public boolean exists() {
    return Files.isDirectory(path);
  }

  /** Takes it away from a shim that may still be on its way into it. */
  RunDirectory revoke() throws IOException {
    RunDirectory revoked = revoked();
    moveTo(revoked);
    return revoked;
  }

  /** What it is called when it was taken away. */
  RunDirectory revoked() {
    return new RunDirectory(path.resolveSibling(path.getFileName() + ".revoked"));
  }

  /** Gives it another name, in one step. Whatever was there under that name goes. */
  void moveTo(RunDirectory target) throws IOException {
    target.delete();
    Files.createDirectories(target.path.getParent(), PRIVATE);
    Files.move(path, target.path, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Removes it with everything in it; one that is not there is well. */
  public void delete() throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    try (var files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (NoSuchFileException e) {
      delete();
    }
  }
}
