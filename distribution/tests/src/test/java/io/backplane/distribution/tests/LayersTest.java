package io.backplane.distribution.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** Arrows between bundles go down. */
class LayersTest {

  private static final Path LEVELS = Path.of("..", "..", "bnd", "layers.properties");

  @Test
  void every_arrow_of_every_bundle_goes_down() throws IOException {
    Layers layers = new Layers(levels());
    int bundles = 0;
    for (Path jar : jars("bundles")) {
      if (jar.getFileName().toString().startsWith("io.backplane.")) {
        layers.add(manifest(jar));
        bundles++;
      }
    }
    for (Path jar : jars("samples/plugins")) {
      layers.add(manifest(jar));
    }
    assertThat(bundles).as("bundles of ours").isGreaterThan(7);
    assertThat(layers.faults()).isEmpty();
  }

  @Test
  void what_is_only_for_tests_is_not_shipped() throws IOException {
    assertThat(jars("bundles"))
        .extracting(jar -> jar.getFileName().toString())
        .noneMatch(name -> name.matches(".*(testing|itests|junit|assertj|jqwik).*"));
  }

  private static final Map<String, Integer> SMALL =
      Map.of("api", 0, "low", 1, "beside", 1, "up", 2);

  private static Layers small(String name, String... headers) {
    var layers = new Layers(SMALL);
    layers.add(bundle("api", "Export-Package", "io.backplane.api.call"));
    layers.add(
        bundle(
            "low",
            "Export-Package",
            "io.backplane.low.spi",
            "Provide-Capability",
            "osgi.service;objectClass:List<String>=\"io.backplane.api.call.Thing\""));
    layers.add(bundle("beside"));
    layers.add(bundle("up", "Export-Package", "io.backplane.up.spi;version=\"1.0\""));
    layers.add(bundle(name, headers));
    return layers;
  }

  private static Attributes bundle(String name, String... headers) {
    var manifest = new Attributes();
    manifest.putValue("Bundle-SymbolicName", "io.backplane." + name);
    for (int i = 0; i < headers.length; i += 2) {
      manifest.putValue(headers[i], headers[i + 1]);
    }
    return manifest;
  }

  @Test
  void an_arrow_down_is_right() {
    assertThat(small("up", "Import-Package", "io.backplane.low.spi,org.slf4j").faults()).isEmpty();
  }

  @Test
  void an_arrow_up_is_wrong() {
    assertThat(
            small("low", "Import-Package", "org.slf4j,io.backplane.up.spi;version=\"[1,2)\"")
                .faults())
        .containsExactly("io.backplane.low imports io.backplane.up.spi of io.backplane.up");
  }

  @Test
  void an_arrow_sideways_is_wrong() {
    assertThat(small("beside", "Import-Package", "io.backplane.low.spi").faults())
        .containsExactly("io.backplane.beside imports io.backplane.low.spi of io.backplane.low");
  }

  @Test
  void a_package_that_nobody_exports_is_wrong() {
    assertThat(small("up", "Import-Package", "io.backplane.low.internal").faults()).hasSize(1);
  }

  @Test
  void a_service_from_beside_is_wrong_unless_it_is_a_whiteboard() {
    String need =
        "osgi.service;effective:=active;filter:=\"(objectClass=io.backplane.api.call.Thing)\"";
    assertThat(small("beside", "Require-Capability", need).faults())
        .containsExactly(
            "io.backplane.beside requires the service io.backplane.api.call.Thing of io.backplane.low");
    assertThat(small("beside", "Require-Capability", need + ";resolution:=optional").faults())
        .isEmpty();
    assertThat(small("up", "Require-Capability", need).faults()).isEmpty();
  }

  @Test
  void a_plugin_or_a_panel_sees_the_api_only() {
    for (String name : List.of("console.panel", "samples.x")) {
      String plugin = name.startsWith("samples") ? "x;api=\"[1.0,2)\"" : null;
      var layers =
          small(
              name,
              "Import-Package",
              "io.backplane.api.call,io.backplane.low.spi",
              "Backplane-Plugin",
              plugin);
      assertThat(layers.faults())
          .contains("io.backplane." + name + " imports io.backplane.low.spi of io.backplane.low");
    }
  }

  @Test
  void a_bundle_without_a_level_and_a_level_without_a_bundle_are_told() {
    assertThat(small("new").faults())
        .containsExactly("io.backplane.new has no level in bnd/layers.properties");
    assertThat(new Layers(Map.of("gone", 1)).faults())
        .containsExactly("gone has a level in bnd/layers.properties and no bundle");
  }

  private static Map<String, Integer> levels() throws IOException {
    var properties = new Properties();
    try (Reader reader = Files.newBufferedReader(LEVELS)) {
      properties.load(reader);
    }
    var levels = new TreeMap<String, Integer>();
    properties.forEach((name, level) -> levels.put((String) name, Integer.valueOf((String) level)));
    return levels;
  }

  private static List<Path> jars(String folder) throws IOException {
    try (var jars = Files.list(Distribution.HOME.resolve(folder))) {
      return jars.filter(jar -> jar.toString().endsWith(".jar")).sorted().toList();
    }
  }

  private static Attributes manifest(Path jar) throws IOException {
    try (var file = new JarFile(jar.toFile())) {
      return file.getManifest().getMainAttributes();
    }
  }
}
