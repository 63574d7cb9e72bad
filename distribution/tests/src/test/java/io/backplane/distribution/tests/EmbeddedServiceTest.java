package io.backplane.distribution.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Services that run inside a real kernel. */
class EmbeddedServiceTest {

  private static final String WORKER =
      """
      import { spawn } from 'stdiolink/process';
      import { instance } from 'backplane';
      const names = ['fork', 'loop', 'fail', 'where'];
      export const meta = { commands: names.map((name) => ({ name })) };
      export const commands = {
        fork: () => ({ pid: spawn('sleep', ['1000']).pid }),
        loop: () => { for (;;); },
        fail: () => { setTimeout(() => { throw new Error('too late'); }, 1); return {}; },
        where: () => ({ instance: instance.id }),
      };
      """;

  @TempDir private static Path folder;
  private static RunningKernel kernel;
  private static Cli cli;

  @BeforeAll
  static void start() throws IOException {
    kernel = RunningKernel.start();
    cli = kernel.cli();
    Path worker = Files.createDirectory(folder.resolve("worker"));
    Files.writeString(
        worker.resolve("manifest.json"),
        "{\"manifestVersion\":\"1\",\"id\":\"worker\",\"name\":\"w\",\"version\":\"1.0.0\"}");
    Files.writeString(worker.resolve("config.schema.json"), "{}");
    Files.writeString(worker.resolve("index.js"), WORKER);
    ok("package", "install", worker.toString());
  }

  @AfterAll
  static void end() {
    kernel.close();
  }

  private static String ok(String... words) {
    return cli.run(words).ok();
  }

  private static void create(String id) {
    ok("instance", "create", "worker", "--id", id, "--arg=--embedded", "--start");
    await(id, now -> now.get("state").equals("running"));
  }

  private static Map<String, Object> show(String id) {
    return cli.json("instance", "show", id);
  }

  private static void await(String id, Predicate<Map<String, Object>> what) {
    Await.value(id + " " + ok("instance", "logs", id), () -> show(id), what);
  }

  private static long child(String id) {
    return ((Number) Json.object(ok("call", id, "fork")).get("pid")).longValue();
  }

  private static void gone(long pid) {
    Await.until(
        pid + " is gone", () -> !ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false));
  }

  @Test
  void one_does_what_it_does_in_a_process_of_its_own() {
    create("one");
    create("other");
    assertThat(ok("call", "one", "where")).contains("\"one\"");
    assertThat(ok("call", "other", "where")).contains("\"other\"");
    assertThat(show("one")).containsEntry("pid", null).containsEntry("usage", null);
    assertThat(ok("instance", "logs", "one")).contains("starting inside the kernel");
    long child = child("one");
    assertThat(ok("instance", "proctree", "one")).contains(Long.toString(child));
    ok("instance", "stop", "one");
    gone(child);

    assertThat(cli.run("instance", "set", "other", "--arg=a", "--no-args").code()).isNotZero();
    ok("instance", "set", "other", "--no-args");
    ok("instance", "restart", "other");
    await("other", now -> now.get("pid") != null);
    assertThat(ok("call", "other", "where")).contains("\"other\"");
  }

  @Test
  void one_that_runs_away_or_fails_is_ended_and_the_others_go_on() {
    create("away");
    create("fails");
    long child = child("away");
    assertThat(cli.run("call", "away", "loop", "--timeout=200ms").err()).contains("no answer");
    ok("instance", "stop", "away", "--force");
    assertThat(show("away")).containsEntry("state", "stopped");
    gone(child);
    ok("call", "fails", "fail");
    await("fails", now -> String.valueOf(now.get("reason")).contains("exit code 1"));
    assertThat(ok("instance", "logs", "fails")).contains("Uncaught Error: too late");
    await("fails", now -> now.get("state").equals("running"));
    assertThat(kernel.admin().get("/api/health").statusCode()).isEqualTo(200);
  }

  @Test
  void the_next_kernel_starts_one_again_that_the_last_has_taken_along() {
    create("taken");
    long child = child("taken");
    kernel.kill();
    kernel.launch(cli);
    await("taken", now -> now.get("state").equals("running"));
    assertThat(show("taken").get("reason")).isEqualTo("it ended with the kernel that it ran in");
    gone(child);
    assertThat(ok("call", "taken", "where")).contains("\"taken\"");
  }

  @Test
  void other_words_do_not_go_with_it() {
    create("alone");
    for (String other : List.of("--heap=64", "--engine=jit", "--inspect")) {
      assertThat(cli.run("instance", "set", "alone", "--arg=--embedded", "--arg=" + other).err())
          .contains("takes --embedded alone");
    }
    assertThat(show("alone").get("args")).isEqualTo(List.of("--embedded"));
  }
}
