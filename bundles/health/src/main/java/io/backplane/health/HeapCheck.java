package io.backplane.health;

import io.backplane.api.health.HealthCheck;
import io.backplane.api.health.HealthResult;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Map;
import java.util.Objects;
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
    long max = Runtime.getRuntime().maxMemory();
    long live = liveBytes();
    double percent = 100.0 * live / max;
    return new HealthResult(
        HealthResult.graded(percent, config.degraded_percent(), config.unhealthy_percent()),
        "%.0f %% of %d MiB used".formatted(percent, max >> 20),
        Map.of("usedBytes", live, "maxBytes", max));
  }

  /**
   * What the last collection of each pool left: garbage that nobody has collected yet is no lack.
   */
  private static long liveBytes() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .map(MemoryPoolMXBean::getCollectionUsage)
        .filter(Objects::nonNull)
        .mapToLong(MemoryUsage::getUsed)
        .sum();
  }
}
