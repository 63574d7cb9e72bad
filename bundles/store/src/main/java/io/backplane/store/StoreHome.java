package io.backplane.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Where the databases are: {@code db/} under the framework property {@value #DATA}. Its
 * configuration is live: a change re-activates nothing.
 */
@Component(service = StoreHome.class, configurationPid = "io.backplane.store")
@Designate(ocd = StoreHome.Config.class)
public final class StoreHome {

  /** Framework property with the root of all data. */
  static final String DATA = "backplane.data";

  private final Path directory;
  private volatile Config config;

  @ObjectClassDefinition(name = "Store")
  @interface Config {
    @AttributeDefinition(
        description = "Free space in bytes on the disk of the databases under which writes stop.",
        min = "0")
    long floor_bytes() default StoreSetup.Limits.FLOOR_BYTES;

    @AttributeDefinition(description = "Events kept in the log.", min = "1000", max = "10000000")
    long events_max() default StoreSetup.Limits.EVENTS_MAX;
  }

  @Activate
  public StoreHome(BundleContext context, Config config) {
    String data = context.getProperty(DATA);
    if (data == null) {
      throw new IllegalStateException("the framework property " + DATA + " is not set");
    }
    this.config = config;
    Path root = Path.of(data).toAbsolutePath();
    NativeLibrary.load(root.resolve("run").resolve("sqlite"));
    this.directory = makePrivate(root.resolve("db"));
  }

  @Modified
  void modified(Config changed) {
    config = changed;
  }

  private static Path makePrivate(Path directory) {
    try {
      Files.createDirectories(directory);
      if (Files.getFileStore(directory).supportsFileAttributeView("posix")) {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
      }
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + directory, e);
    }
  }

  StoreSetup manager() {
    return live(StoreSetup.manager(directory));
  }

  StoreSetup telemetry() {
    return live(StoreSetup.telemetry(directory));
  }

  private StoreSetup live(StoreSetup setup) {
    var limits = setup.limits();
    return setup.limits(
        limits.floorBytes(() -> config.floor_bytes()).eventsMax(() -> config.events_max()));
  }
}
