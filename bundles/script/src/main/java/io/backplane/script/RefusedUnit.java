package io.backplane.script;

import io.backplane.api.call.Call;
import io.backplane.api.call.CallRequest;
import io.backplane.api.call.CallSink;
import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.call.Unit;
import io.backplane.api.meta.Meta;

/** Stands for a script that cannot start: whoever loads the plugin hears why at once. */
record RefusedUnit(Refusal refusal) implements Unit {

  @Override
  public Meta meta() {
    throw new RefusedException(refusal);
  }

  @Override
  public Call call(CallRequest request, CallSink sink) {
    sink.refused(refusal);
    return Call.ENDED;
  }
}
