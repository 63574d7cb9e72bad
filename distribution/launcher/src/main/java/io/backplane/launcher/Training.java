package io.backplane.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/**
 * A run on an empty data directory that ends once the kernel has answered: what the AOT cache is
 * recorded from.
 */
final class Training {

  private Training() {}

  static int run(Options options) throws IOException {
    Path scratch = Files.createTempDirectory("backplane-training");
    try (DataDirectory data = DataDirectory.open(scratch)) {
      KernelLog.start(data, false);
      Conf conf = new Conf(Map.of("port", "0"));
      Kernel kernel = new Kernel(options.home(), data, conf, Optional.empty());
      kernel.start();
      KernelFile.write(data, conf, kernel.awaitAnswer(), options.home().version());
      kernel.stop(Duration.ofSeconds(10));
    } finally {
      try (var files = Files.walk(scratch)) {
        files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
    }
    return 0;
  }
}
