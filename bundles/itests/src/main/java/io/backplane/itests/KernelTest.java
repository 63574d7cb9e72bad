package io.backplane.itests;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.health.spi.Health;
import io.backplane.testing.Await;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.condition.Condition;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.common.service.ServiceAware;

/** The kernel's bundles in a framework. */
class KernelTest {

  @InjectBundleContext BundleContext context;
  @InjectService ServiceComponentRuntime runtime;

  @Test
  void every_component_is_satisfied() {
    var components = new Components(runtime);
    Await.value("every component is satisfied", components::faults, List::isEmpty);
    assertThat(components.ours()).hasSizeGreaterThan(20);
  }

  /** Awaited: a plugin that another test unloaded may still be stopping. */
  @Test
  void every_bundle_is_active() {
    Await.value("every bundle is active", this::idle, List::isEmpty);
  }

  @Test
  void a_kernel_without_faults_is_ready(
      @InjectService(cardinality = 0, filter = "(osgi.condition.id=io.backplane.ready)")
          ServiceAware<Condition> ready,
      @InjectService Health health)
      throws InterruptedException {
    assertThat(ready.waitForService(60_000)).as(() -> health.report().toString()).isNotNull();
  }

  private List<String> idle() {
    return Arrays.stream(context.getBundles())
        .filter(bundle -> bundle.getHeaders().get("Fragment-Host") == null)
        .filter(bundle -> bundle.getState() != Bundle.ACTIVE)
        .map(bundle -> bundle + " is in state " + bundle.getState())
        .toList();
  }
}
