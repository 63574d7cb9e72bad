package io.backplane.distribution.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The command line where there is no sh or curl, and the interactive shell. */
class JavaClientTest {

  private static RunningKernel kernel;

  @BeforeAll
  static void start() {
    kernel = RunningKernel.start();
    Path greeter = Distribution.greeter("1.1.0");
    kernel.cli().run("runtime", "plugin-load", "greeter", "--entry", greeter.toString()).ok();
  }

  @AfterAll
  static void end() {
    kernel.close();
  }

  /** Runs the client as {@code backplane.cmd} does. */
  static Cli.Result client(Path data, String input, String... words) throws Exception {
    String lib = Distribution.HOME.resolve("lib").toString();
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                lib + "/io.backplane.client.jar:" + lib + "/jline.jar",
                "io.backplane.client.Main"));
    command.addAll(List.of(words));
    var builder = new ProcessBuilder(command);
    builder.environment().put("BACKPLANE_DATA", data.toString());
    builder.environment().put("TERM", "dumb");
    builder.environment().put("HOME", data.toString());
    Process process = builder.start();
    try (var in = process.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // it did not want its input
    }
    var out = Cli.text(process.getInputStream());
    var err = Cli.text(process.getErrorStream());
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new Cli.Result(process.exitValue(), out.join(), err.join());
  }

  @Test
  void it_says_and_ends_like_the_script() throws Exception {
    for (String[] words :
        new String[][] {
          {"call", "greeter", "hello", "name=单元"},
          {"runtime", "plugins"},
          {"call", "greeter", "nothing"},
          {"nonsense"}
        }) {
      assertThat(client(kernel.data(), "", words)).isEqualTo(kernel.cli().run(words));
    }
  }

  @Test
  void without_a_kernel_it_ends_with_4_and_the_way_out() throws Exception {
    Cli.Result result = client(Path.of("/nowhere"), "", "status");
    assertThat(result.code()).isEqualTo(4);
    assertThat(result.err()).contains("no kernel runs on /nowhere: start one with");
  }

  @Test
  void the_shell_takes_commands_of_both_kinds_and_keeps_its_variables() throws Exception {
    String lines =
        """
        name=Ann
        call greeter hello name=$name
        greet:hello --name Bob
        runtime:plugin-show nothing
        lb -s
        felix:headers io.backplane.calls
        felix:headers 0
        exit
        """;
    Cli.Result result = client(kernel.data(), lines, "shell");
    assertThat(result.out())
        .contains("Hello, Ann! Good to see you.")
        .contains("Hello, Bob! Good to see you.")
        .contains("no plugin 'nothing'")
        .contains("io.backplane.calls")
        .contains("Bundle-Name = Backplane calls")
        .contains("System Bundle (0)");
  }
}
