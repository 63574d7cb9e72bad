package io.backplane.distribution.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.distribution.tests.Cli.Result;
import io.backplane.testing.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * {@code backplane runtime profile} and its like, and the same by REST. One profile is taken at a
 * time, so the tests run one after the other.
 */
@Execution(ExecutionMode.SAME_THREAD)
class ProfileCommandsTest {

  private static RunningKernel kernel;

  @BeforeAll
  static void start() {
    kernel = RunningKernel.start();
    String jar = Distribution.greeter("1.1.0").toString();
    kernel.cli().run("runtime", "plugin-load", "greeter", "--entry", jar).ok();
  }

  @AfterAll
  static void end() {
    kernel.close();
  }

  private static Result run(String... words) {
    return kernel.cli().run(words);
  }

  @Test
  void a_plugin_under_load_is_seen_and_exported(@TempDir Path folder) throws Exception {
    Map<String, Object> taken;
    try (var _ = new Greeted()) {
      taken =
          kernel
              .cli()
              .json(
                  "runtime",
                  "profile",
                  "--type",
                  "memory",
                  "--duration",
                  "2s",
                  "--unit",
                  "greeter");
    }
    assertThat(taken).containsEntry("state", "done").containsEntry("measure", "bytes");
    assertThat(Json.object(taken, "summary").get("owners").toString())
        .contains("plugin greeter 1.1.0");
    String id = taken.get("id").toString();
    assertThat(run("runtime", "profile-show", id, "--format", "collapsed").ok())
        .contains("plugin greeter 1.1.0;")
        .contains("io.backplane.samples.greeter.Greeter.");
    Cli there = kernel.cli().in(folder);
    there.run("runtime", "profile-show", id, "--format", "jfr", "--out", "one.jfr").ok();
    there.run("runtime", "profile-show", id, "--format", "speedscope", "--out", "one.json").ok();
    assertThat(Files.size(folder.resolve("one.jfr"))).isGreaterThan(1_000);
    assertThat(Json.object(Files.readString(folder.resolve("one.json"))))
        .containsKeys("shared", "profiles");
    assertThat(run("runtime", "profile-show", id).ok()).contains("belongs to", "spent in", "%");
    assertThat(run("runtime", "profiles").ok()).contains("memory", "greeter");
  }

  /** Lets the greeter greet, a thousand times at each call, until closed. */
  private static final class Greeted implements AutoCloseable {
    private volatile boolean closed;
    private final Thread thread = Thread.ofPlatform().start(this::run);

    private void run() {
      Rest rest = kernel.admin();
      while (!closed) {
        rest.call("greeter", "count", Map.of("times", 1_000));
      }
    }

    @Override
    public void close() {
      closed = true;
      Await.until("it has ended", () -> !thread.isAlive());
    }
  }

  @Test
  void one_at_a_time_and_ctrl_c_keeps_what_was_taken() throws Exception {
    Process endless = kernel.cli().startInTerminal("runtime", "profile", "--duration", "300s");
    try {
      Map<String, Object> running = only("running");
      Result second = run("runtime", "profile", "--duration", "1s");
      assertThat(second.code()).isEqualTo(3);
      assertThat(second.err())
          .contains("(cpu, 300 s, by local) is being taken")
          .contains("runtime profile-stop " + running.get("id"));
      assertThat(run("runtime", "profile", "--duration", "301s").err())
          .contains("duration is not in 1..300 s");
    } finally {
      Cli.ctrlC(endless);
    }
    Map<String, Object> stopped = only("stopped");
    assertThat((Number) stopped.get("weight")).isNotNull();
    String id = stopped.get("id").toString();
    assertThat(run("runtime", "profile-show", id).ok()).contains("cpu of the kernel, stopped");
    run("runtime", "profile-delete", id).ok();
    assertThat(run("runtime", "profile-show", id).err()).contains("no profile '" + id + "'");
  }

  private static Map<String, Object> only(String state) {
    return Await.value(
        "a profile is " + state,
        () ->
            Json.list(kernel.admin().json("/api/profiles"), "profiles").stream()
                .filter(it -> it.get("state").equals(state))
                .findFirst()
                .orElse(Map.of()),
        it -> !it.isEmpty());
  }

  @Test
  void the_processes_of_an_instance_are_profiled() {
    Path driver = Distribution.HOME.resolve("samples/drivers/thermometer");
    run("package", "install", driver.toString()).ok();
    run("instance", "create", "stdio.drv.thermometer", "--id", "warm").ok();
    assertThat(run("runtime", "profile", "--duration", "1s", "--unit", "warm").out())
        .contains("warm had no process meanwhile");
    run("instance", "start", "warm").ok();

    Map<String, Object> memory =
        kernel
            .cli()
            .json("runtime", "profile", "--type", "memory", "--duration", "1s", "--unit", "warm");
    assertThat(memory).containsEntry("state", "done");
    assertThat((Integer) memory.get("weight")).isGreaterThan(100_000);
    assertThat(run("runtime", "profile", "--unit", "nobody").err()).contains("no unit 'nobody'");
  }

  @Test
  void rest_does_the_same() {
    Rest rest = kernel.admin();
    assertThat(rest.send("POST", "/api/profiles", "{\"type\": \"heat\"}").statusCode())
        .isEqualTo(400);
    assertThat(rest.send("POST", "/api/profiles", "{\"durationMs\": 5}").statusCode())
        .isEqualTo(400);
    assertThat(kernel.rest("operator").send("POST", "/api/profiles", "{}").statusCode())
        .isEqualTo(403);
    Map<String, Object> begun =
        Json.object(
            rest.send("POST", "/api/profiles", "{\"type\": \"io\", \"durationMs\": 1000}").body());
    assertThat(begun).containsEntry("state", "running");
    String path = "/api/profiles/" + begun.get("id");
    Await.value("it is done", () -> rest.json(path).get("state"), "done"::equals);
    assertThat(rest.json(path + "/stacks")).containsKey("stacks");
    assertThat(
            rest.get(path + "/export?format=speedscope")
                .headers()
                .firstValue("Content-Disposition"))
        .hasValueSatisfying(it -> assertThat(it).contains("attachment"));
    assertThat(rest.status("GET", path + "/export?format=svg")).isEqualTo(400);
    assertThat(rest.status("GET", "/api/profiles/nothing")).isEqualTo(404);
    assertThat(rest.status("DELETE", path)).isEqualTo(204);
  }
}
