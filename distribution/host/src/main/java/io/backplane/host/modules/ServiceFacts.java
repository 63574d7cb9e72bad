package io.backplane.host.modules;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What the built-in modules know of the service that they are for.
 *
 * @param folder real and absolute
 * @param config merged and checked; its keys in their order
 * @param cwd where relative paths of the service start
 */
public record ServiceFacts(
    Path folder, Path entry, Optional<Path> dataRoot, Map<String, Object> config, Path cwd) {

  public static ServiceFacts of(
      Path folder, Path entry, Optional<Path> dataRoot, Map<String, Object> config) {
    return new ServiceFacts(folder, entry, dataRoot, config, Path.of("").toAbsolutePath());
  }
}
