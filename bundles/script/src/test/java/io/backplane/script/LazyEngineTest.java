package io.backplane.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LazyEngineTest {

  @TempDir private Path folder;

  /** A kernel with no script, in a JVM of its own. */
  static final class Kernel {
    public static void main(String[] args) {
      try (var framework = new Framework(Path.of(args[0]))) {
        var extender = new ScriptExtender(framework.context());
        if (args.length > 1) {
          framework.start("one", "1.0.0", "export const commands = {};");
          while (framework.context().getServiceReference("io.backplane.api.call.Unit") == null) {
            Thread.onSpinWait();
          }
        }
        extender.close();
      }
    }
  }

  /** Names of the engine's classes that were loaded. */
  private List<String> loaded(String... more) throws Exception {
    Path log = folder.resolve("classes.log");
    var args = new ArrayList<Object>(List.of(folder.resolve("data" + more.length)));
    args.addAll(List.of(more));
    Jvm.run(List.of("-Xlog:class+load:file=" + log), Kernel.class, args.toArray());
    return Files.readAllLines(log).stream()
        .map(line -> line.replaceFirst("^(\\[[^]]*])+ ", "").split(" ")[0])
        .filter(type -> type.startsWith("org.graalvm.") || type.startsWith("com.oracle.truffle."))
        .toList();
  }

  @Test
  void without_a_script_no_class_of_the_engine_is_loaded() throws Exception {
    assertThat(loaded()).isEmpty();
  }

  @Test
  void with_one_they_are() throws Exception {
    assertThat(loaded("script")).contains("org.graalvm.polyglot.Engine");
  }
}
