package io.backplane.shell.commands.types;

import io.backplane.meta.spi.ServiceTypes;
import io.backplane.meta.spi.TypesFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The declarations below a folder. Links are not followed: the folder may be anybody's work, and
 * the kernel may write where that somebody may not.
 */
record TypesFolder(Path folder) {

  static final Path PLACE = Path.of(".backplane", "types");

  /** A file's path below {@link #PLACE} has a directory at most. */
  private static final int DEPTH = 2;

  /**
   * Writes what is new or has changed.
   *
   * @return the paths of files of earlier times that have no unit any more, and are gone now
   */
  List<String> write(List<TypesFile> files) throws IOException {
    Path root = folder.resolve(PLACE);
    for (TypesFile file : files) {
      Path target = root.resolve(file.path());
      makeDirectories(folder, folder.relativize(target.getParent()));
      replace(target, file.text());
    }
    return removeOthers(root, files);
  }

  private static void makeDirectories(Path base, Path below) throws IOException {
    Path directory = base;
    for (Path name : below) {
      directory = directory.resolve(name);
      if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
        Files.createDirectory(directory);
      } else if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
        throw new NotDirectoryException(directory.toString());
      }
    }
  }

  /**
   * Puts a text in the place of a file or a link, as a whole; editors watch these files.
   *
   * @return whether it was not there before
   */
  static boolean replace(Path target, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)
        && Files.size(target) == bytes.length
        && Arrays.equals(Files.readAllBytes(target), bytes)) {
      return false;
    }
    Path fresh = Files.createTempFile(target.getParent(), ".", ".tmp");
    try {
      Files.write(fresh, bytes);
      fresh.toFile().setReadable(true, false);
      Files.move(
          fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
    return true;
  }

  private static List<String> removeOthers(Path root, List<TypesFile> files) throws IOException {
    Set<Path> wanted =
        files.stream().map(file -> root.resolve(file.path())).collect(Collectors.toSet());
    List<Path> found;
    try (Stream<Path> all = Files.walk(root, DEPTH)) {
      found = all.filter(path -> !wanted.contains(path)).sorted().toList();
    }
    var removed = new ArrayList<String>();
    for (Path path : found) {
      if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
          && path.toString().endsWith(".d.ts")
          && begins(path, ServiceTypes.HEADER)) {
        Files.delete(path);
        removed.add(root.relativize(path).toString());
      }
    }
    return removed;
  }

  /** Whether a file's first line is this. */
  static boolean begins(Path file, String line) throws IOException {
    byte[] wanted = (line + "\n").getBytes(StandardCharsets.UTF_8);
    try (var in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(wanted.length), wanted);
    }
  }
}
