package io.backplane.api.call;

import io.backplane.api.meta.Meta;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Anything that can be called: an instance of a driver or a service, a plugin, a target. A plugin
 * offers exactly one as an OSGi service. Implementations are thread-safe; calls arrive
 * concurrently, each on a thread of its own.
 */
@ConsumerType
public interface Unit {

  /** What this unit offers. Read once, when the unit is plugged in. */
  Meta meta();

  /**
   * Carries out one command. May block, and may return before the command has ended; the sink gets
   * exactly one terminal in either case. A {@link RefusedException} thrown here is the refusal of
   * the call; anything else thrown is the unit's fault and ends the call with {@link
   * CallFault#UNIT_FAILED}.
   *
   * <p>A call that is cancelled or out of time interrupts the thread that is still inside this
   * method.
   *
   * @param request the unit's name, the command, parameters of JDK value types
   * @param sink where events and the terminal go
   * @return a handle on the running command, {@link Call#ENDED} when it is over
   */
  Call call(CallRequest request, CallSink sink);
}
