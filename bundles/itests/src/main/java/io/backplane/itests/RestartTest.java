package io.backplane.itests;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.api.call.Switchboard;
import io.backplane.plugins.spi.Entry;
import io.backplane.plugins.spi.PluginSource;
import io.backplane.plugins.spi.Plugins;
import io.backplane.plugins.spi.Plugins.Expected;
import io.backplane.testing.Await;
import io.backplane.testing.PluginJar;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;

/** Stopping and starting one bundle of the kernel under all the others. */
class RestartTest {

  private static final String ID = "restarted";

  /** Pools and timers of the JDK, Jetty and Felix, which come and go as they like. */
  private static final List<String> POOLS =
      List.of(
          "qtp",
          "ForkJoinPool",
          "VirtualThread",
          "Session-",
          "Cleaner",
          "process ",
          "Apache Felix Http Runtime Timer");

  @InjectBundleContext BundleContext context;
  @InjectService ServiceComponentRuntime runtime;
  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> every_bundle_of_the_kernel_can_be_stopped_and_started() {
    Path jar = PluginJar.of(ID, "1.0.0").write(folder.resolve("plugin.jar"));
    service(Plugins.class).load(Entry.of(jar, PluginSource.UPLOAD), Expected.ANYTHING);
    return Arrays.stream(context.getBundles())
        .filter(bundle -> bundle.getSymbolicName().startsWith("io.backplane."))
        .filter(bundle -> bundle != context.getBundle())
        .map(bundle -> DynamicTest.dynamicTest(bundle.getSymbolicName(), () -> restart(bundle)))
        .onClose(() -> service(Plugins.class).unload(ID));
  }

  private void restart(Bundle bundle) throws BundleException {
    Map<String, Long> threads = threads();
    bundle.stop();
    bundle.start();
    Await.value("everything is back", new Components(runtime)::faults, List::isEmpty);
    Await.until("the plugin answers", () -> "1.0.0".equals(version()));
    assertThat(context.getBundles())
        .filteredOn(other -> other.getSymbolicName().equals("test." + ID))
        .hasSize(1);
    Await.value("no thread is left behind", this::threads, now -> extra(now, threads).isEmpty());
    assertThat(extra(threads, threads())).as("every thread is back").isEmpty();
  }

  private Object version() {
    try {
      return new Caller(service(Switchboard.class)).call(ID, "version");
    } catch (RuntimeException e) {
      return e;
    }
  }

  private <T> T service(Class<T> type) {
    return context.getService(
        Await.value("there is a " + type, () -> context.getServiceReference(type), s -> s != null));
  }

  /** How many platform threads there are of each name, numbers aside. */
  private Map<String, Long> threads() {
    var counts = new TreeMap<String, Long>();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      String name = thread.getName().replaceAll("[0-9]+", "#");
      if (POOLS.stream().noneMatch(name::startsWith)) {
        counts.merge(name, 1L, Long::sum);
      }
    }
    return counts;
  }

  private static Map<String, Long> extra(Map<String, Long> now, Map<String, Long> before) {
    var extra = new TreeMap<>(now);
    extra.entrySet().removeIf(e -> e.getValue() <= before.getOrDefault(e.getKey(), 0L));
    return extra;
  }
}
