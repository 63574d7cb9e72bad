package io.backplane.distribution.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A distribution that was copied elsewhere, AOT cache included. */
class CopyTest {

  @TempDir Path folder;

  @Test
  void it_runs_what_is_in_the_copy_and_nothing_of_where_it_came_from() throws Exception {
    Path copy = folder.resolve("a copy");
    copy("bin", copy);
    copy("lib", copy);
    copy("conf", copy);
    Process start =
        new ProcessBuilder(
                copy.resolve("bin/backplane").toString(),
                "start",
                "--foreground",
                "--port",
                "0",
                "--data",
                folder.resolve("data").toString())
            .redirectErrorStream(true)
            .start();
    String said = Cli.text(start.getInputStream()).join();
    assertThat(start.waitFor()).isEqualTo(1);
    assertThat(said).contains("no bundles in " + copy.resolve("bundles"));
  }

  private static void copy(String part, Path to) throws IOException {
    try (var files = Files.walk(Distribution.HOME.resolve(part))) {
      for (Path file : files.toList()) {
        Path target = to.resolve(Distribution.HOME.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }
}
