package io.backplane.health.spi;

import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/** A service of whoever runs processes: what those of a unit have used so far. */
@ConsumerType
public interface ProcessUsage {

  /** Whether there is such a unit, running or not. */
  boolean knows(String unit);

  /** Every process of it that is there now; empty while it does not run. */
  List<Used> used(String unit);

  /**
   * One process.
   *
   * @param path what it is called below those that started it, outermost first
   * @param cpuMs by thread, in user and kernel mode
   */
  record Used(
      List<String> path,
      Map<String, Long> cpuMs,
      long memoryBytes,
      long readBytes,
      long writtenBytes) {}
}
