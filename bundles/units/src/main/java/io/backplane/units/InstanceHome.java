package io.backplane.units;

import io.backplane.api.call.Values;
import io.backplane.units.spi.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;

/** The directory of one instance. */
final class InstanceHome {

  private final Kind kind;
  private final Path root;
  private final Path shared;

  InstanceHome(Path data, Kind kind, String id) {
    this.kind = kind;
    this.root = data.resolve("instances").resolve(kind.plural()).resolve(id);
    this.shared = data.resolve("shared");
  }

  Path root() {
    return root;
  }

  Path privateFiles() {
    return root.resolve("private");
  }

  /** Where a service works, and where code of its own is. */
  Path workspace() {
    return root.resolve("workspace");
  }

  /** Where its process begins. */
  Path workingDirectory() {
    return kind == Kind.SERVICE ? workspace() : privateFiles();
  }

  Path shared() {
    return root.resolve("shared");
  }

  Path log() {
    return root.resolve("logs");
  }

  /** Makes what is missing. */
  void make() {
    try {
      Files.createDirectories(shared);
      Files.createDirectories(root.getParent());
      FileModes.privateDirectory(root);
      FileModes.privateDirectory(privateFiles());
      Files.createDirectories(root.resolve("config"));
      Files.createDirectories(log());
      Files.createDirectories(workingDirectory());
      if (Files.notExists(shared(), LinkOption.NOFOLLOW_LINKS)) {
        Files.createSymbolicLink(shared(), root.relativize(shared));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** For backups and for reading; what counts is the row. */
  void write(InstanceRow row, Map<String, Object> sealedConfig) {
    String text =
        Json.lines(
            Values.map(
                "id", row.id(),
                "package", row.packageId(),
                "version", row.packageVersion(),
                "profile", Values.word(row.profile()),
                "restart", row.restart().word(),
                "args", row.arguments(),
                "env", row.environment(),
                "labels", row.labels(),
                "configVersion", row.configNumber(),
                "config", sealedConfig));
    try {
      FileModes.writePrivately(root.resolve("config").resolve("instance.json"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void delete() {
    try {
      FileModes.delete(root);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
