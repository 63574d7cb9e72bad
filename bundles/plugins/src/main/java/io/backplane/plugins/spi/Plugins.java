package io.backplane.plugins.spi;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** The plugins of this kernel. Thread-safe; what changes something blocks until it is done. */
@ProviderType
public interface Plugins {

  /** Most plugins at a time. */
  int PLUGINS_MAX = 20;

  /** Sorted by id. */
  List<PluginStatus> all();

  Optional<PluginStatus> find(String id);

  /** Files in the drop-in directory that could not become plugins, sorted by name. */
  List<RejectedFile> rejected();

  /**
   * Loads a jar, or replaces the version that is loaded: the new one is started beside the old,
   * calls are switched in one step, the old one ends its calls and goes. Loading what is already
   * active changes nothing.
   *
   * @param entry what to show as its origin: a path, or the name of an uploaded file
   * @param expected what the jar must be
   * @throws RefusedException {@link Refusal.Invalid} with what is wrong with the jar, {@link
   *     Refusal.Conflict} when the id belongs to something else, {@link Refusal.OverCap}; the
   *     version that was active still is
   */
  PluginStatus load(Path jar, PluginSource source, String entry, Expected expected);

  /**
   * Stops and forgets a plugin. A jar that lies in the drop-in directory is moved to its folder
   * {@code unloaded}, from where moving it back loads it again.
   *
   * @throws RefusedException {@link Refusal.NotFound}
   */
  PluginStatus unload(String id);

  /**
   * What the caller believes a jar to be.
   *
   * @param id empty when the jar itself tells
   * @param version likewise
   * @param replace whether a plugin of that id may be loaded already
   */
  record Expected(Optional<String> id, Optional<String> version, boolean replace) {
    public static final Expected ANYTHING = new Expected(Optional.empty(), Optional.empty(), true);
  }
}
