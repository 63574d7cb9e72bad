package io.backplane.distribution.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.testing.Await;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code backplane runtime state-…}. */
class StateCommandsTest {

  private static RunningKernel kernel;

  @BeforeAll
  static void start() {
    kernel = RunningKernel.start();
  }

  @AfterAll
  static void end() {
    kernel.close();
  }

  private static Cli.Result run(String... words) {
    var all = new java.util.ArrayList<>(List.of("runtime"));
    all.addAll(List.of(words));
    return kernel.cli().run(all.toArray(String[]::new));
  }

  @Test
  void what_is_set_is_printed_bare_and_listed_with_its_version() {
    String said = run("state-set", "plain/theme", "dark").ok();
    String version = said.substring(said.lastIndexOf(' ') + 1);
    assertThat(said).isEqualTo("plain/theme is at version " + version);
    assertThat(run("state-get", "plain/theme").ok()).isEqualTo("dark");
    assertThat(run("state-list", "plain/").ok()).contains("VALUE", "dark", version);
    assertThat(kernel.cli().json("runtime", "state-get", "plain/theme"))
        .containsEntry("value", "dark")
        .containsEntry("type", "text")
        .containsEntry("version", version)
        .containsEntry("by", "local");
    assertThat(run("state-delete", "plain/theme").ok()).isEqualTo("plain/theme is deleted");
    assertThat(run("state-list", "plain/").ok()).isEqualTo("no keys that begin with 'plain/'");
    assertThat(run("state-history", "plain/theme").ok()).contains("(deleted)", "dark");
  }

  @Test
  void json_and_files_are_taken_as_they_are() throws IOException {
    run("state-set", "limits", "{\"cpu\": 1.50}", "--json-value").ok();
    assertThat(run("state-get", "limits").ok()).isEqualTo("{\"cpu\": 1.50}");
    assertThat(run("state-set", "limits", "{", "--json-value"))
        .returns(3, Cli.Result::code)
        .satisfies(r -> assertThat(r.err()).contains("value is not JSON"));
    Files.writeString(kernel.data().resolve("motd.txt"), "hello\nworld");
    run("state-set", "motd", "--file", "motd.txt").ok();
    assertThat(run("state-get", "motd").ok()).isEqualTo("hello\nworld");
    assertThat(run("state-set", "motd", "--file", "nowhere").err()).contains("cannot be read");
    run("state-set", "offset", "--", "-5").ok();
    assertThat(run("state-get", "offset").ok()).isEqualTo("-5");
  }

  @Test
  void a_version_that_is_not_the_present_one_is_refused_by_name() {
    String first = (String) kernel.cli().json("runtime", "state-set", "cas", "1").get("version");
    String second =
        (String)
            kernel
                .cli()
                .json("runtime", "state-set", "cas", "2", "--if-version", first)
                .get("version");
    assertThat(run("state-set", "cas", "3", "--if-version", first))
        .isEqualTo(
            new Cli.Result(
                3,
                "",
                "backplane: cas is at version %s, not %s: read it again\n"
                    .formatted(second, first)));
    assertThat(run("state-set", "cas", "3", "--if-version", "absent").code()).isEqualTo(3);
    assertThat(run("state-delete", "cas", "--if-version", first).code()).isEqualTo(3);
    assertThat(run("state-get", "cas").ok()).isEqualTo("2");
  }

  @Test
  void a_key_that_is_not_there_leads_to_those_that_are() {
    for (String command : List.of("state-get", "state-delete", "state-history")) {
      assertThat(run(command, "nowhere"))
          .isEqualTo(
              new Cli.Result(
                  3, "", "backplane: no key 'nowhere'\nTry 'backplane runtime state-list'.\n"));
    }
    run("state-set", "complete/me", "x").ok();
    assertThat(kernel.cli().run("complete", "runtime", "state-get", "complete/").ok())
        .isEqualTo("complete/me");
  }

  @Test
  void a_watch_prints_changes_until_ctrl_c() throws Exception {
    Process watcher = kernel.cli().startInTerminal("runtime", "state-watch", "watched/", "--json");
    Await.until("it watches", () -> cursors() == 1);
    try (BufferedReader lines = watcher.inputReader()) {
      run("state-set", "elsewhere", "x").ok();
      run("state-set", "watched/key", "now").ok();
      assertThat(Json.object(lines.readLine()))
          .containsEntry("key", "watched/key")
          .containsEntry("value", "now");
      run("state-delete", "watched/key").ok();
      assertThat(Json.object(lines.readLine())).containsEntry("deleted", true);
      Cli.ctrlC(watcher);
      assertThat(watcher.waitFor(5, TimeUnit.SECONDS)).isTrue();
    }
    Await.until("the kernel has let go of it", () -> cursors() == 0);
  }

  private static int cursors() {
    List<Map<String, Object>> checks = Json.list(kernel.cli().json("runtime", "health"), "checks");
    Map<String, Object> events =
        checks.stream().filter(check -> check.get("name").equals("events")).findFirst().get();
    return (Integer) Json.object(events, "facts").get("cursors");
  }

  @Test
  void nothing_is_in_conflict_and_nothing_waits_on_one_kernel() {
    assertThat(run("state-conflicts").ok()).isEqualTo("no conflicts");
    assertThat(run("state-quarantine").ok()).isEqualTo("nothing waits");
    assertThat(kernel.cli().json("runtime", "state-clock"))
        .containsEntry("transport", "none")
        .containsEntry("conflicts", 0)
        .containsEntry("pending", 0);
    assertThat(run("state-clock", "--reset").err()).contains("0 ms ahead");
    assertThat(run("state-quarantine", "--drop", "x", "y").code()).isEqualTo(3);
  }
}
