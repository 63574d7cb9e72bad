package io.backplane.plugins;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * The immutable copies that bundles are installed from: {@code
 * packages/plugins/<id>/<version>/<digest>.jar}. Nothing runs from the folder a jar was found in.
 */
final class PluginFiles {

  private final Path root;

  /**
   * @param data the data directory
   */
  PluginFiles(Path data) {
    this.root = data.resolve("packages/plugins");
  }

  Path of(String id, String version, String digest) {
    return root.resolve(id).resolve(version).resolve(digest + ".jar");
  }

  /** Copies a jar to its place; durable on return. */
  Path keep(Path jar, PluginJar plugin) throws IOException {
    Path target = of(plugin.id(), plugin.version().toString(), plugin.digest());
    if (isWhole(target, plugin.digest())) {
      return target;
    }
    Files.createDirectories(target.getParent());
    Path partial = Files.createTempFile(target.getParent(), plugin.digest(), ".part");
    try {
      Files.copy(jar, partial, StandardCopyOption.REPLACE_EXISTING);
      sync(partial);
      if (!JarInspector.digest(partial).equals(plugin.digest())) {
        throw new IOException(jar + " changed while it was copied");
      }
      Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
      syncFolders(target.getParent());
    } finally {
      Files.deleteIfExists(partial);
    }
    return target;
  }

  /** New folders last only once the ones above know of them. */
  private void syncFolders(Path lowest) throws IOException {
    for (Path folder = lowest; folder.startsWith(root); folder = folder.getParent()) {
      sync(folder);
    }
  }

  boolean isWhole(Path file, String digest) throws IOException {
    return Files.isRegularFile(file) && JarInspector.digest(file).equals(digest);
  }

  private static void sync(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
