package io.backplane.health;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import io.backplane.api.metrics.Metric;
import io.backplane.api.metrics.Metric.Kind;
import io.backplane.api.metrics.MetricSource;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.osgi.service.component.annotations.Component;

/** Memory, CPU, garbage collection and threads of the kernel's JVM, from its own beans. */
@Component
public final class JvmMetrics implements MetricSource {

  private final OperatingSystemMXBean system =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private final List<GarbageCollectorMXBean> collectors =
      ManagementFactory.getGarbageCollectorMXBeans();
  private final List<BufferPoolMXBean> buffers =
      ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class);

  @Override
  public List<Metric> metrics() {
    var metrics = new ArrayList<Metric>();
    memory(metrics);
    cpu(metrics);
    collections(metrics);
    var threads = ManagementFactory.getThreadMXBean();
    metrics.add(
        Metric.gauge("jvm_threads", "Platform threads of the kernel.", threads.getThreadCount()));
    metrics.add(
        Metric.gauge(
            "jvm_classes",
            "Classes loaded now.",
            ManagementFactory.getClassLoadingMXBean().getLoadedClassCount()));
    metrics.add(
        Metric.gauge(
            "uptime_seconds",
            "Since the kernel started.",
            ManagementFactory.getRuntimeMXBean().getUptime() / 1e3));
    return metrics;
  }

  private void memory(List<Metric> metrics) {
    var memory = ManagementFactory.getMemoryMXBean();
    MemoryUsage heap = memory.getHeapMemoryUsage();
    metrics.add(Metric.gauge("jvm_heap_bytes", "Heap of the kernel in use.", heap.getUsed()));
    metrics.add(
        Metric.gauge(
            "jvm_heap_committed_bytes", "Heap taken from the machine.", heap.getCommitted()));
    metrics.add(Metric.gauge("jvm_heap_max_bytes", "Most the heap may take.", heap.getMax()));
    metrics.add(
        Metric.gauge(
            "jvm_nonheap_bytes",
            "Memory of classes and compiled code.",
            memory.getNonHeapMemoryUsage().getUsed()));
    var pools = new TreeMap<String, Long>();
    buffers.forEach(pool -> pools.put(word(pool.getName()), pool.getMemoryUsed()));
    metrics.add(
        Metric.by(Kind.GAUGE, "jvm_buffer_bytes", "Buffers outside the heap.", "pool", pools));
    metrics.add(
        Metric.gauge(
            "machine_memory_free_bytes",
            "Free memory of the machine.",
            system.getFreeMemorySize()));
  }

  private void cpu(List<Metric> metrics) {
    metrics.add(
        Metric.counter(
            "process_cpu_seconds_total",
            "CPU time the kernel has used.",
            system.getProcessCpuTime() / 1e9));
    metrics.add(
        Metric.gauge(
            "process_cpu_ratio",
            "CPU the kernel uses, 1 for all cores.",
            Math.max(0, system.getProcessCpuLoad())));
    metrics.add(
        Metric.gauge(
            "machine_cpu_ratio",
            "CPU the machine uses, 1 for all cores.",
            Math.max(0, system.getCpuLoad())));
    if (system instanceof UnixOperatingSystemMXBean unix) {
      metrics.add(
          Metric.gauge("process_open_files", "Open files.", unix.getOpenFileDescriptorCount()));
    }
  }

  private void collections(List<Metric> metrics) {
    metrics.add(
        Metric.by(
            Kind.COUNTER,
            "jvm_gc_collections_total",
            "Garbage collections.",
            "collector",
            of(GarbageCollectorMXBean::getCollectionCount)));
    var seconds = new TreeMap<String, Double>();
    of(GarbageCollectorMXBean::getCollectionTime)
        .forEach((collector, ms) -> seconds.put(collector, ms / 1e3));
    metrics.add(
        Metric.by(
            Kind.COUNTER,
            "jvm_gc_seconds_total",
            "Time spent in garbage collections.",
            "collector",
            seconds));
  }

  private Map<String, Long> of(ToLongFunction<GarbageCollectorMXBean> figure) {
    var figures = new TreeMap<String, Long>();
    collectors.forEach(it -> figures.put(word(it.getName()), Math.max(0, figure.applyAsLong(it))));
    return figures;
  }

  private static String word(String name) {
    return name.toLowerCase(Locale.ROOT).replace(' ', '-');
  }
}
