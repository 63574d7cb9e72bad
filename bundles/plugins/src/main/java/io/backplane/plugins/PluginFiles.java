package io.backplane.plugins;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.plugins.spi.KeptVersion;
import io.backplane.plugins.spi.Plugins;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The immutable copies that bundles are installed from: {@code
 * packages/plugins/<id>/<version>/<digest>.jar}. Nothing runs from the folder a jar was found in.
 */
public final class PluginFiles {

  private static final Logger LOG = LoggerFactory.getLogger("io.backplane.plugins");

  private final Path root;

  /**
   * @param data the data directory
   */
  public PluginFiles(Path data) {
    this.root = data.resolve("packages/plugins");
  }

  /** Where the copy of a build lies. */
  public Path of(String id, String version, String digest) {
    return root.resolve(id).resolve(version).resolve(digest + ".jar");
  }

  /**
   * Copies a file to where nobody else changes it; whoever asked deletes it.
   *
   * @throws RefusedException {@link Refusal.Invalid} for what is no regular file, or too large
   */
  Path draw(Path file) throws IOException {
    JarInspector.checkFile(file);
    Path copy = Files.createTempFile(Files.createDirectories(root), ".admitted", ".jar");
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
        OutputStream out = Files.newOutputStream(copy)) {
      long limit = JarInspector.Limits.DEFAULT.fileBytes();
      byte[] buffer = new byte[1 << 16];
      long copied = 0;
      for (int n = in.read(buffer); n >= 0 && copied <= limit; n = in.read(buffer)) {
        out.write(buffer, 0, n);
        copied += n;
      }
      return copy; // one byte more than the limit is refused when it is inspected
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(copy);
      throw e;
    }
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

  /**
   * Removes the copies of a plugin that are not among the last used, or the last that never were.
   */
  void prune(String id, PluginRepository repository) {
    Map<Boolean, List<KeptVersion>> others =
        repository.versions(id).stream()
            .filter(kept -> !kept.current())
            .collect(Collectors.partitioningBy(kept -> kept.usedAt().isPresent()));
    others.values().stream()
        .flatMap(kept -> kept.stream().skip(Plugins.KEPT_MAX))
        .forEach(
            kept -> {
              repository.forget(id, kept.digest());
              remove(of(id, kept.version(), kept.digest()));
            });
  }

  private static void remove(Path file) {
    try {
      Files.deleteIfExists(file);
      Files.delete(file.getParent());
    } catch (DirectoryNotEmptyException e) {
      LOG.debug("{} holds other builds of the version", file.getParent());
    } catch (IOException e) {
      LOG.warn("{} is no longer needed, but cannot be removed", file, e);
    }
  }

  /** Jars that were put by hand where kept copies lie. */
  List<Path> placed(String id, String version) throws IOException {
    Path folder = root.resolve(id).resolve(version);
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try (var files = Files.newDirectoryStream(folder, "*.jar")) {
      var jars = new ArrayList<Path>();
      files.forEach(jars::add);
      return jars;
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
