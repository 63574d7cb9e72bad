package io.backplane.plugins.spi;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A file to load a plugin from: a jar, or a {@code .js} file.
 *
 * @param shown what to show as its origin: a path, or the name of an uploaded file
 * @param callersDirectory where the caller is, whose files may be loaded too
 */
public record Entry(Path file, String shown, PluginSource source, Optional<Path> callersDirectory) {

  /** A file in a place of the kernel's own. */
  public static Entry of(Path file, PluginSource source) {
    return new Entry(file, file.toString(), source, Optional.empty());
  }

  /** What a caller names, relative to where the caller is. */
  public static Entry named(String file, Path directory) {
    Path path = directory.resolve(file).normalize();
    return new Entry(path, path.toString(), PluginSource.CLI, Optional.of(directory));
  }
}
