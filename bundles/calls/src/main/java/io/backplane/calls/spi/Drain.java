package io.backplane.calls.spi;

import java.time.Duration;
import org.osgi.annotation.versioning.ProviderType;

/** The calls under way in one version of a unit. Thread-safe. */
@ProviderType
public interface Drain {

  /** Calls under way now, streams included. */
  int inFlight();

  /**
   * Waits until none is under way.
   *
   * @return whether that happened within the limit
   */
  boolean await(Duration limit) throws InterruptedException;

  /**
   * As {@link #await}, but for open streams, which do not end by themselves.
   *
   * @return whether no other call is under way
   */
  boolean awaitCalls(Duration limit) throws InterruptedException;

  /** Ends what is left: callers get {@link io.backplane.api.call.CallFault#UNIT_REPLACED}. */
  void end();
}
