package io.backplane.distribution.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.testing.Await;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Drivers as an operator has them: installed, run, watched, updated. */
class DriversTest {

  private static RunningKernel kernel;

  @BeforeAll
  static void start() {
    kernel = RunningKernel.start();
    for (String name : List.of("thermometer", "thermometer-1.1.0", "calculator", "kv-store")) {
      install(name);
    }
  }

  @AfterAll
  static void end() {
    kernel.close();
  }

  private static Map<String, Object> install(String name) {
    return kernel.cli().json("package", "install", Distribution.driver(name).toString());
  }

  private static Map<String, Object> create(String driver, String id) {
    String version = driver.equals("thermometer") ? "1.0.0" : "";
    String ref = "stdio.drv." + driver + (version.isEmpty() ? "" : "@" + version);
    return kernel.cli().json("instance", "create", ref, "--id", id, "--start");
  }

  private static Map<String, Object> show(String id) {
    return kernel.cli().json("instance", "show", id);
  }

  static Map<String, Object> awaitRunning(RunningKernel kernel, String id) {
    return Await.value(
        id + " runs and is in step",
        () -> kernel.cli().json("instance", "show", id),
        shown -> shown.get("state").equals("running") && Boolean.TRUE.equals(shown.get("inStep")));
  }

  @Test
  void installing_again_is_the_same_and_a_package_has_two_names() {
    Map<String, Object> again = install("thermometer");
    assertThat(again).containsEntry("kind", "driver").containsEntry("version", "1.0.0");
    String id = (String) again.get("id");
    assertThat(kernel.cli().json("package", "show", id).get("program"))
        .isEqualTo("stdio.drv.thermometer");
    assertThat(kernel.cli().json("package", "show", "stdio.drv.thermometer").get("id"))
        .isEqualTo(id);
    assertThat(kernel.cli().run("package", "docs", id, "--format", "typescript").ok())
        .contains("interface");
  }

  @Test
  void every_sample_answers() {
    create("thermometer", "t1");
    create("calculator", "c1");
    create("kv-store", "k1");
    for (String id : List.of("t1", "c1", "k1")) {
      awaitRunning(kernel, id);
    }
    assertThat(kernel.cli().run("call", "t1", "read").ok()).contains("celsius");
    assertThat(kernel.cli().run("call", "c1", "add", "a=2", "b=3").ok()).contains("5");
    kernel.cli().run("call", "k1", "set", "key=a", "value=灯").ok();
    assertThat(kernel.cli().run("call", "k1", "get", "key=a").ok()).contains("灯");
    assertThat(kernel.admin().json("/api/instances/t1/tasks").get("calls").toString())
        .contains("read");
  }

  @Test
  void a_killed_process_is_followed_by_a_new_one() {
    create("thermometer", "t2");
    long pid = pid(awaitRunning(kernel, "t2"));
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    Map<String, Object> next =
        Await.value(
            "another process", () -> awaitRunning(kernel, "t2"), shown -> pid(shown) != pid);
    assertThat(next.get("restarts")).isEqualTo(1);
    assertThat(kernel.cli().run("instance", "logs", "t2").ok()).contains("signal 9");
  }

  static long pid(Map<String, Object> instance) {
    return ((Number) instance.get("pid")).longValue();
  }

  @Test
  void a_wrong_configuration_is_refused_with_its_field() {
    create("thermometer", "t3");
    Cli.Result wrong = kernel.cli().run("instance", "configure", "t3", "nonsense=1");
    assertThat(wrong.code()).isEqualTo(3);
    assertThat(wrong.err()).contains("nonsense");
    assertThat(kernel.cli().run("call", "t3", "nothing").code()).isEqualTo(1);
  }

  @Test
  void a_secret_is_masked_everywhere_and_nowhere_on_disk() throws Exception {
    String secret = "hunter2-" + System.nanoTime();
    kernel
        .cli()
        .run("instance", "create", "stdio.drv.thermometer@1.0.0", "--id", "t4", "api_key=" + secret)
        .ok();
    assertThat(kernel.cli().run("instance", "show", "t4").ok())
        .contains("***")
        .doesNotContain(secret);
    assertThat(kernel.admin().get("/api/instances/t4/config").body()).doesNotContain(secret);
    Process grep = new ProcessBuilder("grep", "-rl", secret, kernel.data().toString()).start();
    assertThat(
            new String(
                grep.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
        .isEmpty();
  }

  @Test
  void a_new_version_goes_in_and_comes_back_by_command_while_callers_notice_nothing()
      throws Exception {
    create("thermometer", "t5");
    awaitRunning(kernel, "t5");
    Map<String, Object> plan =
        kernel.cli().json("instance", "update", "t5", "--to", "1.1.0", "--dry-run");
    assertThat(plan.get("meta").toString()).contains("stats");
    try (var caller = new LoopingCaller(kernel.admin(), "driver:t5", "read")) {
      Await.until("calls are under way", () -> caller.calls() > 20);
      Map<String, Object> updated =
          kernel.cli().json("instance", "update", "t5", "--to", "1.1.0", "--health-window", "1s");
      assertThat(updated.get("outcome")).isEqualTo("committed");
      assertThat(kernel.cli().run("call", "t5", "stats").code()).isZero();
      Map<String, Object> back = kernel.cli().json("instance", "rollback", "t5");
      assertThat(back.get("outcome")).isEqualTo("committed");
      assertThat(show("t5").get("version")).isEqualTo("1.0.0");
      assertThat(caller.failures()).isEmpty();
    }
  }
}
