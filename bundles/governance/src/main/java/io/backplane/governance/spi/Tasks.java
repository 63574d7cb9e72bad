package io.backplane.governance.spi;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import java.time.Duration;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Commands that are carried out for somebody who need not wait, and that outlive the kernel: those
 * in a queue go on after a restart. Every change is an event. Thread-safe.
 */
@ProviderType
public interface Tasks {

  /** Most characters of a task's parameters, and of what is kept of its answer, as JSON. */
  int TEXT_MAX = 65_536;

  /**
   * Queues a task; it begins once its owner has room and its unit is there.
   *
   * @throws RefusedException {@link Refusal.NotFound} for the unit or its command, {@link
   *     Refusal.Invalid} for the owner, {@link Refusal.OverCap} for the parameters or naming the
   *     owner's cap
   */
  Task submit(TaskOrder order);

  /**
   * @throws RefusedException {@link Refusal.NotFound}
   */
  Task find(long id);

  /**
   * Newest first.
   *
   * @param owner empty for all
   * @param state empty for all
   * @throws RefusedException {@link Refusal.Invalid} for what is no state
   */
  List<Task> all(String owner, String state, int limit);

  /**
   * Ends it before its time; its call is cancelled. One that was canceled stays so.
   *
   * @throws RefusedException {@link Refusal.NotFound}; {@link Refusal.Conflict} when it has ended
   */
  Task cancel(long id, String by);

  /**
   * Waits until it has ended, or the time has passed.
   *
   * @return as it is then
   * @throws RefusedException {@link Refusal.NotFound}
   */
  Task await(long id, Duration limit) throws InterruptedException;

  /** Applies the stuck rule now, and lets go of old ones. */
  List<Swept> sweep();
}
