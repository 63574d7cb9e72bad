package io.backplane.files;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;

/**
 * A directory that is held open. Everything is done relative to it and to no path, so that nobody
 * can put another directory in its place, and a link as the last step is never followed.
 */
final class Folder implements AutoCloseable {

  private final SecureDirectoryStream<Path> stream;

  private Folder(DirectoryStream<Path> stream) throws IOException {
    if (!(stream instanceof SecureDirectoryStream<Path> secure)) {
      stream.close();
      throw new RefusedException(
          new Refusal.Denied("this system has no way to keep a path within a directory"));
    }
    this.stream = secure;
  }

  /**
   * @param directory whose last step is no link
   */
  static Folder open(Path directory) throws IOException {
    try (var parent = new Folder(Files.newDirectoryStream(directory.getParent()))) {
      return parent.enter(directory.getFileName());
    }
  }

  static Path name(String name) {
    try {
      return FileSystems.getDefault().getPath(name);
    } catch (InvalidPathException e) {
      throw new RefusedException(
          new Refusal.Invalid("path", "cannot be written in this kernel's locale: " + name));
    }
  }

  /**
   * @throws RefusedException {@link Refusal.Denied} for a link
   * @throws NoSuchFileException also for what is no directory
   */
  Folder enter(Path name) throws IOException {
    BasicFileAttributes found = attributes(name);
    if (found.isSymbolicLink()) {
      throw new RefusedException(
          new Refusal.Denied("'" + name + "' is a link; links are not followed"));
    }
    if (!found.isDirectory()) { // opening a pipe would wait for its other end
      throw new NoSuchFileException(name.toString());
    }
    return new Folder(stream.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS));
  }

  BasicFileAttributes attributes(Path name) throws IOException {
    return stream
        .getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        .readAttributes();
  }

  /** The directory itself. */
  BasicFileAttributes attributes() throws IOException {
    return stream.getFileAttributeView(BasicFileAttributeView.class).readAttributes();
  }

  Optional<BasicFileAttributes> find(Path name) throws IOException {
    try {
      return Optional.of(attributes(name));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  FileChannel read(Path name) throws IOException {
    return open(name, StandardOpenOption.READ);
  }

  FileChannel create(Path name) throws IOException {
    return open(name, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
  }

  private FileChannel open(Path name, OpenOption... how) throws IOException {
    Set<OpenOption> options = new HashSet<>(Set.of(how));
    options.add(LinkOption.NOFOLLOW_LINKS);
    return (FileChannel) stream.newByteChannel(name, options);
  }

  /** Once only. */
  Iterator<Path> names() {
    Iterator<Path> paths = stream.iterator();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return paths.hasNext();
      }

      @Override
      public Path next() {
        return paths.next().getFileName();
      }
    };
  }

  void move(Path name, Folder to, Path other) throws IOException {
    stream.move(name, to.stream, other);
  }

  void deleteFile(Path name) throws IOException {
    stream.deleteFile(name);
  }

  void deleteDirectory(Path name) throws IOException {
    stream.deleteDirectory(name);
  }

  Set<PosixFilePermission> mode(Path name) throws IOException {
    return posix(name).readAttributes().permissions();
  }

  void mode(Path name, Set<PosixFilePermission> mode) throws IOException {
    posix(name).setPermissions(mode);
  }

  private PosixFileAttributeView posix(Path name) {
    return stream.getFileAttributeView(
        name, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
  }

  /** Brings its names to the disk. */
  void sync() throws IOException {
    try (FileChannel self = read(name("."))) {
      self.force(true);
    }
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
