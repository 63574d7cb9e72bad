package io.backplane.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

/** A framework that does nothing but what it must: the floor of what is done with plugins. */
final class BareFelix implements AutoCloseable {

  private static final long LIMIT_MS = 10_000;

  private final Framework framework;
  private Bundle bundle;

  private BareFelix(Framework framework) {
    this.framework = framework;
  }

  /** Offers what the samples ask for, without anything that would act on it. */
  static BareFelix start(Path cache) throws BundleException {
    var framework =
        new FrameworkFactory()
            .newFramework(
                Map.of(
                    Constants.FRAMEWORK_STORAGE,
                    cache.toString(),
                    Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                    "io.backplane.api.call;version=1.0.0,io.backplane.api.health;version=1.0.0,"
                        + "io.backplane.api.meta;version=1.0.0,"
                        + "io.backplane.api.plugin;version=1.0.0",
                    Constants.FRAMEWORK_SYSTEMCAPABILITIES_EXTRA,
                    "osgi.extender;osgi.extender=osgi.component;version:Version=1.5.0"));
    framework.start();
    return new BareFelix(framework);
  }

  /** Installs and starts the first jar, and updates in place with every other. */
  void update(Path jar) throws IOException, BundleException {
    try (InputStream bytes = Files.newInputStream(jar)) {
      if (bundle == null) {
        bundle = framework.getBundleContext().installBundle("bench", bytes);
        bundle.start();
      } else {
        bundle.update(bytes);
      }
    }
    if (bundle.getState() != Bundle.ACTIVE) {
      throw new IOException("the update left the bundle in state " + bundle.getState());
    }
  }

  void uninstall() throws BundleException {
    bundle.uninstall();
    bundle = null;
  }

  @Override
  public void close() throws BundleException {
    framework.stop();
    try {
      framework.waitForStop(LIMIT_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
