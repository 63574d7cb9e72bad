package io.backplane.plugins.spi;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What plugins add to the console. Nothing of it reaches a browser before somebody has approved its
 * very digest. Thread-safe.
 */
@ProviderType
public interface UiModules {

  /** Of the version that calls reach; empty for a plugin that is not active or adds nothing. */
  Optional<UiModule> find(String plugin);

  /**
   * Lets the module into browsers, in this version and others with the same files.
   *
   * @param digest as it was looked at
   * @throws RefusedException {@link Refusal.NotFound}, or {@link Refusal.Conflict} when the module
   *     is another one by now
   */
  UiModule approve(String plugin, String digest, String by);

  /**
   * Takes every approval of a plugin's modules back, whatever state the plugin is in.
   *
   * @throws RefusedException {@link Refusal.NotFound} when it has neither an approval nor a module
   */
  void withdraw(String plugin, String by);

  /**
   * A file of an approved module.
   *
   * @return empty for what is not there, not approved, or not of this digest
   */
  Optional<byte[]> file(String plugin, String digest, String path);
}
