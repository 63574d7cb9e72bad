package io.backplane.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backplane.api.call.RefusedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TimeZone;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptJarTest {

  private static final String SOURCE = "export const commands = { hello: () => 'Grüße' };";

  @TempDir private Path folder;

  private Path script(byte[] content) throws IOException {
    return Files.write(folder.resolve("my.js"), content);
  }

  private Path jar(String id, String version) throws IOException {
    Path js = script(SOURCE.getBytes(StandardCharsets.UTF_8));
    return ScriptJar.write(js, id, version, folder.resolve("target.jar"));
  }

  private static Attributes manifest(Path file) throws IOException {
    try (var jar = new JarFile(file.toFile())) {
      return jar.getManifest().getMainAttributes();
    }
  }

  private static void refused(ThrowingWrite write, String reason) {
    assertThatThrownBy(write::run)
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining(reason);
  }

  private interface ThrowingWrite {
    void run() throws IOException;
  }

  @Test
  void a_script_becomes_a_plugin_that_is_admitted() throws IOException {
    Path jar = jar("greeter", "1.2.3");
    PluginJar admitted = JarInspector.inspect(jar);

    assertThat(admitted.id()).isEqualTo("greeter");
    assertThat(admitted.symbolicName()).isEqualTo("script.greeter");
    assertThat(admitted.version()).hasToString("1.2.3");
    Attributes manifest = manifest(jar);
    assertThat(manifest.getValue("Backplane-Plugin"))
        .isEqualTo("greeter;api=\"[1.0,2)\";version=\"1.2.3\"");
    assertThat(manifest.getValue("Backplane-Script")).isEqualTo("plugin.js");
    assertThat(manifest.getValue("Bundle-ManifestVersion")).isEqualTo("2");
  }

  @Test
  void it_holds_the_script_as_it_is_and_no_code() throws IOException {
    try (var jar = new JarFile(jar("greeter", "1.2.3").toFile())) {
      assertThat(jar.stream().map(entry -> entry.getName()))
          .containsExactly("META-INF/MANIFEST.MF", "plugin.js");
      assertThat(jar.getInputStream(jar.getEntry("plugin.js")).readAllBytes())
          .asString(StandardCharsets.UTF_8)
          .isEqualTo(SOURCE);
    }
  }

  @Test
  @ResourceLock(Resources.TIME_ZONE)
  void the_same_input_makes_the_same_bytes_anywhere() throws IOException {
    TimeZone here = TimeZone.getDefault();
    byte[] first = Files.readAllBytes(jar("greeter", "1.2.3"));
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Auckland"));
      assertThat(Files.readAllBytes(jar("greeter", "1.2.3"))).isEqualTo(first);
    } finally {
      TimeZone.setDefault(here);
    }
    assertThat(Files.readAllBytes(jar("greeter", "1.2.4"))).isNotEqualTo(first);
  }

  @ParameterizedTest
  @CsvSource({
    "1.0.0, 1.0.0",
    "1.0.0-rc.1, 1.0.0.rc-1",
    "10.20.30-alpha+build.5, 10.20.30.alpha",
    "1.0.0+build, 1.0.0"
  })
  void the_bundles_version_says_what_it_can(String version, String bundleVersion)
      throws IOException {
    Attributes manifest = manifest(jar("greeter", version));

    assertThat(manifest.getValue("Bundle-Version")).isEqualTo(bundleVersion);
    assertThat(manifest.getValue("Backplane-Plugin")).endsWith(";version=\"" + version + "\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "1.0",
        "1.0.0.rc1",
        "01.0.0",
        "1.0.0-",
        "1.0.0-01",
        "v1.0.0",
        "1.0.0\nX: y",
        "1.0.99999999999"
      })
  void other_versions_are_refused(String version) {
    refused(() -> jar("greeter", version), "is not a semantic version");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Greeter", "9lives", "a b", "a;b", "a\nb: c"})
  void other_ids_are_refused(String id) {
    refused(() -> jar(id, "1.0.0"), "id '" + id + "' is not");
  }

  @Test
  void what_is_no_script_is_refused_by_name() throws IOException {
    Path target = folder.resolve("target.jar");
    Path gone = folder.resolve("gone.js");
    refused(() -> ScriptJar.write(gone, "a", "1.0.0", target), gone + " does not exist");
    refused(() -> ScriptJar.write(folder, "a", "1.0.0", target), folder + " is not a file");
    Path latin = script(new byte[] {'/', '/', (byte) 0xe4});
    refused(() -> ScriptJar.write(latin, "a", "1.0.0", target), latin + " is not text in UTF-8");
    Path large = script(new byte[ScriptJar.SCRIPT_MAX + 1]);
    refused(() -> ScriptJar.write(large, "a", "1.0.0", target), large + " is larger than 1 MiB");
    assertThat(target).doesNotExist();
  }

  @Test
  void the_largest_script_is_taken() throws IOException {
    Path js = script(" ".repeat(ScriptJar.SCRIPT_MAX).getBytes(StandardCharsets.UTF_8));

    assertThat(ScriptJar.write(js, "a", "1.0.0", folder.resolve("target.jar"))).isRegularFile();
  }
}
