package io.backplane.distribution.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.testing.NatsServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page on the runtime's commands: its examples run, and it leaves no command out. */
class CommandsPageTest {

  private static final Path PAGE = Path.of("..", "..", "docs", "operating", "commands.md");
  private static final Pattern FENCED = Pattern.compile("(?s)```sh\n(.*?)```");
  private static final Pattern CODE = Pattern.compile("(?m)^# exits with (\\d+)$");
  private static final Pattern PRINTED = Pattern.compile("(?m)^# → (.+)$");
  private static final Pattern COMMAND =
      Pattern.compile("(?m)^[^#\n]*\\bbackplane (runtime|task|cluster) ([a-z][a-z-]*)");
  private static final Pattern OFFERED = Pattern.compile("(?m)^  ([a-z][a-z-]*) ");
  private static final long LIMIT_SECONDS = 45;

  /** What the requirement names, whatever the command line offers. */
  private static final List<String> REQUIRED =
      List.of(
          "plugin-statuses update-types health-levels profile-types plugin-load plugin-unload",
          "plugin-status plugin-show plugins hot-update rollback updates profile profile-show",
          "profiles state-set state-get state-list state-delete platform health metrics",
          "configure config stats");

  /** A paragraph of a fenced block: what it is about, commands, and what comes of them. */
  private record Example(String text) {

    int exitCode() {
      return CODE.matcher(text).results().mapToInt(it -> Integer.parseInt(it.group(1))).sum();
    }

    List<String> printed() {
      return PRINTED.matcher(text).results().map(it -> it.group(1)).toList();
    }
  }

  private static List<Example> examples() throws IOException {
    var examples = new ArrayList<Example>();
    for (MatchResult block : FENCED.matcher(Files.readString(PAGE)).results().toList()) {
      Stream.of(block.group(1).split("\n\n")).map(Example::new).forEach(examples::add);
    }
    return examples;
  }

  private static List<String> shown(String group) throws IOException {
    return examples().stream()
        .flatMap(example -> COMMAND.matcher(example.text()).results())
        .filter(it -> it.group(1).equals(group))
        .map(it -> it.group(2))
        .distinct()
        .toList();
  }

  private static Cli.Result run(RunningKernel kernel, NatsServer nats, Example example)
      throws Exception {
    var shell = new ProcessBuilder("sh", "-e", "-c", example.text());
    String bin = Distribution.SCRIPT.getParent().toString();
    shell.environment().put("PATH", bin + ":" + System.getenv("PATH"));
    shell.environment().put("BACKPLANE_DATA", kernel.data().toString());
    shell.environment().put("SAMPLES", Distribution.HOME.resolve("samples").toString());
    shell.environment().put("NATS", nats.url());
    Process process = shell.start();
    process.getOutputStream().close();
    var out = Cli.text(process.getInputStream());
    var err = Cli.text(process.getErrorStream());
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("it does not end: " + example.text());
    }
    return new Cli.Result(process.exitValue(), out.join(), err.join());
  }

  @TempDir private Path folder;

  @Test
  void every_example_does_what_the_page_says() throws Exception {
    List<Example> examples = examples();
    assertThat(examples).hasSizeGreaterThan(50);
    try (var kernel = RunningKernel.start();
        var nats = NatsServer.start(folder)) {
      for (Example example : examples) {
        assertThat(example.text()).as("begins by saying what it is about").startsWith("# ");
        Cli.Result result = run(kernel, nats, example);
        var softly = new SoftAssertions();
        softly.assertThat(result.code()).as(example + "\n" + result).isEqualTo(example.exitCode());
        example
            .printed()
            .forEach(it -> softly.assertThat(result.out()).as(example.text()).contains(it));
        softly.assertAll();
      }
    }
  }

  @Test
  void no_command_is_left_out_and_none_is_made_up() throws Exception {
    try (var kernel = RunningKernel.start()) {
      for (String group : List.of("runtime", "task", "cluster")) {
        String help = kernel.cli().run(group, "--help").ok();
        List<String> offered =
            OFFERED
                .matcher(help.substring(help.indexOf("Commands:")))
                .results()
                .map(it -> it.group(1))
                .toList();
        assertThat(offered).hasSizeGreaterThan(2);
        assertThat(shown(group)).as(group).containsExactlyInAnyOrderElementsOf(offered);
      }
    }
    List<String> required = REQUIRED.stream().flatMap(it -> Stream.of(it.split(" "))).toList();
    assertThat(shown("runtime")).containsAll(required);
  }
}
