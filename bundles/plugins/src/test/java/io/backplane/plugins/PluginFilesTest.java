package io.backplane.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backplane.meta.spi.SemanticVersion;
import io.backplane.plugins.spi.Declared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginFilesTest {

  @TempDir private Path data;
  private PluginFiles files;
  private Path jar;
  private PluginJar plugin;

  @BeforeEach
  void make() throws IOException {
    files = new PluginFiles(data);
    jar = Jars.plugin("greeter", "1.0.0").write(data.resolve("dropped.jar"));
    plugin = JarInspector.inspect(jar);
  }

  private List<Path> inStore() throws IOException {
    Path root = data.resolve("packages/plugins");
    if (!Files.exists(root)) {
      return List.of();
    }
    try (var all = Files.walk(root)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void a_jar_is_kept_under_its_digest() throws Exception {
    Path copy = files.keep(jar, plugin);

    assertThat(copy)
        .isEqualTo(data.resolve("packages/plugins/greeter/1.0.0/" + plugin.digest() + ".jar"))
        .hasSameBinaryContentAs(jar);
    assertThat(files.isWhole(copy, plugin.digest())).isTrue();
    assertThat(inStore()).containsExactly(copy);
  }

  @Test
  void a_copy_that_is_there_is_not_written_again() throws Exception {
    Path copy = files.keep(jar, plugin);
    Object inode = Files.getAttribute(copy, "unix:ino");
    Files.delete(jar);

    assertThat(files.keep(jar, plugin)).isEqualTo(copy);
    assertThat(Files.getAttribute(copy, "unix:ino")).isEqualTo(inode);
  }

  @Test
  void a_damaged_or_missing_copy_is_found_and_replaced() throws Exception {
    Path copy = files.keep(jar, plugin);
    byte[] bytes = Files.readAllBytes(copy);
    bytes[bytes.length / 2] ^= 1;
    Files.write(copy, bytes);
    assertThat(files.isWhole(copy, plugin.digest())).isFalse();
    files.keep(jar, plugin);
    assertThat(copy).hasSameBinaryContentAs(jar);

    Files.delete(copy);
    assertThat(files.isWhole(copy, plugin.digest())).isFalse();
    files.keep(jar, plugin);
    assertThat(files.isWhole(copy, plugin.digest())).isTrue();
  }

  @Test
  void a_file_that_changed_since_it_was_inspected_is_not_kept() throws Exception {
    Jars.plugin("greeter", "1.0.0").entry("more", "x").write(jar);

    assertThatThrownBy(() -> files.keep(jar, plugin))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("changed while it was copied");
    assertThat(inStore()).isEmpty();
  }

  @Test
  void a_copy_that_fails_leaves_nothing_and_the_whole_one_as_it_was() throws Exception {
    Path copy = files.keep(jar, plugin);
    Files.delete(jar);
    var other =
        new PluginJar(
            "greeter", "test.greeter", SemanticVersion.parse("1.0.0"), "0123", Declared.NOTHING);

    assertThatThrownBy(() -> files.keep(jar, other)).isInstanceOf(IOException.class);
    assertThat(inStore()).containsExactly(copy);
    assertThat(files.isWhole(copy, plugin.digest())).isTrue();
  }
}
