package io.backplane.api.settings;

import org.osgi.annotation.versioning.ProviderType;

/**
 * The settings as they are now. Whoever needs one asks for it each time, so that a change holds
 * from then on and nothing is started anew. Thread-safe; answers from memory.
 */
@ProviderType
public interface Settings {

  /** What was set; what the configuration file says of this run; else the setting's own default. */
  <T> T get(Setting<T> setting);
}
