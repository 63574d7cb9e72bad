package io.backplane.itests;

import io.backplane.plugins.spi.Entry;
import io.backplane.plugins.spi.PluginSource;
import io.backplane.plugins.spi.Plugins;
import io.backplane.plugins.spi.Plugins.Expected;
import io.backplane.plugins.spi.UpdateOrder;
import io.backplane.testing.Await;
import io.backplane.testing.PluginJar;
import io.backplane.updates.spi.Update;
import io.backplane.updates.spi.UpdateRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One plugin and what tests do with it. */
record Plugged(Plugins plugins, String id, Path folder) {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private Entry entry(PluginJar jar) {
    return Entry.of(jar.write(folder.resolve(id + ".jar")), PluginSource.UPLOAD);
  }

  void load(PluginJar jar) {
    plugins.load(entry(jar), Expected.ANYTHING);
  }

  Update begin(PluginJar jar, Duration window) {
    return plugins.update(id, UpdateOrder.from(entry(jar), window), "tester");
  }

  UpdateRecord update(PluginJar jar, Duration window) {
    return end(begin(jar, window));
  }

  UpdateRecord to(String version, Duration window) {
    return end(plugins.update(id, UpdateOrder.to(version, window), "tester"));
  }

  UpdateRecord rollback(Duration window) {
    return end(plugins.rollback(id, Optional.empty(), window, "tester"));
  }

  static UpdateRecord end(Update update) {
    return update.outcome().orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
  }

  static void awaitWindow(Update update) {
    Await.until("its window is open", () -> update.windowEndsAt().isPresent());
  }

  void unload() {
    if (plugins.find(id).isPresent()) {
      plugins.unload(id);
    }
  }
}
