package io.backplane.plugins;

import io.backplane.api.call.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * Looks at the drop-in directory and says what its files amount to. A file counts once it has been
 * left alone for a while: a copy under way is neither a plugin nor a broken one. Not thread-safe.
 */
final class DropIn {

  /** A whole jar that has not changed for this long is taken. */
  static final long QUIET_MS = 100;

  /**
   * A file that is no whole jar is called broken after this long; an absent one is called removed.
   */
  static final long PATIENCE_MS = 600;

  /** A file as it was at one look. */
  private record Shape(long size, FileTime modified, Object key) {}

  /** A file and what is known of its present shape. */
  private static final class Sighting {
    private Shape shape;
    private long sinceNs;
    private Optional<PluginJar> jar = Optional.empty();
    private Optional<Broken> broken = Optional.empty();
    private boolean inspected;

    boolean settled() {
      return jar.isPresent() || broken.isPresent();
    }
  }

  /** Why a file is no plugin. */
  record Broken(String reason, Instant at) {}

  /**
   * What a look found.
   *
   * @param jars whole plugin jars by path
   * @param broken files that cannot be plugins, by path
   * @param unsettled whether a file is still changing, so that absence proves nothing yet
   */
  record Look(Map<Path, PluginJar> jars, Map<Path, Broken> broken, boolean unsettled) {}

  private final Path directory;
  private final Clock clock;
  private final LongSupplier nanos;
  private final Map<Path, Sighting> sightings = new HashMap<>();

  DropIn(Path directory, Clock clock, LongSupplier nanos) {
    this.directory = directory;
    this.clock = clock;
    this.nanos = nanos;
  }

  Look look() throws IOException {
    long now = nanos.getAsLong();
    Map<Path, Shape> present = present();
    sightings.keySet().retainAll(present.keySet());
    present.forEach((path, shape) -> see(path, shape, now));
    var jars = new TreeMap<Path, PluginJar>();
    sightings.forEach((path, sighting) -> sighting.jar.ifPresent(jar -> jars.put(path, jar)));
    boolean unsettled = !sightings.values().stream().allMatch(Sighting::settled);
    return new Look(jars, broken(), unsettled);
  }

  /** What is broken as far as is known, what was spoiled since the last look included. */
  Map<Path, Broken> broken() {
    var broken = new TreeMap<Path, Broken>();
    sightings.forEach(
        (path, sighting) -> sighting.broken.ifPresent(fault -> broken.put(path, fault)));
    return broken;
  }

  private Map<Path, Shape> present() throws IOException {
    var found = new HashMap<Path, Shape>();
    for (Path path : jars(directory)) {
      try {
        var a = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!a.isDirectory()) {
          found.put(path, new Shape(a.size(), a.lastModifiedTime(), a.fileKey()));
        }
      } catch (IOException e) {
        // gone between the listing and the look: the next one sees it or not
      }
    }
    return found;
  }

  static List<Path> jars(Path directory) throws IOException {
    try (var paths = Files.newDirectoryStream(directory, "*.jar")) {
      var visible = new ArrayList<Path>();
      for (Path path : paths) {
        if (!path.getFileName().toString().startsWith(".")) {
          visible.add(path);
        }
      }
      return visible;
    }
  }

  private void see(Path path, Shape shape, long now) {
    Sighting sighting = sightings.computeIfAbsent(path, p -> new Sighting());
    if (!shape.equals(sighting.shape)) {
      sighting.shape = shape;
      sighting.sinceNs = now;
      sighting.jar = Optional.empty();
      sighting.broken = Optional.empty();
      sighting.inspected = false;
      return;
    }
    long quietMs = (now - sighting.sinceNs) / 1_000_000;
    if (!sighting.settled() && quietMs >= (sighting.inspected ? PATIENCE_MS : QUIET_MS)) {
      inspect(path, sighting, quietMs);
    }
  }

  private void inspect(Path path, Sighting sighting, long quietMs) {
    sighting.inspected = true;
    try {
      sighting.jar = Optional.of(JarInspector.inspect(path));
    } catch (IOException | RefusedException e) {
      if (quietMs >= PATIENCE_MS) {
        sighting.broken = Optional.of(new Broken(e.getMessage(), clock.instant()));
      }
    }
  }

  /** A jar that was whole, but does not start: it is not tried again until the file changes. */
  void spoil(Path path, String reason) {
    Sighting sighting = sightings.get(path);
    if (sighting != null) {
      sighting.jar = Optional.empty();
      sighting.broken = Optional.of(new Broken(reason, clock.instant()));
    }
  }
}
