package io.backplane.script;

import io.backplane.api.call.Call;
import io.backplane.api.call.CallRequest;
import io.backplane.api.call.CallSink;
import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.call.Unit;
import io.backplane.api.meta.Meta;
import io.backplane.api.plugin.HandedState;
import io.backplane.api.plugin.StateHandover;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A script that gives its state away and takes another's: as JSON, in UTF-8. */
final class HandoverUnit implements Unit, StateHandover {

  /** The only numbering a script has; what is in the JSON is its own affair. */
  static final int FORMAT = 1;

  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final Unit unit;
  private final LiveScript script;

  HandoverUnit(Unit unit, LiveScript script) {
    this.unit = unit;
    this.script = script;
  }

  @Override
  public Meta meta() {
    return unit.meta();
  }

  @Override
  public Call call(CallRequest request, CallSink sink) {
    return unit.call(request, sink);
  }

  /**
   * @throws IllegalStateException it threw, or did not say within 5 s
   */
  @Override
  public HandedState exportState() {
    String state = script.ask("exportState", "null", LIMIT);
    return new HandedState(FORMAT, state.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void importState(HandedState state) {
    if (state.format() != FORMAT) {
      throw refused("has the format " + state.format() + "; a script takes JSON, format " + FORMAT);
    }
    try {
      script.ask("importState", new String(state.bytes(), StandardCharsets.UTF_8), LIMIT);
    } catch (IllegalStateException e) {
      throw refused("is not taken: " + e.getMessage());
    }
  }

  private static RefusedException refused(String reason) {
    return new RefusedException(new Refusal.Invalid("the state", reason));
  }
}
