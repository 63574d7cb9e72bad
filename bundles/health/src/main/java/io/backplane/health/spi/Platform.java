package io.backplane.health.spi;

import io.backplane.api.call.Values;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/** What the kernel runs on, and what is used of it. Thread-safe. */
@ProviderType
public interface Platform {

  /** Facts that hold for one run. */
  record Facts(
      String version,
      String node,
      String bootId,
      Instant startedAt,
      String dataDirectory,
      String osName,
      String osVersion,
      String osArch,
      String cpuModel,
      int cpuCount,
      long memoryTotalBytes,
      String jvmName,
      String jvmVersion,
      long pid,
      long heapMaxBytes,
      String frameworkName,
      String frameworkVersion) {}

  /** Facts and a fresh sample as they look in JSON. */
  default Map<String, Object> toMap() {
    Facts f = facts();
    Sample s = sample();
    return Values.map(
        "version", f.version(),
        "node", f.node(),
        "bootId", f.bootId(),
        "startedAt", f.startedAt().toString(),
        "uptimeMs", Duration.between(f.startedAt(), s.at()).toMillis(),
        "dataDirectory", f.dataDirectory(),
        "os", Values.map("name", f.osName(), "version", f.osVersion(), "arch", f.osArch()),
        "cpu", Values.map("model", f.cpuModel(), "count", f.cpuCount()),
        "memory",
            Values.map(
                "totalBytes", f.memoryTotalBytes(), "availableBytes", s.memoryAvailableBytes()),
        "disk", Values.map("totalBytes", s.diskTotalBytes(), "freeBytes", s.diskFreeBytes()),
        "jvm",
            Values.map(
                "name", f.jvmName(),
                "version", f.jvmVersion(),
                "pid", f.pid(),
                "heapUsedBytes", s.heapUsedBytes(),
                "heapMaxBytes", f.heapMaxBytes(),
                "threads", s.threads()),
        "framework",
            Values.map(
                "name", f.frameworkName(),
                "version", f.frameworkVersion(),
                "bundles", s.bundles()),
        "runtimes", runtimes());
  }

  /**
   * What is used at one moment.
   *
   * @param cpuLoad of the machine, 0 to 1 over all cores; negative while unknown
   * @param processCpuLoad of the kernel alone, in the same measure
   */
  record Sample(
      Instant at,
      double cpuLoad,
      double processCpuLoad,
      long heapUsedBytes,
      long memoryAvailableBytes,
      long diskTotalBytes,
      long diskFreeBytes,
      int threads,
      int bundles) {

    /** As it looks in JSON. */
    public Map<String, Object> toMap() {
      return Values.map(
          "at", at.toString(),
          "cpuLoad", cpuLoad,
          "processCpuLoad", processCpuLoad,
          "heapUsedBytes", heapUsedBytes,
          "memoryAvailableBytes", memoryAvailableBytes);
    }
  }

  Facts facts();

  /** What can run scripts here, by its name, with its version. The first look takes a moment. */
  Map<String, Object> runtimes();

  /** Looks now. The loads are those since the last look. */
  Sample sample();
}
