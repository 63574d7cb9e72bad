package io.backplane.updates.spi;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Is told of the steps of every update on the update's own thread, which waits for it. Registered
 * as an OSGi service by whoever wants to hold an update at a certain step.
 */
@ConsumerType
public interface StepListener {

  /** The step is in the journal; its effect has not begun. */
  void before(UpdateRecord update) throws InterruptedException;

  /** The step's effect is there; the next step is not in the journal. */
  void after(UpdateRecord update) throws InterruptedException;
}
