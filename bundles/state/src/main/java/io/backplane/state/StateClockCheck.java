package io.backplane.state;

import io.backplane.api.call.Values;
import io.backplane.api.health.HealthCheck;
import io.backplane.api.health.HealthLevel;
import io.backplane.api.health.HealthResult;
import io.backplane.state.Skews.Skew;
import io.backplane.state.spi.StateLimits;
import io.backplane.state.spi.StateStatus;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether the clocks that shared state goes by agree. */
@Component
public final class StateClockCheck implements HealthCheck {

  private final SharedState state;

  @Activate
  public StateClockCheck(@Reference SharedState state) {
    this.state = state;
  }

  @Override
  public String name() {
    return "state-clock";
  }

  @Override
  public HealthResult check() {
    StateStatus status = state.status();
    Optional<Skew> skew = state.replica().skews().worst(state.wall().instant());
    long clashes = state.clashes();
    var reasons = new ArrayList<String>();
    if (clashes > 0) {
      reasons.add(clashes + " versions had another's stamp: see 'runtime state-conflicts'");
    }
    if (status.clockAhead().compareTo(StateLimits.AHEAD_ABSURD) >= 0) {
      reasons.add(
          "this kernel's stamps are %d min ahead of its clock: once that is right, 'runtime state-clock --reset'"
              .formatted(status.clockAhead().toMinutes()));
    } else if (status.clockAhead().compareTo(StateLimits.AHEAD_WARN) > 0) {
      reasons.add("this kernel's stamps are " + status.clockAhead().toMillis() + " ms ahead");
    }
    if (status.quarantined() > 0) {
      reasons.add(status.quarantined() + " versions from the future wait");
    }
    skew.map(Skew::sentence).ifPresent(reasons::add);
    Map<String, Object> facts =
        Values.map(
            "aheadMs", status.clockAhead().toMillis(),
            "worstSkewMs", skew.map(Skew::aheadMs).orElse(0L),
            "quarantined", status.quarantined(),
            "clashes", clashes);
    return reasons.isEmpty()
        ? new HealthResult(HealthLevel.HEALTHY, "clocks agree", facts)
        : new HealthResult(HealthLevel.DEGRADED, String.join("; ", reasons), facts);
  }
}
