package io.backplane.host.modules;

import io.backplane.host.process.Surroundings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What the built-in modules know of the service that they are for.
 *
 * @param folder real and absolute
 * @param config merged and checked; its keys in their order
 */
public record ServiceFacts(
    Path folder, Path entry, Optional<Path> dataRoot, Map<String, Object> config, Surroundings at) {

  /** Where relative paths of the service start. */
  Path cwd() {
    return at.directory().toAbsolutePath();
  }
}
