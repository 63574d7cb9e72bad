package io.backplane.plugins;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.plugins.spi.Entry;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Where entries may lie: what is elsewhere, or leads elsewhere by a link, is refused. */
record TrustedRoots(List<Path> roots) {

  /**
   * The data directory, the samples, and what is configured, separated by colons.
   *
   * @param property a setting by its name, null for none
   */
  static TrustedRoots configured(UnaryOperator<String> property) {
    var roots = new ArrayList<Path>();
    roots.add(Path.of(property.apply("backplane.data")));
    String home = property.apply("backplane.home");
    if (home != null) {
      roots.add(Path.of(home, "samples"));
    }
    String more = property.apply("backplane.plugins.trusted-roots");
    if (more != null) {
      for (String root : more.split(File.pathSeparator)) {
        roots.add(Path.of(root.strip()));
      }
    }
    return new TrustedRoots(roots);
  }

  /**
   * @throws RefusedException {@link Refusal.NotFound}, or {@link Refusal.Denied} naming the roots
   */
  void check(Entry entry) throws IOException {
    if (!Files.exists(entry.file())) {
      throw new RefusedException(new Refusal.NotFound("file", entry.shown()));
    }
    var allowed = new ArrayList<>(roots);
    entry.callersDirectory().ifPresent(allowed::add);
    Path real = entry.file().toRealPath();
    for (Path root : allowed) {
      if (Files.isDirectory(root) && real.startsWith(root.toRealPath())) {
        return;
      }
    }
    throw new RefusedException(
        new Refusal.Denied(
            entry.shown()
                + " is outside the folders that plugins are loaded from ("
                + String.join(", ", allowed.stream().map(Path::toString).toList())
                + "): copy it there, or add its folder to plugins.trusted-roots"));
  }
}
