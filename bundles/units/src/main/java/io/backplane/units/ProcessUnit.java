package io.backplane.units;

import io.backplane.api.call.Call;
import io.backplane.api.call.CallRequest;
import io.backplane.api.call.CallSink;
import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.call.Unit;
import io.backplane.api.meta.Meta;
import io.backplane.supervisor.spi.Supervisor;
import java.time.Duration;

/**
 * One version of an instance as the switchboard calls it.
 *
 * @param supervised the process
 */
record ProcessUnit(Meta meta, String supervised, Supervisor supervisor) implements Unit {

  @Override
  public Call call(CallRequest request, CallSink sink) {
    if (supervisor.find(supervised).isEmpty()) {
      throw new RefusedException(
          new Refusal.Busy(
              "the process of " + request.unit() + " is being looked for", Duration.ofSeconds(1)));
    }
    return supervisor.call(supervised, request, sink);
  }
}
