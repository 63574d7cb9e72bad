package io.backplane.script;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

/** A real framework, and bundles with scripts for it. */
final class Framework implements AutoCloseable {

  final org.osgi.framework.launch.Framework osgi;

  Framework(Path folder) {
    osgi =
        new FrameworkFactory()
            .newFramework(
                Map.of(
                    Constants.FRAMEWORK_STORAGE,
                    folder.resolve("cache").toString(),
                    Constants.FRAMEWORK_BSNVERSION,
                    Constants.FRAMEWORK_BSNVERSION_MULTIPLE));
    try {
      osgi.start();
    } catch (BundleException e) {
      throw new IllegalStateException(e);
    }
  }

  BundleContext context() {
    return osgi.getBundleContext();
  }

  /** Installs and starts a bundle with this script. */
  Bundle start(String id, String version, String source) {
    return start("plugin:" + id + "@" + version, id, version, source);
  }

  Bundle start(String location, String id, String version, String source) {
    try {
      Bundle bundle =
          context().installBundle(location, new ByteArrayInputStream(jar(id, version, source)));
      bundle.start();
      return bundle;
    } catch (BundleException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] jar(String id, String version, String source) {
    var manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.putValue("Manifest-Version", "1.0");
    main.putValue("Bundle-ManifestVersion", "2");
    main.putValue("Bundle-SymbolicName", "script." + id);
    main.putValue("Bundle-Version", version.replaceFirst("-.*", ""));
    main.putValue("Backplane-Plugin", id + ";api=\"[1.0,2)\";version=\"" + version + "\"");
    main.putValue("Backplane-Script", "plugin.js");
    var bytes = new ByteArrayOutputStream();
    try (var jar = new JarOutputStream(bytes, manifest)) {
      jar.putNextEntry(new JarEntry("plugin.js"));
      jar.write(source.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** The service of this type in a bundle's own name. */
  <T> Optional<T> service(Bundle bundle, Class<T> type) {
    ServiceReference<?>[] registered = bundle.getRegisteredServices();
    return Arrays.stream(registered == null ? new ServiceReference<?>[0] : registered)
        .filter(
            it ->
                it.getProperty(Constants.OBJECTCLASS) instanceof String[] n
                    && n[0].equals(type.getName()))
        .map(it -> type.cast(context().getService(it)))
        .findFirst();
  }

  @Override
  public void close() {
    try {
      osgi.stop();
      osgi.waitForStop(20_000);
    } catch (BundleException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
