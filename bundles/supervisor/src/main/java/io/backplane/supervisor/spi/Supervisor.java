package io.backplane.supervisor.spi;

import io.backplane.api.call.Call;
import io.backplane.api.call.CallRequest;
import io.backplane.api.call.CallSink;
import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Keeps processes alive, one current process for each unit. What is asked for is stored before it
 * returns; what came of it arrives at listeners. Thread-safe.
 *
 * <p>After a restart of the kernel a unit is as it was left, and its process is found again, once
 * {@link #configure} has told what it is.
 */
@ProviderType
public interface Supervisor {

  /** Makes a unit known that cannot be run yet. Repeating changes nothing. */
  UnitStatus create(String id);

  /**
   * Tells what a unit runs. Takes effect with its next start; a running process runs on.
   *
   * @throws RefusedException {@link Refusal.OverCap} past the most units one kernel holds
   */
  UnitStatus configure(UnitSpec spec, Preparation preparation);

  /**
   * Asks for a process. Asking a running unit changes nothing.
   *
   * @throws RefusedException {@link Refusal.NotFound}, or {@link Refusal.Conflict} for a unit that
   *     has not been configured
   */
  UnitStatus start(String id);

  /**
   * Asks the process to end: end of input, then SIGTERM, then SIGKILL to the whole tree.
   *
   * @param force SIGKILL at once
   * @throws RefusedException {@link Refusal.NotFound}
   */
  UnitStatus stop(String id, boolean force);

  /**
   * Asks for another process in the place of this one.
   *
   * @param reason in words, kept until the next change
   * @throws RefusedException as {@link #start}
   */
  UnitStatus restart(String id, String reason);

  /**
   * Waits until a unit is in one of these phases.
   *
   * @return its state then, or what it was when the limit passed
   */
  UnitState await(String id, Duration limit, Phase... phases) throws InterruptedException;

  /**
   * Forgets a unit without a process.
   *
   * @throws RefusedException {@link Refusal.Conflict} while there is one
   */
  void remove(String id);

  Optional<UnitStatus> find(String id);

  /** Sorted by id. */
  List<UnitStatus> all();

  /**
   * Gives a call to the unit's process. One unary call at a time, unless the driver multiplexes.
   */
  Call call(String id, CallRequest request, CallSink sink);

  /** The last 256 events of the unit's drivers, oldest first. */
  List<DriverEvent> events(String id);

  /**
   * The unit's processes: the one it started with, what that started, and what was left behind by
   * those that are gone.
   */
  List<ProcessNode> processes(String id);

  /**
   * Ends one of a unit's processes with SIGKILL.
   *
   * @throws RefusedException {@link Refusal.NotFound} when it is none of them
   */
  void kill(String id, long pid);

  /**
   * What the unit used, oldest first, thinned to at most {@code points} samples.
   *
   * @throws RefusedException {@link Refusal.Invalid} for points outside 1..10,000
   */
  List<Usage> usage(String id, Instant since, Instant until, int points);

  /** The unit's log. */
  UnitLog log(String id);

  /**
   * Runs a program beside all units, for trying it. Nothing of it is stored, and it does not
   * outlive the kernel.
   */
  Trial attempt(UnitSpec spec, Preparation preparation, Trial.Listener listener);

  /**
   * Asks every process to end, because the kernel does; with its next start they are wanted again.
   * No other start is taken from now on.
   *
   * @return the units that have something to end; {@link #find} tells how far each is
   */
  List<UnitStatus> shutDown();

  /** Whether the kernel ends, so that no start is taken any more. */
  boolean closing();

  /** The processes that wait, or are about to wait, for a unit's start; no unit's yet. */
  List<SpareStatus> spares();

  /** How processes are run here, and what is missing, in words; before the first, what is set. */
  String mode();

  /** Hears of changes until closed. */
  Subscription listen(SupervisorListener listener);

  /** Ends what was begun. */
  @FunctionalInterface
  interface Subscription extends AutoCloseable {
    @Override
    void close();
  }
}
