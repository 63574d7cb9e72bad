package io.backplane.units.spi;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.supervisor.spi.Profile;
import io.backplane.supervisor.spi.Trial;
import io.backplane.updates.spi.Update;
import io.backplane.updates.spi.UpdateRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Configured occurrences of packages, each with a directory, a desired state and one process.
 * Registered with the switchboard as {@code driver:<id>}. Thread-safe.
 */
@ProviderType
public interface Instances {

  /**
   * Makes an instance. With a configuration that is not complete yet it is there, but cannot be
   * started.
   *
   * @param config over the package's defaults; masked values are refused
   * @throws RefusedException {@link Refusal.NotFound} for the package, {@link Refusal.Conflict} for
   *     a name that is taken, {@link Refusal.Invalid} naming the field, {@link Refusal.OverCap}
   */
  Instance create(NewInstance wanted, String by);

  /** Sorted by id. */
  List<Instance> list();

  Optional<Instance> find(String id);

  /**
   * Replaces the configuration; takes effect with the next start.
   *
   * @param config all of it; a sensitive field that holds {@link #MASK} keeps its value
   * @throws RefusedException {@link Refusal.NotFound}, {@link Refusal.Invalid} naming the field
   */
  Instance configure(String id, Map<String, Object> config, String by);

  /**
   * @throws RefusedException {@link Refusal.NotFound}
   */
  ConfigView config(String id);

  /** The newest 100 configurations it had, newest first, with what changed. */
  List<ConfigRevision> configHistory(String id);

  /**
   * Makes an earlier configuration the current one, as a new revision.
   *
   * @throws RefusedException {@link Refusal.NotFound} for the revision, {@link Refusal.Invalid}
   *     where it does not fit the package's current version
   */
  Instance revert(String id, long revision, String by);

  /** Changes what is given and leaves the rest. Takes effect with the next start. */
  Instance change(String id, InstanceChange change, String by);

  /**
   * Asks for a process; what came of it is in {@link #find}.
   *
   * @throws RefusedException {@link Refusal.NotFound}, {@link Refusal.Invalid} for a configuration
   *     that is not complete, {@link Refusal.Busy} while an update is under way
   */
  Instance start(String id, String by);

  /**
   * Asks for the process's end.
   *
   * @param force SIGKILL at once
   */
  Instance stop(String id, boolean force, String by);

  Instance restart(String id, String by);

  /**
   * Removes an instance with its directory and log.
   *
   * @param force stops it first; without it a running one is refused as {@link Refusal.Conflict}
   */
  void delete(String id, boolean force, String by);

  /**
   * What an update would do; changes nothing.
   *
   * @throws RefusedException {@link Refusal.NotFound} for instance or version
   */
  UpdatePlan plan(String id, UpdateOrder order);

  /**
   * Brings another version of its package under an instance, and back where that fails within the
   * health window.
   *
   * @return a handle to what goes on
   * @throws RefusedException {@link Refusal.NotFound}, {@link Refusal.Invalid} for a configuration
   *     that does not fit, {@link Refusal.Busy} while another one is under way
   */
  Update update(String id, UpdateOrder order, String by);

  /**
   * Goes back to the version before the last update; within a health window, at once. The
   * configuration stays where it fits that version, else the one it had there comes back.
   *
   * @throws RefusedException {@link Refusal.Conflict} when there is none
   */
  Update rollback(String id, Duration healthWindow, String by);

  /**
   * Lets a service work with an instance, under a name of its own for it; what it wants to be
   * different of that instance's configuration goes over it.
   *
   * @param alias the service's word for it
   * @param reference empty to forget it
   * @throws RefusedException {@link Refusal.NotFound} for either instance or the alias, {@link
   *     Refusal.Conflict} for a driver, or a field that another service has set to something else,
   *     {@link Refusal.Invalid} naming the field
   */
  Instance refer(String id, String alias, Optional<UnitReference> reference, String by);

  /**
   * Copies the files of a service's package into its workspace, to be edited; from now on those are
   * run.
   *
   * @throws RefusedException {@link Refusal.NotFound}, {@link Refusal.Conflict} for a driver, or
   *     where there is code already
   */
  Instance editCode(String id, String by);

  /**
   * Goes back to the package's code. What was in the workspace is kept in {@code
   * private/discarded}, until the next time.
   *
   * @throws RefusedException {@link Refusal.NotFound}, {@link Refusal.Conflict} where there is none
   */
  Instance discardCode(String id, String by);

  /**
   * Installs the code in the workspace as a version of the package, and makes that the instance's.
   *
   * @throws RefusedException {@link Refusal.NotFound}, {@link Refusal.Conflict} where there is no
   *     code or the version is installed, {@link Refusal.Invalid} for what is no package
   */
  Instance publishCode(String id, String version, String by);

  /** The newest {@link #HISTORY_MAX} updates and rollbacks, newest first. */
  List<UpdateRecord> history(String id);

  /** A throw-away process of a package, with its defaults; see {@link Trial}. */
  Trial attempt(
      String packageRef, List<String> arguments, Profile profile, Trial.Listener listener);

  /** What stands for a secret in every output. */
  String MASK = "***";

  /** Updates and rollbacks kept of an instance. */
  int HISTORY_MAX = 1_000;
}
