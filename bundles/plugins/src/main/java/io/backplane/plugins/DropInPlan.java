package io.backplane.plugins;

import io.backplane.meta.spi.SemanticVersion;
import io.backplane.plugins.spi.PluginSource;
import io.backplane.plugins.spi.PluginState;
import io.backplane.plugins.spi.PluginStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What has to happen so that the plugins are what the drop-in directory says.
 *
 * <p>Two things a file does not replace, unless its version is higher: a plugin that was loaded in
 * another way, or the directory would undo an upload a moment later; and one whose own file still
 * lies there, but is changing or broken just now. And what a plugin has gone back from stays away.
 *
 * @param load for each id the file to load: of several, the highest version
 * @param unload ids whose file is gone
 * @param declined files that the plugin has gone back from, with their version
 */
record DropInPlan(Map<String, Path> load, List<String> unload, Map<Path, String> declined) {

  /**
   * @param gone digest of the file that a plugin has gone back from
   */
  static DropInPlan of(
      DropIn.Look look, List<PluginStatus> plugins, Function<String, Optional<String>> gone) {
    Map<String, Map.Entry<Path, PluginJar>> best = new HashMap<>();
    var declined = new HashMap<Path, String>();
    for (var file : look.jars().entrySet()) {
      PluginJar jar = file.getValue();
      if (gone.apply(jar.id()).filter(jar.digest()::equals).isPresent()) {
        declined.put(file.getKey(), jar.version().toString());
      } else {
        best.merge(
            jar.id(), file, (a, b) -> HIGHER.compare(a.getValue(), b.getValue()) >= 0 ? a : b);
      }
    }
    var load = new HashMap<String, Path>();
    best.forEach(
        (id, file) -> {
          Optional<PluginStatus> now = plugins.stream().filter(p -> p.id().equals(id)).findFirst();
          if (now.isEmpty() || replaces(file.getKey(), file.getValue(), now.get(), look)) {
            load.put(id, file.getKey());
          }
        });
    List<String> unload =
        plugins.stream()
            .filter(p -> p.source() == PluginSource.DEPLOY && !best.containsKey(p.id()))
            .filter(p -> !look.unsettled() && !Files.exists(Path.of(p.entry())))
            .map(PluginStatus::id)
            .toList();
    return new DropInPlan(load, unload, declined);
  }

  private static final Comparator<PluginJar> HIGHER =
      Comparator.comparing(PluginJar::version).thenComparing(PluginJar::digest);

  private static boolean replaces(Path file, PluginJar jar, PluginStatus now, DropIn.Look look) {
    if (now.source() == PluginSource.DEPLOY) {
      Path own = Path.of(now.entry());
      boolean there =
          now.digest().equals(jar.digest())
              && own.equals(file)
              && now.state() != PluginState.ERROR; // its kept copy may be what is damaged
      boolean unclear = !look.jars().containsKey(own) && Files.exists(own);
      return !there && (!unclear || isHigher(jar, now));
    }
    return isHigher(jar, now);
  }

  private static boolean isHigher(PluginJar jar, PluginStatus now) {
    return jar.version().compareTo(SemanticVersion.parse(now.version())) > 0;
  }
}
