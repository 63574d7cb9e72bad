package io.backplane.distribution.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.distribution.tests.Cli.Result;
import io.backplane.testing.Await;
import io.backplane.testing.PluginJar;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code backplane task}, and the same by REST. */
class TaskCommandsTest {

  private static RunningKernel kernel() {
    RunningKernel kernel = RunningKernel.start();
    PluginJar.of("worker", "1.0.0").write(kernel.data().resolve("worker.jar"));
    Cli there = kernel.cli().in(kernel.data());
    there.run("runtime", "plugin-load", "worker", "--entry", "worker.jar").ok();
    return kernel;
  }

  private static String submit(RunningKernel kernel, String... words) {
    var all = new java.util.ArrayList<>(java.util.List.of("task", "submit", "worker"));
    all.addAll(java.util.List.of(words));
    return kernel.cli().json(all.toArray(String[]::new)).get("id").toString();
  }

  private static Map<String, Object> task(RunningKernel kernel, String id) {
    return kernel.cli().json("task", "show", id);
  }

  private static void awaitState(RunningKernel kernel, String id, String state) {
    Rest rest = kernel.admin();
    Await.value(
        "task " + id + " is " + state,
        () -> rest.json("/api/tasks/" + id).get("state"),
        state::equals);
  }

  @Test
  void what_waits_and_what_runs_when_the_kernel_is_killed() {
    try (var kernel = kernel()) {
      kernel.cli().run("runtime", "configure", "governance.running-tasks", "1").ok();
      String running = submit(kernel, "wait");
      awaitState(kernel, running, "running");
      String queued = submit(kernel, "echo", "text=hello", "n=3");
      String again = submit(kernel, "wait", "--idempotent", "--owner", "bob");
      awaitState(kernel, again, "running");
      assertThat(task(kernel, queued)).containsEntry("state", "queued");
      assertThat(kernel.cli().run("runtime", "gov-caps", "--owner", "local").ok())
          .containsPattern("governance.running-tasks +local +1 +1\n");

      kernel.kill();
      kernel.launch(kernel.cli());

      assertThat(task(kernel, running))
          .containsEntry("state", "failed")
          .containsEntry("reason", "the kernel ended while it ran");
      assertThat(kernel.cli().run("task", "wait", queued).ok())
          .startsWith("task " + queued + " (worker echo, of local) is completed")
          .contains("\"text\" : \"hello\"", "\"n\" : 3");
      awaitState(kernel, again, "running");
      assertThat(task(kernel, again)).containsEntry("attempts", 2);
      assertThat(kernel.cli().run("task", "wait", again, "--timeout", "10ms").code()).isEqualTo(1);
      assertThat(kernel.cli().run("task", "cancel", again).ok()).contains("canceled by local");
      assertThat(kernel.cli().run("call", "worker", "inside").ok()).isEqualTo("0");

      String left = submit(kernel, "wait");
      awaitState(kernel, left, "running");
      kernel.end();
      kernel.launch(kernel.cli());
      assertThat(task(kernel, left)).containsEntry("reason", "the kernel ended while it ran");
    }
  }

  @Test
  void a_task_says_how_it_ended_by_its_exit_code_and_in_words() {
    try (var kernel = kernel()) {
      Cli cli = kernel.cli();
      assertThat(cli.run("task", "list").ok()).startsWith("no tasks");
      assertThat(cli.run("task", "submit", "worker", "version", "--wait").ok())
          .isEqualTo("task 1 (worker version, of local) is completed\n1.0.0");
      Result failed = cli.run("task", "submit", "worker", "fail", "--wait");
      assertThat(failed.code()).isEqualTo(1);
      assertThat(failed.out()).contains("is failed: error 7: failed as asked");
      assertThat(cli.run("task", "submit", "worker", "sing").err())
          .contains("no command of worker 'sing'");
      assertThat(cli.run("task", "list", "--state", "failed").ok()).contains("error 7");
      assertThat(cli.run("task", "list", "--state", "gone").code()).isEqualTo(3);
      assertThat(cli.run("task", "show", "99").err()).contains("no task '99'");
      assertThat(cli.run("complete", "task", "submit", "wor").ok()).contains("worker");
      assertThat(cli.run("complete", "task", "submit", "worker", "ec").ok()).contains("echo");
      assertThat(cli.run("complete", "task", "show", "").ok()).contains("1", "2");

      cli.run("runtime", "configure", "governance.task-stuck", "1ms").ok();
      String stuck = submit(kernel, "wait");
      awaitState(kernel, stuck, "running");
      assertThat(cli.run("runtime", "gov-sweep").ok())
          .contains("stuck: it ran for 1ms without an end");
      Await.until("its call has ended", () -> cli.run("call", "worker", "inside").ok().equals("0"));
      assertThat(cli.run("runtime", "gov-sweep").ok()).isEqualTo("nothing is idle or stuck");
      assertThat(cli.run("runtime", "stats").ok()).contains("tasks");
    }
  }

  @Test
  void rest_does_the_same_within_ones_role() {
    try (var kernel = kernel()) {
      Rest admin = kernel.admin();
      Rest operator = kernel.rest("operator");
      String order = "{\"unit\": \"worker\", \"command\": \"echo\", \"params\": {\"n\": 1}}";
      assertThat(kernel.rest("viewer").send("POST", "/api/tasks", order).statusCode())
          .isEqualTo(403);
      var submitted = operator.send("POST", "/api/tasks", order);
      assertThat(submitted.statusCode()).as(submitted.body()).isEqualTo(202);
      Object id = Json.object(submitted.body()).get("id");
      assertThat(kernel.rest("viewer").json("/api/tasks/" + id + "?waitMs=20000"))
          .containsEntry("state", "completed")
          .containsEntry("result", Map.of("n", 1));
      String others = order.replace("}}", "}, \"owner\": \"ann\"}");
      assertThat(operator.send("POST", "/api/tasks", others).statusCode()).isEqualTo(403);
      assertThat(admin.send("POST", "/api/tasks", others).statusCode()).isEqualTo(202);
      assertThat(Json.list(admin.json("/api/tasks?owner=ann"), "tasks")).hasSize(1);
      assertThat(operator.status("POST", "/api/tasks/" + id + "/cancel")).isEqualTo(409);
      assertThat(admin.status("GET", "/api/tasks/none")).isEqualTo(404);
      assertThat(admin.send("POST", "/api/tasks", "{}").statusCode()).isEqualTo(400);
    }
  }
}
