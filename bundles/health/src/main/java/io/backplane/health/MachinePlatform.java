package io.backplane.health;

import com.sun.management.OperatingSystemMXBean;
import io.backplane.health.spi.Platform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.RuntimeMXBean;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import oshi.nativefree.SystemInfo;

/** Facts and figures from the JVM and, where it knows more, from oshi. */
@Component
public final class MachinePlatform implements Platform {

  private final BundleContext context;
  private final Path data;
  private final OperatingSystemMXBean system =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private final SystemInfo oshi = new SystemInfo();
  private volatile Facts facts;
  private volatile Map<String, Object> runtimes;

  @Activate
  public MachinePlatform(BundleContext context) {
    this.context = context;
    this.data = Path.of(context.getProperty("backplane.data"));
  }

  @Override
  public Facts facts() {
    Facts known = facts;
    if (known == null) {
      known = look();
      facts = known;
    }
    return known;
  }

  @Override
  public Map<String, Object> runtimes() {
    Map<String, Object> known = runtimes;
    if (known == null) {
      known =
          Map.copyOf(Runtimes.look(context.getProperty(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA)));
      runtimes = known;
    }
    return known;
  }

  private Facts look() {
    RuntimeMXBean jvm = ManagementFactory.getRuntimeMXBean();
    var framework = context.getBundle(0);
    return new Facts(
        context.getProperty("backplane.version"),
        oshi.getOperatingSystem().getNetworkParams().getHostName(),
        context.getProperty("backplane.boot.id"),
        Instant.ofEpochMilli(jvm.getStartTime()),
        data.toString(),
        oshi.getOperatingSystem().toString(),
        System.getProperty("os.version"),
        System.getProperty("os.arch"),
        oshi.getHardware().getProcessor().getProcessorIdentifier().getName(),
        Runtime.getRuntime().availableProcessors(),
        system.getTotalMemorySize(),
        jvm.getVmName(),
        Runtime.version().toString(),
        jvm.getPid(),
        Runtime.getRuntime().maxMemory(),
        framework.getSymbolicName(),
        framework.getVersion().toString());
  }

  @Override
  public Sample sample() {
    try {
      FileStore disk = Files.getFileStore(data);
      Runtime runtime = Runtime.getRuntime();
      return new Sample(
          Instant.now(),
          system.getCpuLoad(),
          system.getProcessCpuLoad(),
          runtime.totalMemory() - runtime.freeMemory(),
          oshi.getHardware().getMemory().getAvailable(),
          disk.getTotalSpace(),
          disk.getUsableSpace(),
          ManagementFactory.getThreadMXBean().getThreadCount(),
          context.getBundles().length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
