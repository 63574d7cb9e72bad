package io.backplane.plugins.spi;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.updates.spi.Update;
import io.backplane.updates.spi.UpdateRecord;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The plugins of this kernel. Thread-safe; what changes something blocks until it is done, but for
 * updates, which tell how they go. A plugin that is not there is a {@link Refusal.NotFound}.
 */
@ProviderType
public interface Plugins {

  /**
   * Versions kept of a plugin besides the one that is its own: as many that it used before, and as
   * many that it never did.
   */
  int KEPT_MAX = 3;

  /** Updates shown of those that are kept. */
  int UPDATES_MAX = 200;

  /** Sorted by id. */
  List<PluginStatus> all();

  Optional<PluginStatus> find(String id);

  /** Files in the drop-in directory that did not become plugins, sorted by name. */
  List<RejectedFile> rejected();

  /** Versions that neither start nor stop and were left behind, the oldest first. */
  List<HungVersion> hung();

  /**
   * Loads a plugin.
   *
   * @param expected what the file must be
   * @throws RefusedException {@link Refusal.Invalid} with what is wrong with the file, {@link
   *     Refusal.Conflict} when it is already loaded or the id belongs to something else, {@link
   *     Refusal.OverCap}; nothing has changed
   */
  PluginStatus load(Entry entry, Expected expected);

  /** Loads a version that is kept of a plugin that was unloaded. */
  PluginStatus load(String id, String version);

  /**
   * Stops and forgets a plugin; an update of it that is under way is turned back. A jar that lies
   * in the drop-in directory is moved to its folder {@code unloaded}, from where moving it back
   * loads it again.
   */
  PluginStatus unload(String id);

  /** Starts a disabled plugin, or one in state error. On an active one it changes nothing. */
  PluginStatus enable(String id);

  /**
   * Stops a plugin, which stays loaded and keeps its name; calls to it are refused. Calls under way
   * are waited for, 30 seconds at most.
   *
   * @throws RefusedException {@link Refusal.Busy} while an update is under way
   */
  PluginStatus disable(String id);

  /**
   * Puts a file among the versions that are kept, for an update to find it.
   *
   * @return what it is
   */
  Staged stage(Entry entry);

  /** Tells what an update would do. */
  UpdatePlan plan(String id, UpdateOrder order);

  /**
   * Begins an update.
   *
   * @param by whom
   * @throws RefusedException what {@link #plan} names as a problem, unless forced
   */
  Update update(String id, UpdateOrder order, String by);

  /**
   * Goes back: turns the update under way back, or undoes the last one, or goes to a version that
   * is kept.
   *
   * @param to empty for the version before the last update
   * @throws RefusedException {@link Refusal.Conflict} when there is no previous version
   */
  Update rollback(String id, Optional<String> to, Duration healthWindow, String by);

  /** The update under way. */
  Optional<Update> underWay(String id);

  /**
   * Newest first.
   *
   * @param id empty for all plugins
   */
  List<UpdateRecord> updates(String id);

  /** What a rollback can go to and what runs, the last used first. */
  List<KeptVersion> versions(String id);

  /**
   * Versions that went out of use and are still in memory.
   *
   * @param id empty for all plugins
   * @param dump whether a heap dump is walked for what holds them: the kernel stands still for some
   *     hundred milliseconds
   */
  List<LeakReport> leaks(String id, boolean dump);

  /** How long a new version has to keep well where nothing else is said. */
  Duration healthWindow();

  /**
   * What the caller believes a file to be.
   *
   * @param id empty when the file itself tells
   * @param version likewise
   */
  record Expected(Optional<String> id, Optional<String> version) {
    public static final Expected ANYTHING = new Expected(Optional.empty(), Optional.empty());
  }

  /** A file that was put among the versions that are kept. */
  record Staged(String id, String version, boolean loaded) {}
}
