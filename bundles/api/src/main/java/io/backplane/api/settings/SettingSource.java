package io.backplane.api.settings;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A service of whoever has settings: what it names can be listed and set. A component of its own,
 * which needs nothing: one that needs {@link Settings} too waits for itself.
 */
@ConsumerType
@FunctionalInterface
public interface SettingSource {

  /** Always the same. */
  List<Setting<?>> settings();
}
