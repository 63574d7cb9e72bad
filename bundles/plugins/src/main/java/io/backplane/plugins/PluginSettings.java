package io.backplane.plugins;

import io.backplane.updates.spi.UpdateRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What {@code conf/backplane.properties} says about plugins.
 *
 * @param property a setting by its name, null for none
 */
record PluginSettings(UnaryOperator<String> property) {

  /** How long a new version has to keep well: milliseconds, or {@code 10s}, {@code 2m}. */
  Duration healthWindow() {
    String text = property.apply("backplane.plugins.health-window");
    if (text == null) {
      return UpdateRequest.HEALTH_WINDOW;
    }
    Duration window = Duration.parse("PT" + text.strip());
    UpdateRequest.checkWindow(window);
    return window;
  }

  /** The data directory, the samples, and what is configured, separated by colons. */
  List<Path> trustedRoots() {
    var roots = new ArrayList<Path>();
    roots.add(Path.of(property.apply("backplane.data")));
    String home = property.apply("backplane.home");
    if (home != null) {
      roots.add(Path.of(home, "samples"));
    }
    String more = property.apply("backplane.plugins.trusted-roots");
    if (more != null) {
      for (String root : more.split(java.io.File.pathSeparator)) {
        roots.add(Path.of(root.strip()));
      }
    }
    return roots;
  }
}
