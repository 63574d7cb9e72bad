package io.backplane.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backplane.plugins.samples.Greeter;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;

/** In a real framework. The package of the samples stands for what is inside the kernel. */
class ImportFenceTest {

  private static final String INSIDE = "io.backplane.plugins.samples";
  private static final String CLASS = Greeter.class.getName();
  private static final String EXPORT = INSIDE + ";version=\"1.0.0\"";

  @TempDir private Path data;
  private Container container;
  private BundleContext context;

  @BeforeEach
  void open() throws BundleException {
    container = new Container(data);
    context = container.framework.getBundleContext();
    install("kernel", coded("kernel").header("Export-Package", EXPORT + ",com.acme,javax.acme"));
  }

  @AfterEach
  void close() {
    container.close();
  }

  private void raise() {
    context.registerService(ResolverHookFactory.class, new ImportFence(), null);
  }

  /** A bundle with a class in it that needs nothing but to be loaded. */
  private static Jars coded(String id) {
    return Container.jar(id, "1.0.0", "greet").header("Bundle-Activator", null);
  }

  private static Jars empty(String id) {
    return Jars.plugin(id, "1.0.0");
  }

  private Bundle install(String location, Jars jar) throws BundleException {
    return context.installBundle(location, new ByteArrayInputStream(jar.bytes()));
  }

  private boolean resolves(Bundle... bundles) {
    return context.getBundle(0).adapt(FrameworkWiring.class).resolveBundles(Arrays.asList(bundles));
  }

  private List<String> providers(Bundle bundle) {
    assertThat(resolves(bundle)).isTrue();
    return bundle.adapt(BundleWiring.class).getRequiredWires(null).stream()
        .map(wire -> wire.getProvider().getBundle().getLocation())
        .distinct()
        .toList();
  }

  @Test
  void an_optional_import_of_the_inside_stays_unwired() throws Exception {
    String optional = INSIDE + ";resolution:=optional,com.acme;resolution:=optional";
    assertThat(providers(install("plugin:a", empty("a").header("Import-Package", optional))))
        .as("without the fence")
        .containsExactly("kernel");

    raise();
    assertThat(providers(install("plugin:b", empty("b").header("Import-Package", optional))))
        .isEmpty();
    assertThat(providers(install("another", empty("c").header("Import-Package", optional))))
        .as("of the kernel's own bundles")
        .containsExactly("kernel");
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "io.backplane.*", INSIDE})
  void a_dynamic_import_of_the_inside_stays_unwired(String dynamic) throws Exception {
    Bundle before = install("plugin:a", empty("a").header("DynamicImport-Package", dynamic));
    assertThatCode(() -> before.loadClass(CLASS))
        .as("without the fence")
        .doesNotThrowAnyException();

    raise();
    Bundle plugin = install("plugin:b", empty("b").header("DynamicImport-Package", dynamic));
    assertThatThrownBy(() -> plugin.loadClass(CLASS)).isInstanceOf(ClassNotFoundException.class);
    Bundle other = install("another", empty("c").header("DynamicImport-Package", dynamic));
    assertThatCode(() -> other.loadClass(CLASS)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Require-Bundle | test.kernel",
        "Fragment-Host  | test.kernel",
        "Import-Package | io.backplane.plugins.samples",
        "Import-Package | javax.acme",
      })
  void what_cannot_do_without_the_inside_is_not_resolved(String header, String value)
      throws Exception {
    raise();
    assertThat(resolves(install("plugin:a", empty("a").header(header, value)))).isFalse();
    assertThat(resolves(install("another", empty("b").header(header, value)))).isTrue();
  }

  @Test
  void what_the_platform_offers_is_wired() throws Exception {
    raise();
    String offered = "io.backplane.api.call,org.osgi.framework,javax.net.ssl;resolution:=optional";
    Bundle plugin = install("plugin:a", empty("a").header("Import-Package", offered));

    assertThat(resolves(plugin)).isTrue();
    assertThat(plugin.adapt(BundleWiring.class).getRequiredWires(null)).hasSize(3);
  }

  @Test
  void two_versions_use_each_what_it_exports_itself() throws Exception {
    raise();
    Bundle first = install("plugin:a@1", own("1.0.0"));
    assertThat(resolves(first)).isTrue();
    Bundle second = install("plugin:a@2", own("1.1.0"));
    assertThat(resolves(second)).isTrue();

    assertThat(first.loadClass(CLASS).getClassLoader()).isNotNull();
    assertThat(second.loadClass(CLASS)).isNotSameAs(first.loadClass(CLASS));
    assertThat(second.adapt(BundleWiring.class).getRequiredWires(null))
        .noneMatch(wire -> wire.getProvider().getBundle() == first);
  }

  /** One name, exported and imported, and it wants to be alone. */
  private static Jars own(String version) {
    return Container.jar("a", version, "greet")
        .header("Bundle-Activator", null)
        .header("Bundle-SymbolicName", "test.a;singleton:=true")
        .header("Export-Package", EXPORT)
        .header(
            "Import-Package",
            INSIDE + ",io.backplane.api.call,io.backplane.api.meta,org.osgi.framework");
  }

  @Test
  void nobody_is_wired_to_what_a_plugin_exports() throws Exception {
    raise();
    Bundle plugin = install("plugin:a", coded("a").header("Export-Package", "com.plugin"));
    assertThat(resolves(plugin)).isTrue();
    String wish = "com.plugin;resolution:=optional";
    assertThat(providers(install("another", empty("b").header("Import-Package", wish)))).isEmpty();
    assertThat(providers(install("plugin:c", empty("c").header("Import-Package", wish)))).isEmpty();
  }
}
