package io.backplane.distribution.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the README promises a newcomer. */
class ReadmeTest {

  private static final Path README = Path.of("..", "..", "README.md");
  private static final String EXPECTED = "# → ";

  private final Path data = Distribution.newData();

  @AfterEach
  void end() {
    new Cli(data).run("stop");
    Distribution.delete(data);
  }

  @Test
  void the_two_minutes_go_as_they_are_written() throws Exception {
    String tour = tour();
    var shell = new ProcessBuilder("sh", "-e", "-c", tour).redirectErrorStream(true);
    String bin = Distribution.SCRIPT.getParent().toString();
    shell.environment().put("PATH", bin + ":" + System.getenv("PATH"));
    shell.environment().put("BACKPLANE_DATA", data.toString());
    shell.environment().put("SAMPLES", Distribution.HOME.resolve("samples").toString());
    Process process = shell.start();
    process.getOutputStream().close();
    var out = Cli.text(process.getInputStream());
    assertThat(process.waitFor(90, TimeUnit.SECONDS)).as("the tour ends").isTrue();
    assertThat(process.exitValue()).as(out.join()).isZero();
    assertThat(expected(tour)).hasSizeGreaterThan(8);
    assertThat(out.join()).contains(expected(tour));
  }

  private static String tour() throws IOException {
    String readme = Files.readString(README);
    int from = readme.indexOf("```sh\n", readme.indexOf("are run by a test")) + 6;
    return readme.substring(from, readme.indexOf("```", from));
  }

  private static List<String> expected(String tour) {
    return tour.lines()
        .filter(line -> line.startsWith(EXPECTED))
        .map(line -> line.substring(EXPECTED.length()))
        .toList();
  }
}
