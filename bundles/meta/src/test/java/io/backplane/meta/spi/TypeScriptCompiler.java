package io.backplane.meta.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The compiler that the console is built with, over files of a folder. */
record TypeScriptCompiler(Path folder) {

  private static final Path TSC =
      Path.of("..", "..", "console", "ui", "node_modules", "typescript", "bin", "tsc");

  TypeScriptCompiler {
    assumeTrue(Files.exists(TSC), "the console's packages are not installed");
  }

  String write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return name;
  }

  /** Finds nothing to complain of. */
  void check(List<String> words) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("node", TSC.toRealPath().toString(), "--noEmit"));
    command.addAll(List.of("--strict", "--target", "esnext", "--lib", "esnext"));
    command.addAll(List.of("--module", "esnext", "--moduleResolution", "bundler"));
    command.addAll(words);
    Process tsc =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String said = new String(tsc.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(tsc.waitFor()).as(said).isZero();
  }
}
