package io.backplane.store.spi;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.call.Values;
import io.backplane.api.settings.Setting;
import io.backplane.api.settings.Settings;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** All settings of the kernel, to be listed and set. Thread-safe. */
@ProviderType
public interface SettingsStore extends Settings {

  /** Where a value comes from. */
  enum Origin {
    DEFAULT,
    /** {@code conf/backplane.properties}, for this run. */
    FILE,
    /** It was set, and is kept. */
    SET
  }

  /** Who has set it, and when. */
  record SetBy(String by, Instant at) {}

  /**
   * A setting as it is now.
   *
   * @param value as {@link Setting#parse} takes it
   * @param set of one whose origin is {@link Origin#SET}
   * @param problem why what was set or configured does not hold, so that the default does; empty
   *     else
   */
  record View(
      Setting<?> setting, String value, Origin origin, Optional<SetBy> set, String problem) {

    /** As it looks in JSON. */
    public Map<String, Object> toMap() {
      return Values.map(
          "key", setting.key(),
          "value", value,
          "default", fallback(setting),
          "kind", setting.range().kind(),
          "range", setting.range().toString(),
          "origin", Values.word(origin),
          "by", set.map(SetBy::by).orElse(null),
          "at", set.map(SetBy::at).map(Instant::toString).orElse(null),
          "what", setting.what(),
          "problem", problem);
    }

    private static <T> String fallback(Setting<T> setting) {
      return setting.text(setting.fallback());
    }
  }

  /** Sorted by key. */
  List<View> all();

  /**
   * @throws RefusedException {@link Refusal.NotFound}
   */
  View find(String key);

  /**
   * Holds from its return on, in this run and later ones.
   *
   * @throws RefusedException {@link Refusal.NotFound}, or {@link Refusal.Invalid} naming the range
   */
  View set(String key, String value, String by);

  /**
   * Takes back what was set.
   *
   * @throws RefusedException {@link Refusal.NotFound}
   */
  View reset(String key, String by);
}
