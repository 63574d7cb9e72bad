package io.backplane.distribution.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folder that plugins begin with. */
class PluginTemplateTest {

  private static final Path TEMPLATE = Distribution.HOME.resolve("samples/plugin-template");

  @TempDir private Path directory;

  private Path copy() throws IOException {
    Path copy = directory.resolve("my plugin");
    try (var files = Files.walk(TEMPLATE)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = copy.resolve(TEMPLATE.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    return copy;
  }

  /** What the one command ends with and says, called from anywhere. */
  private Map.Entry<Integer, String> build(Path folder) throws Exception {
    var builder = new ProcessBuilder(folder.resolve("build").toString());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return Map.entry(process.waitFor(), said.strip());
  }

  @Test
  void one_command_makes_a_plugin_of_a_copy_anywhere() throws Exception {
    Path folder = copy();
    assertThat(build(folder)).isEqualTo(Map.entry(0, "target/hello-1.0.0.jar"));

    try (var kernel = RunningKernel.start()) {
      Cli there = kernel.cli().in(folder);
      String load = "runtime plugin-load hello --entry target/hello-1.0.0.jar";
      assertThat(there.run(load.split(" ")).ok()).isEqualTo("hello 1.0.0 is active");
      assertThat(kernel.admin().call("hello", "hello", Map.of("name", "you")))
          .containsEntry("value", Map.of("greeting", "Hello, you!"));
    }
  }

  @Test
  void the_next_version_is_built_beside_the_first() throws Exception {
    Path folder = copy();
    build(folder);
    Path manifest = folder.resolve("plugin.mf");
    Files.writeString(
        manifest,
        Files.readString(manifest).replace("Bundle-Version: 1.0.0", "Bundle-Version: 1.1.0"));

    assertThat(build(folder)).isEqualTo(Map.entry(0, "target/hello-1.1.0.jar"));
    assertThat(folder.resolve("target/hello-1.0.0.jar")).exists();
    assertThat(folder.resolve("target/hello-1.1.0.jar")).exists();
  }

  @Test
  void what_does_not_compile_makes_no_jar() throws Exception {
    Path folder = copy();
    build(folder);
    Files.writeString(folder.resolve("src/com/example/hello/Broken.java"), "class Broken {");

    var failed = build(folder);
    assertThat(failed.getKey()).isNotZero();
    assertThat(failed.getValue()).contains("Broken.java:1: error");
    assertThat(folder.resolve("target/hello-1.0.0.jar")).doesNotExist();
  }
}
