package io.backplane.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backplane.plugins.spi.Entry;
import io.backplane.plugins.spi.PluginSource;
import io.backplane.plugins.spi.Plugins;
import io.backplane.plugins.spi.Plugins.Expected;
import io.backplane.testing.PluginJar;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;

/** What plugins are wired to among the kernel's bundles. */
class ImportFenceTest {

  @InjectBundleContext BundleContext context;
  @InjectService Plugins plugins;
  @TempDir Path folder;

  private static void assertSeesOnlyTheApi(Bundle bundle) {
    assertThat(bundle.adapt(BundleWiring.class).getRequiredWires("osgi.wiring.package"))
        .extracting(wire -> wire.getProvider().getSymbolicName())
        .containsOnly("io.backplane.api");
    for (String hidden :
        new String[] {
          "com.fasterxml.jackson.databind.ObjectMapper",
          "io.backplane.store.spi.Store",
          "org.sqlite.JDBC"
        }) {
      assertThatThrownBy(() -> bundle.loadClass(hidden)).isInstanceOf(ClassNotFoundException.class);
    }
  }

  @Test
  void an_optional_import_of_what_the_kernel_carries_stays_unwired() {
    Path jar =
        PluginJar.of("fenced", "1.0.0")
            .header(
                "Import-Package",
                "io.backplane.api.call,io.backplane.api.meta,"
                    + "com.fasterxml.jackson.databind;resolution:=optional")
            .write(folder.resolve("fenced.jar"));
    plugins.load(Entry.of(jar, PluginSource.UPLOAD), Expected.ANYTHING);
    try {
      assertSeesOnlyTheApi(
          Arrays.stream(context.getBundles())
              .filter(bundle -> "test.fenced".equals(bundle.getSymbolicName()))
              .findFirst()
              .orElseThrow());
    } finally {
      plugins.unload("fenced");
    }
  }

  /** What admission would have turned away, installed past it. */
  @Test
  void a_dynamic_import_of_everything_stays_unwired() throws Exception {
    byte[] jar =
        PluginJar.of("dynamic", "1.0.0")
            .header("DynamicImport-Package", "*")
            .header(
                "Import-Package",
                "io.backplane.api.call,io.backplane.api.meta,"
                    + "io.backplane.store.spi;resolution:=optional")
            .bytes();
    Bundle bundle = context.installBundle("plugin:dynamic@test", new ByteArrayInputStream(jar));
    try {
      FrameworkWiring wiring = context.getBundle(0).adapt(FrameworkWiring.class);
      assertThat(wiring.resolveBundles(List.of(bundle))).isTrue();
      assertSeesOnlyTheApi(bundle);
    } finally {
      bundle.uninstall();
    }
  }
}
