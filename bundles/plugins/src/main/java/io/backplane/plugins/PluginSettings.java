package io.backplane.plugins;

import io.backplane.updates.spi.UpdateRequest;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code conf/backplane.properties} says about plugins.
 *
 * @param property a setting by its name, null for none
 */
record PluginSettings(UnaryOperator<String> property) {

  private static final Pattern TIME = Pattern.compile("(\\d{1,6})(ms|s|m)");

  /**
   * How long a new version has to keep well.
   *
   * @throws IllegalArgumentException it is no such time, naming the setting
   */
  Duration healthWindow() {
    Duration window = time("plugins.health-window", UpdateRequest.HEALTH_WINDOW);
    UpdateRequest.checkWindow(window);
    return window;
  }

  /** How long a version may take to offer its unit. */
  Duration startLimit() {
    return time("plugins.start-limit", Surroundings.START_LIMIT);
  }

  private Duration time(String name, Duration otherwise) {
    String text = property.apply("backplane." + name);
    if (text == null) {
      return otherwise;
    }
    Matcher match = TIME.matcher(text.strip());
    if (!match.matches()) {
      throw new IllegalArgumentException(
          name + ": '" + text + "' is not a time such as 500ms, 10s, 2m");
    }
    long amount = Long.parseLong(match.group(1));
    return switch (match.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      default -> Duration.ofMinutes(amount);
    };
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
      for (String root : more.split(File.pathSeparator)) {
        roots.add(Path.of(root.strip()));
      }
    }
    return roots;
  }
}
