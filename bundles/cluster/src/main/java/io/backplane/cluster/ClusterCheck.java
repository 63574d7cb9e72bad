package io.backplane.cluster;

import io.backplane.api.health.HealthCheck;
import io.backplane.api.health.HealthLevel;
import io.backplane.api.health.HealthResult;
import io.backplane.cluster.spi.Cluster;
import io.backplane.cluster.spi.ClusterStatus;
import io.backplane.cluster.spi.ClusterStatus.Link;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether what is joined can be reached. */
@Component
public final class ClusterCheck implements HealthCheck {

  private final Cluster cluster;

  @Activate
  public ClusterCheck(@Reference Cluster cluster) {
    this.cluster = cluster;
  }

  @Override
  public String name() {
    return "cluster";
  }

  @Override
  public HealthResult check() {
    ClusterStatus status = cluster.status();
    Map<String, Object> facts = Map.of("members", status.members().size());
    Optional<Link> link = status.membership().map(ClusterStatus.Membership::link);
    if (link.isEmpty()) {
      return new HealthResult(HealthLevel.HEALTHY, "joined to none", facts);
    }
    if (!link.get().connected()) {
      return degraded(
          "%s cannot be reached: %s"
              .formatted(status.membership().get().url(), link.get().reason()),
          facts);
    }
    if (link.get().unsent() > 0) {
      return degraded(
          "%d values are larger than the server's max_payload and stay here"
              .formatted(link.get().unsent()),
          facts);
    }
    return new HealthResult(
        HealthLevel.HEALTHY, status.members().size() + " kernels are there", facts);
  }

  private static HealthResult degraded(String reason, Map<String, Object> facts) {
    return new HealthResult(HealthLevel.DEGRADED, reason, facts);
  }
}
