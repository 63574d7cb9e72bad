package io.backplane.health.profile;

import io.backplane.api.settings.Setting;
import io.backplane.api.settings.SettingSource;
import io.backplane.health.spi.Profiles;
import java.time.Duration;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** What can be set about profiles. Apart from who reads it: settings would need who needs them. */
@Component
public final class ProfileSettings implements SettingSource {

  static final Setting<Duration> DURATION =
      Setting.time(
          "profile_duration",
          Duration.ofSeconds(10),
          Profiles.SHORTEST,
          Profiles.LONGEST,
          "How long a profile takes where nothing else is said.");

  @Override
  public List<Setting<?>> settings() {
    return List.of(DURATION);
  }
}
