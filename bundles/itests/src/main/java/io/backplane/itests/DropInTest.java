package io.backplane.itests;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.api.call.Switchboard;
import io.backplane.plugins.spi.PluginState;
import io.backplane.plugins.spi.PluginStatus;
import io.backplane.plugins.spi.Plugins;
import io.backplane.plugins.spi.RejectedFile;
import io.backplane.testing.Await;
import io.backplane.testing.PluginJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;

/** The drop-in directory. */
class DropInTest {

  private static final String ID = "dropped";

  @InjectBundleContext BundleContext context;
  @InjectService Plugins plugins;
  @InjectService Switchboard switchboard;
  private Path file;

  @BeforeEach
  void place() {
    file = Path.of(context.getProperty("backplane.data"), "deploy", ID + ".jar");
  }

  @AfterEach
  void clear() throws IOException {
    Files.deleteIfExists(file);
    Await.value("it is unloaded", () -> version(ID), String::isEmpty);
  }

  /** Empty until it is active. */
  private String version(String id) {
    return plugins
        .find(id)
        .filter(plugin -> plugin.state() == PluginState.ACTIVE)
        .map(PluginStatus::version)
        .orElse("");
  }

  @Test
  void a_file_is_loaded_replaced_and_unloaded_as_it_comes_changes_and_goes() throws IOException {
    PluginJar.of(ID, "1.0.0").write(file);
    Await.value("it is loaded", () -> version(ID), "1.0.0"::equals);
    PluginJar.of(ID, "1.1.0").write(file);
    Await.value("it is replaced", () -> version(ID), "1.1.0"::equals);
    assertThat(new Caller(switchboard).call(ID, "version")).isEqualTo("1.1.0");
    Files.delete(file);
    Await.value("it is unloaded", () -> version(ID), String::isEmpty);
  }

  @Test
  void the_samples_that_are_shipped_greet() throws IOException {
    Path samples = Path.of(context.getProperty("backplane.home"), "samples/plugins");
    for (String version : List.of("1.0.0", "1.1.0")) {
      Files.copy(
          samples.resolve("greeter-" + version + ".jar"),
          file.resolveSibling("greeter.jar"),
          StandardCopyOption.REPLACE_EXISTING);
      Await.value(version + " is active", () -> version("greeter"), version::equals);
      assertThat(new Caller(switchboard).call("greeter", "hello"))
          .asString()
          .contains("Hello, World!");
    }
    Files.delete(file.resolveSibling("greeter.jar"));
    Await.value("it is unloaded", () -> version("greeter"), String::isEmpty);
  }

  @Test
  void a_broken_file_is_told_and_leaves_what_is_loaded() throws IOException {
    PluginJar.of(ID, "1.0.0").write(file);
    Await.value("it is loaded", () -> version(ID), "1.0.0"::equals);
    Files.write(file, new byte[] {1, 2, 3});
    List<RejectedFile> rejected =
        Await.value("it is rejected", plugins::rejected, files -> !files.isEmpty());
    assertThat(rejected).extracting(RejectedFile::file).containsExactly(ID + ".jar");
    assertThat(new Caller(switchboard).call(ID, "version")).isEqualTo("1.0.0");
    assertThat(version(ID)).isEqualTo("1.0.0");
  }
}
