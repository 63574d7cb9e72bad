package io.backplane.plugins;

import io.backplane.plugins.spi.PluginSource;
import io.backplane.plugins.spi.PluginStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What has to happen so that the plugins are what the drop-in directory says.
 *
 * @param load for each id the file to load: of several, the highest version
 * @param unload ids whose file is gone
 */
record DropInPlan(Map<String, Path> load, List<String> unload) {

  static DropInPlan of(DropIn.Look look, List<PluginStatus> plugins) {
    Map<String, Map.Entry<Path, PluginJar>> best = new HashMap<>();
    for (var file : look.jars().entrySet()) {
      best.merge(
          file.getValue().id(),
          file,
          (a, b) -> HIGHER.compare(a.getValue(), b.getValue()) >= 0 ? a : b);
    }
    var load = new HashMap<String, Path>();
    best.forEach(
        (id, file) -> {
          Optional<PluginStatus> now = plugins.stream().filter(p -> p.id().equals(id)).findFirst();
          if (now.filter(p -> isThere(p, file.getKey(), file.getValue())).isEmpty()) {
            load.put(id, file.getKey());
          }
        });
    List<String> unload =
        plugins.stream()
            .filter(p -> p.source() == PluginSource.DEPLOY && !best.containsKey(p.id()))
            .filter(p -> !look.unsettled() && !Files.exists(Path.of(p.entry())))
            .map(PluginStatus::id)
            .toList();
    return new DropInPlan(load, unload);
  }

  private static final Comparator<PluginJar> HIGHER =
      Comparator.comparing(PluginJar::version).thenComparing(PluginJar::digest);

  private static boolean isThere(PluginStatus plugin, Path file, PluginJar jar) {
    return plugin.digest().equals(jar.digest()) && plugin.entry().equals(file.toString());
  }
}
