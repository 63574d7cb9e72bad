package io.backplane.testing;

import io.backplane.api.settings.Setting;
import io.backplane.api.settings.Settings;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Settings that a test gives. Thread-safe. */
public final class GivenSettings implements Settings {

  private final Map<Setting<?>, Object> given = new ConcurrentHashMap<>();

  /** Every other setting has its default. */
  public <T> GivenSettings with(Setting<T> setting, T value) {
    given.put(setting, value);
    return this;
  }

  @Override
  @SuppressWarnings("unchecked") // with() has put a T there
  public <T> T get(Setting<T> setting) {
    return (T) given.getOrDefault(setting, setting.fallback());
  }
}
