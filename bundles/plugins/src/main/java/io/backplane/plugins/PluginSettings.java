package io.backplane.plugins;

import io.backplane.api.settings.Setting;
import io.backplane.api.settings.SettingSource;
import io.backplane.updates.spi.UpdateRequest;
import java.time.Duration;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** What can be set about plugins. */
@Component
public final class PluginSettings implements SettingSource {

  static final Setting<Long> MAX =
      Setting.number("maxPlugins", 20, 1, 1_000, "How many plugins may be loaded at a time.");

  static final Setting<Duration> HEALTH_WINDOW =
      Setting.time(
          "plugins.health-window",
          UpdateRequest.HEALTH_WINDOW,
          Duration.ZERO,
          UpdateRequest.WINDOW_MAX,
          "How long a new version has to keep well before its update is committed.");

  static final Setting<Duration> START_LIMIT =
      Setting.time(
          "plugins.start-limit",
          Duration.ofSeconds(30),
          Duration.ofMillis(100),
          Duration.ofMinutes(10),
          "How long a version may take to offer its unit.");

  @Override
  public List<Setting<?>> settings() {
    return List.of(MAX, HEALTH_WINDOW, START_LIMIT);
  }
}
