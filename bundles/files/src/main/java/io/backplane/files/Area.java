package io.backplane.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A directory of this kernel's own, and what lies below it. What is on its way in or out lies for
 * that time in it, under a name that nobody sees.
 *
 * @param root whose last step is no link
 */
record Area(Path root) {

  private static final Logger LOG = LoggerFactory.getLogger("io.backplane.files");
  private static final Set<PosixFilePermission> ALL = PosixFilePermissions.fromString("rwx------");
  private static final String STAGED = ".backplane-staged-";

  static boolean isStaged(String name) {
    return name.regionMatches(true, 0, STAGED, 0, STAGED.length());
  }

  static Path stagedName() {
    return Path.of(STAGED + Long.toHexString(ThreadLocalRandom.current().nextLong()));
  }

  Folder open() throws IOException {
    return Folder.open(root);
  }

  /** Step by step, each from the one before. */
  Folder open(FilePath path) throws IOException {
    Folder folder = open();
    for (String name : path.names()) {
      try (Folder parent = folder) {
        folder = parent.enter(Folder.name(name));
      }
    }
    return folder;
  }

  /** Makes an empty directory under a staged name. */
  Path stageDirectory() throws IOException {
    Path name = stagedName();
    Files.createDirectory(root.resolve(name)); // there is no call that makes one in an open one
    return name;
  }

  /** Removes what a kernel that was killed has left behind. */
  void sweep() {
    try (Folder home = open()) {
      for (Iterator<Path> names = home.names(); names.hasNext(); ) {
        Path name = names.next();
        if (isStaged(name.toString())) {
          remove(name);
        }
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn("what was left in {} is kept: {}", root, e.toString());
    }
  }

  /**
   * Removes a staged name with all below it. However deep that is, only three directories are open
   * at a time: directories are moved up before they are emptied.
   */
  void remove(Path staged) throws IOException {
    try (Folder home = open()) {
      if (home.attributes(staged).isDirectory()) {
        clear(home, staged);
      } else {
        home.deleteFile(staged);
      }
    }
  }

  private static void clear(Folder home, Path staged) throws IOException {
    var waiting = new ArrayDeque<Path>();
    waiting.add(staged);
    while (!waiting.isEmpty()) {
      Path next = waiting.poll();
      open(home, next);
      try (Folder folder = home.enter(next)) {
        for (Iterator<Path> names = folder.names(); names.hasNext(); ) {
          Path name = names.next();
          if (folder.attributes(name).isDirectory()) {
            Path up = stagedName();
            open(folder, name);
            folder.move(name, home, up);
            waiting.add(up);
          } else {
            folder.deleteFile(name);
          }
        }
      }
      home.deleteDirectory(next);
    }
  }

  /** A directory that its owner may not write to could be neither moved nor emptied. */
  private static void open(Folder parent, Path directory) throws IOException {
    Set<PosixFilePermission> mode = parent.mode(directory);
    if (!mode.containsAll(ALL)) {
      parent.mode(directory, ALL);
    }
  }
}
