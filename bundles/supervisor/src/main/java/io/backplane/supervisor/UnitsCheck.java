package io.backplane.supervisor;

import io.backplane.api.call.Values;
import io.backplane.api.health.HealthCheck;
import io.backplane.api.health.HealthLevel;
import io.backplane.api.health.HealthResult;
import io.backplane.supervisor.spi.Phase;
import io.backplane.supervisor.spi.SpareStatus;
import io.backplane.supervisor.spi.Supervisor;
import io.backplane.supervisor.spi.UnitStatus;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** How many units are where, and which need somebody. */
@Component(service = HealthCheck.class)
public final class UnitsCheck implements HealthCheck {

  private final Supervisor supervisor;

  @Activate
  public UnitsCheck(@Reference Supervisor supervisor) {
    this.supervisor = supervisor;
  }

  @Override
  public String name() {
    return "units";
  }

  @Override
  public HealthResult check() {
    List<UnitStatus> all = supervisor.all();
    Map<String, Object> facts = new TreeMap<>();
    for (UnitStatus unit : all) {
      facts.merge(Values.word(unit.state().phase()), 1, (a, b) -> (Integer) a + (Integer) b);
    }
    facts.put("mode", supervisor.mode());
    List<SpareStatus> spares = supervisor.spares();
    if (!spares.isEmpty()) {
      facts.put("spares", spares.size());
      facts.put("sparesMemoryBytes", spares.stream().mapToLong(SpareStatus::memoryBytes).sum());
    }
    List<String> down =
        all.stream().filter(UnitsCheck::needsSomebody).map(unit -> unit.state().id()).toList();
    return down.isEmpty()
        ? new HealthResult(HealthLevel.HEALTHY, all.size() + " units", facts)
        : new HealthResult(
            HealthLevel.DEGRADED,
            down.size() + " of " + all.size() + " units are down: " + String.join(", ", down),
            facts);
  }

  private static boolean needsSomebody(UnitStatus unit) {
    return unit.state().phase() == Phase.CRASHED || unit.state().phase() == Phase.BACKOFF;
  }
}
