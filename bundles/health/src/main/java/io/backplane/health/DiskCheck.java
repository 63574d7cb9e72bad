package io.backplane.health;

import io.backplane.api.health.HealthCheck;
import io.backplane.api.health.HealthResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** How full the disk under the data directory is. */
@Component(configurationPid = "io.backplane.health.disk")
@Designate(ocd = DiskCheck.Config.class)
public final class DiskCheck implements HealthCheck {

  @ObjectClassDefinition(name = "Disk check")
  @interface Config {
    @AttributeDefinition(description = "Degraded from this percentage on.", min = "1", max = "100")
    int degraded_percent() default 90;

    @AttributeDefinition(description = "Unhealthy from this percentage on.", min = "1", max = "100")
    int unhealthy_percent() default 97;
  }

  private final Config config;
  private final Path data;

  @Activate
  public DiskCheck(Config config, BundleContext context) {
    this(config, Path.of(context.getProperty("backplane.data")));
  }

  DiskCheck(Config config, Path data) {
    this.config = config;
    this.data = data;
  }

  @Override
  public String name() {
    return "disk";
  }

  @Override
  public HealthResult check() {
    try {
      FileStore disk = Files.getFileStore(data);
      long total = disk.getTotalSpace();
      long free = disk.getUsableSpace();
      double percent = 100.0 * (total - free) / total;
      return new HealthResult(
          HealthResult.graded(percent, config.degraded_percent(), config.unhealthy_percent()),
          "%.0f %% of %d GiB used, %d MiB free".formatted(percent, total >> 30, free >> 20),
          Map.of("totalBytes", total, "freeBytes", free));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
