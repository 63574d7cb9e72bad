package io.backplane.calls.spi;

import io.backplane.api.call.Unit;
import org.osgi.annotation.versioning.ProviderType;

/** A unit's place in the switchboard, in the hands of whoever plugged it in. Thread-safe. */
@ProviderType
public interface Registration extends AutoCloseable {

  /**
   * Closes the gate: calls wait in the queue until {@link #open}. Calls from inside the unit still
   * pass.
   */
  void hold();

  /** Opens the gate and lets the waiting calls through, in their order. */
  void open();

  /**
   * Switches to another version in one step: calls that start from now on reach it. The old one's
   * streams end with {@link io.backplane.api.call.CallFault#UNIT_REPLACED}, its other calls run on.
   *
   * @return what still goes on in the old version
   */
  Drain replace(Unit next);

  /** What goes on in the current version, for draining it behind a held gate. */
  Drain current();

  /**
   * Unplugs the unit: waiting calls are refused, streams end, calls under way run on. Repeating
   * changes nothing.
   */
  @Override
  void close();
}
