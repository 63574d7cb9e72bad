package io.backplane.script;

import io.backplane.api.call.Call;
import io.backplane.api.call.CallRequest;
import io.backplane.api.call.CallSink;
import io.backplane.api.call.Refusal;
import io.backplane.api.call.Unit;
import io.backplane.api.meta.Meta;

/** A script as a unit. */
final class ScriptUnit implements Unit {

  private final Meta meta;
  private final LiveScript script;

  ScriptUnit(Meta meta, LiveScript script) {
    this.meta = meta;
    this.script = script;
  }

  @Override
  public Meta meta() {
    return meta;
  }

  @Override
  public Call call(CallRequest request, CallSink sink) {
    if (meta.command(request.command()).isEmpty()) {
      sink.refused(new Refusal.NotFound("command", request.command()));
      return Call.ENDED;
    }
    return script.now().call(request.command(), Json.text(request.params()), sink);
  }
}
