package io.backplane.distribution.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The sample drivers, as they are shipped. */
class SampleDriversTest {

  private static final Path DRIVERS = Distribution.HOME.resolve("samples/drivers");

  @TempDir private Path directory;

  private static Stream<Path> drivers() throws IOException {
    return Files.list(DRIVERS).sorted();
  }

  private static Path program(Path driver) {
    try (Stream<Path> files = Files.list(driver)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("stdio.drv."))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private String run(Path driver, String stdin, String... arguments) throws Exception {
    Path input = Files.writeString(directory.resolve("stdin"), stdin);
    var command = new ArrayList<>(List.of(program(driver).toString()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectInput(input.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return out;
  }

  @TestFactory
  Stream<DynamicTest> each_runs_from_where_it_was_put() throws IOException {
    return drivers()
        .map(
            driver ->
                DynamicTest.dynamicTest(
                    driver.getFileName().toString(),
                    () -> {
                      Map<String, Object> meta = Json.object(run(driver, "", "--export-meta"));
                      assertThat(meta).containsKeys("schemaVersion", "info", "commands");
                      String health = run(driver, "{\"cmd\":\"health\"}\n", "--profile=keepalive");
                      assertThat(Json.object(health)).containsEntry("status", "done");
                      assertThat(driver.resolve("README.md")).exists();
                    }));
  }

  @Test
  void four_are_shipped() throws IOException {
    assertThat(drivers())
        .extracting(driver -> driver.getFileName().toString())
        .containsExactly("calculator", "kv-store", "thermometer", "thermometer-1.1.0");
  }
}
