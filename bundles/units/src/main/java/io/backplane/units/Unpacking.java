package io.backplane.units;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Copies what is to be installed into a staging directory, as plain files and directories. */
final class Unpacking {

  private static final int BUFFER_BYTES = 1 << 16;

  private final PackageLimits.Meter meter;
  private final Path target;

  /**
   * @param target a directory that is there and empty
   */
  Unpacking(PackageLimits limits, Path target) {
    this.meter = limits.meter();
    this.target = target;
  }

  /**
   * Copies a directory. A link is followed as long as it leads to a place within the directory;
   * shared libraries are shipped like that.
   *
   * @throws RefusedException {@link Refusal.Invalid} naming the file
   */
  void directory(Path source) throws IOException {
    copy(source.toRealPath(), source.toRealPath(), target);
  }

  private void copy(Path root, Path from, Path to) throws IOException {
    try (Stream<Path> children = Files.list(from)) {
      for (Path child : children.sorted().toList()) {
        String name = root.relativize(child).toString();
        Path real = child;
        if (Files.isSymbolicLink(child)) {
          real = linked(root, child, name);
        }
        meter.entry();
        Path copy = to.resolve(child.getFileName().toString());
        if (Files.isDirectory(real, LinkOption.NOFOLLOW_LINKS)) {
          Files.createDirectory(copy);
          copy(root, child, copy);
        } else if (Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS)) {
          try (InputStream in = Files.newInputStream(real)) {
            write(name, in, Long.MAX_VALUE, copy, Files.isExecutable(real));
          }
        } else {
          throw invalid(name, "is neither a file nor a directory");
        }
      }
    }
  }

  private static Path linked(Path root, Path link, String name) throws IOException {
    Path real;
    try {
      real = link.toRealPath();
    } catch (IOException e) {
      throw invalid(name, "is a link that leads nowhere");
    }
    // Links to directories may run in a circle, and nothing needs them.
    if (!real.startsWith(root) || !Files.isRegularFile(real)) {
      throw invalid(name, "is a link that does not lead to a file within the package");
    }
    return real;
  }

  /**
   * @throws RefusedException {@link Refusal.Invalid} naming the entry
   */
  void zip(Path source) throws IOException {
    List<ZipIndex.Entry> index = ZipIndex.read(source);
    try (var zip = new ZipFile(source.toFile())) {
      var seen = new HashSet<Path>();
      for (ZipIndex.Entry entry : index) {
        meter.entry();
        Path copy = place(entry);
        if (!seen.add(copy)) {
          throw invalid(entry.name(), "is there twice");
        }
        if (entry.directory()) {
          Files.createDirectories(copy);
          continue;
        }
        ZipEntry content = zip.getEntry(entry.name());
        if (content == null) {
          throw invalid(entry.name(), "cannot be found in the zip");
        }
        Files.createDirectories(copy.getParent());
        try (InputStream in = zip.getInputStream(content)) {
          write(entry.name(), in, content.getCompressedSize(), copy, entry.executable());
        }
      }
    } catch (ZipException | EOFException | IllegalArgumentException e) {
      throw invalid("the zip", "is damaged: " + e);
    }
  }

  private Path place(ZipIndex.Entry entry) {
    String name = entry.name();
    if (!entry.plain()) {
      throw invalid(name, "is neither a file nor a directory");
    }
    boolean strange =
        name.isEmpty()
            || name.startsWith("/")
            || name.indexOf('\\') >= 0
            || name.indexOf('\0') >= 0
            || name.chars().anyMatch(Character::isISOControl);
    if (strange) {
      throw invalid("'" + name + "'", "is no name of a file within a package");
    }
    for (String part : name.split("/", -1)) {
      if (part.equals("..") || part.equals(".")) {
        throw invalid(name, "leads out of the package");
      }
    }
    return target.resolve(name).normalize();
  }

  private void write(String name, InputStream in, long packed, Path copy, boolean executable)
      throws IOException {
    try (OutputStream out =
        Files.newOutputStream(copy, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      byte[] buffer = new byte[BUFFER_BYTES];
      long unpacked = 0;
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        unpacked += n;
        meter.bytes(name, packed, unpacked, n);
        out.write(buffer, 0, n);
      }
    }
    FileModes.set(copy, executable);
  }

  private static RefusedException invalid(String name, String reason) {
    return new RefusedException(new Refusal.Invalid(name, reason));
  }
}
