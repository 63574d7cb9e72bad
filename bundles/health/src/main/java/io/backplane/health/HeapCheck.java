package io.backplane.health;

import io.backplane.api.health.HealthCheck;
import io.backplane.api.health.HealthResult;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** How full the heap is. */
@Component(configurationPid = "io.backplane.health.heap")
@Designate(ocd = HeapCheck.Config.class)
public final class HeapCheck implements HealthCheck {

  @ObjectClassDefinition(name = "Heap check")
  @interface Config {
    @AttributeDefinition(description = "Degraded from this percentage on.", min = "1", max = "100")
    int degraded_percent() default 90;

    @AttributeDefinition(description = "Unhealthy from this percentage on.", min = "1", max = "100")
    int unhealthy_percent() default 99;
  }

  private final Config config;

  @Activate
  public HeapCheck(Config config) {
    this.config = config;
  }

  @Override
  public String name() {
    return "heap";
  }

  @Override
  public HealthResult check() {
    Runtime runtime = Runtime.getRuntime();
    long used = runtime.totalMemory() - runtime.freeMemory();
    double percent = 100.0 * used / runtime.maxMemory();
    return new HealthResult(
        HealthResult.graded(percent, config.degraded_percent(), config.unhealthy_percent()),
        "%.0f %% of %d MiB used".formatted(percent, runtime.maxMemory() >> 20),
        Map.of("usedBytes", used, "maxBytes", runtime.maxMemory()));
  }
}
