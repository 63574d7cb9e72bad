package io.backplane.launcher;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** The data directory, held by an OS lock on {@code run/lock} for as long as this kernel lives. */
final class DataDirectory implements AutoCloseable {

  private final Path root;
  private final FileChannel lockFile;

  private DataDirectory(Path root, FileChannel lockFile) {
    this.root = root;
    this.lockFile = lockFile;
  }

  static DataDirectory open(Path root) throws IOException {
    try {
      Files.createDirectories(root);
      Path run = root.resolve("run");
      Files.createDirectories(run);
      ownerOnly(run);
      Files.createDirectories(root.resolve("logs"));
      Files.createDirectories(root.resolve("deploy"));
    } catch (FileAlreadyExistsException e) {
      throw new StartFailure(e.getFile() + " is a file, not a directory: name another with --data");
    } catch (AccessDeniedException e) {
      throw new StartFailure(e.getFile() + " is not writable: name another directory with --data");
    } catch (FileSystemException e) {
      throw new StartFailure("cannot use data directory " + root + ": " + e.getMessage());
    }
    return new DataDirectory(root, lock(root));
  }

  private static FileChannel lock(Path root) throws IOException {
    Path file = root.resolve("run/lock");
    FileChannel channel;
    try {
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (AccessDeniedException e) {
      throw new StartFailure(file + " is not writable: name another directory with --data");
    }
    FileLock lock = channel.tryLock();
    if (lock == null) {
      channel.close();
      throw new StartFailure(
          "already running on " + root + KernelFile.describe(root) + ": stop it, or use --data");
    }
    return channel;
  }

  private static void ownerOnly(Path directory) throws IOException {
    if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    }
  }

  Path root() {
    return root;
  }

  Path run() {
    return root.resolve("run");
  }

  Path logs() {
    return root.resolve("logs");
  }

  @Override
  public void close() throws IOException {
    lockFile.close();
  }
}
