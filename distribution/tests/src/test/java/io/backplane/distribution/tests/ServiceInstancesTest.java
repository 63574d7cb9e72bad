package io.backplane.distribution.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Services as instances of packages, in a real kernel with the real host. */
class ServiceInstancesTest {

  private static final int RELOADS = Boolean.getBoolean("backplane.long") ? 200 : 5;

  private static RunningKernel kernel;
  private static Cli cli;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    kernel = RunningKernel.start();
    cli = kernel.cli();
    ok("package", "install", Distribution.driver("calculator").toString());
  }

  @AfterAll
  static void end() {
    kernel.close();
  }

  private static String ok(String... words) {
    return cli.run(words).ok();
  }

  private static Map<String, Object> show(String id) {
    return cli.json("instance", "show", id);
  }

  private static void await(String id, Predicate<Map<String, Object>> what) {
    Await.value(id + " " + ok("instance", "logs", id), () -> show(id), what);
  }

  private static void ended(String id, int code) {
    await(id, now -> now.get("exit") instanceof Map<?, ?> exit && exit.get("code").equals(code));
  }

  /** A service of one module, made, installed and started. */
  private void run(String id, String profile, String program) throws IOException {
    Path service = Files.createDirectory(folder.resolve(id));
    Files.writeString(
        service.resolve("manifest.json"),
        Json.text(Map.of("manifestVersion", "1", "id", id, "name", id, "version", "1.0.0")));
    Files.writeString(service.resolve("config.schema.json"), "{}");
    Files.writeString(service.resolve("index.js"), program);
    ok("package", "install", service.toString());
    ok("instance", "create", id, "--profile", profile);
    ok("instance", "start", id);
  }

  @Test
  void one_with_commands_is_called_like_a_driver() {
    ok("service", "new", "counter", "--template", "commands");
    ok("instance", "configure", "counter", "step=2");
    ok("instance", "start", "counter");
    String answer = ok("call", "counter", "count", "times=3");
    assertThat(answer).contains("progress").contains("\"total\" : 6");
    Cli.Result wrong = cli.run("call", "counter", "count", "times=many");
    assertThat(wrong.code()).isEqualTo(1);
    assertThat(wrong.err()).contains("400").contains("times: expected integer");
    assertThat(show("counter").get("calls").toString()).contains("ok=1").contains("failed=1");
    ok("instance", "stop", "counter");
    assertThat(ok("instance", "logs", "counter")).contains("ends at 6");
  }

  @Test
  void one_without_runs_once_in_its_workspace() {
    ok("service", "new", "greeting", "--template", "hello");
    ok("instance", "configure", "greeting", "name=Ada");
    ok("instance", "start", "greeting");
    ended("greeting", 0);
    assertThat(ok("instance", "logs", "greeting")).contains("Hello Ada, 3 of 3");
    assertThat(kernel.data().resolve("instances/services/greeting/workspace/hello.json"))
        .content()
        .contains("Ada");
  }

  @Test
  void one_finds_the_drivers_that_are_installed() {
    ok("service", "new", "sums", "--template", "driver");
    ok("instance", "start", "sums");
    ended("sums", 0);
    assertThat(ok("instance", "logs", "sums")).contains("1 + 2 = 3");
  }

  @Test
  void what_runs_away_or_fills_its_heap_ends_and_the_kernel_does_not_feel_it() throws IOException {
    run("bomb", "oneshot", "const all = []; for (;;) all.push('x'.repeat(1000) + all.length);");
    run("waits", "oneshot", "await new Promise(() => {});");
    ended("bomb", 3);
    ended("waits", 1);
    assertThat(ok("instance", "logs", "waits")).contains("waits for something that never comes");
    run("loop", "oneshot", "for (;;);");
    run("hog", "oneshot", "(3n ** 30000000n).toString();");
    assertThat(kernel.admin().get("/api/health").statusCode()).isEqualTo(200);
    for (String id : List.of("loop", "hog")) {
      assertThat(show(id)).containsEntry("state", "running");
      ok("instance", "stop", id, "--force");
      assertThat(show(id)).containsEntry("state", "stopped");
    }
  }

  @Test
  void its_drivers_go_with_it() throws IOException {
    run(
        "holds",
        "keepalive",
        """
        import { openDriver } from 'stdiolink';
        import { resolveDriver } from 'stdiolink/driver';
        const drv = await openDriver(resolveDriver('stdio.drv.calculator'));
        console.log('open');
        setInterval(() => drv.$meta, 1000);
        """);
    Await.until("its driver runs", () -> ok("instance", "logs", "holds").contains("open"));
    String tree = ok("instance", "proctree", "holds");
    assertThat(tree).contains("calculator");
    List<ProcessHandle> processes =
        ProcessHandle.of(((Number) show("holds").get("pid")).longValue()).stream()
            .flatMap(ProcessHandle::descendants)
            .toList();
    assertThat(processes).isNotEmpty();
    ok("instance", "stop", "holds");
    Await.until("they are gone", () -> processes.stream().noneMatch(ProcessHandle::isAlive));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void reloads_leave_nothing_behind_in_the_kernel() throws IOException {
    run("again", "oneshot", "console.log('once more');");
    ended("again", 0);
    ok("instance", "set", "again", "--arg=--heap=64"); // each a fresh process
    reload(5);
    assertThat(ok("instance", "logs", "again"))
        .contains("starting from the AOT cache, without a spare, since none has --heap=64");
    int files = openFiles();
    reload(RELOADS);
    assertThat(openFiles()).isLessThanOrEqualTo(files + 5);
    try (Stream<Path> starts = Files.list(kernel.data().resolve("run/units/again"))) {
      assertThat(starts.count()).isLessThanOrEqualTo(1);
    }
  }

  private static void reload(int times) {
    for (int i = 0; i < times; i++) {
      ok("instance", "restart", "again", "--no-wait");
      await("again", now -> now.get("state").equals("stopped"));
    }
  }

  private static int openFiles() throws IOException {
    Path own = Path.of("/proc", Long.toString(kernel.process().pid()), "fd");
    try (Stream<Path> files = Files.list(own)) {
      return (int) files.count();
    }
  }

  @Test
  void one_is_begun_edited_published_and_discarded_over_rest() {
    Rest admin = kernel.admin();
    assertThat(admin.get("/api/templates").body()).contains("\"id\":\"commands\"");
    Map<String, Object> made =
        sent("POST", "/api/templates/commands/create", "{\"id\":\"written\"}", 201);
    assertThat(made).containsEntry("kind", "service").containsEntry("code", "workspace");
    sent("POST", "/api/templates/nothing/create", "{\"id\":\"other\"}", 404);
    sent("POST", "/api/templates/commands/create", "{\"id\":\"written\"}", 409);
    sent("POST", "/api/templates/commands/create", "{}", 400);

    String code = "/api/instances/written/code/";
    sent("POST", code + "edit", "", 409);
    sent("POST", code + "publish", "{\"version\":\"0.1.0\"}", 409);
    assertThat(sent("POST", code + "publish", "{\"version\":\"0.2.0\"}", 200))
        .containsEntry("version", "0.2.0")
        .containsEntry("code", "package");
    sent("POST", code + "discard", "", 409);
    sent("POST", code + "edit", "", 200);
    assertThat(sent("POST", code + "discard", "", 200)).containsEntry("code", "package");
    assertThat(admin.json("/api/packages/services/written").get("versions"))
        .isEqualTo(List.of("0.2.0", "0.1.0"));
    assertThat(admin.get("/api/packages/drivers/written").statusCode()).isEqualTo(404);
    assertThat(admin.get("/api/instances/services").body()).contains("\"written\"");
    assertThat(admin.get("/api/instances/drivers").body()).doesNotContain("\"written\"");
    assertThat(kernel.rest("operator").status("POST", code + "edit")).isEqualTo(403);
  }

  private static Map<String, Object> sent(String method, String path, String body, int status) {
    var answer = kernel.admin().send(method, path, body);
    assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(status);
    return Json.object(answer.body());
  }

  @Test
  void a_debugger_is_let_in_where_the_instance_says() throws IOException {
    run("debugged", "keepalive", "setInterval(() => {}, 1000);");
    assertThat(show("debugged")).containsEntry("debugger", null);
    ok("instance", "set", "debugged", "--arg=--inspect");
    ok("instance", "restart", "debugged");
    await(
        "debugged",
        now -> now.get("debugger") instanceof String url && url.startsWith("ws://127.0.0.1:"));
    ok("instance", "stop", "debugged");
    assertThat(show("debugged")).containsEntry("debugger", null);
  }

  @Test
  void the_watchdog_counts_what_crashes_and_tells_it() {
    ok("package", "install", Distribution.HOME.resolve("samples/services/watchdog").toString());
    ok("instance", "create", "watchdog", "--start");
    ok("instance", "create", "sample.calculator", "--id", "victim", "--start");
    await("watchdog", now -> now.get("state").equals("running"));
    await("victim", now -> now.get("state").equals("running"));
    ok("call", "watchdog", "forget");
    ProcessHandle.of(((Number) show("victim").get("pid")).longValue())
        .orElseThrow()
        .destroyForcibly();
    Await.until("it has heard", () -> ok("call", "watchdog", "report").contains("\"victim\""));
    Await.until(
        "it is in the shared state",
        () -> cli.run("runtime", "state-get", "watchdog.victim").out().contains("1"));
    assertThat(ok("instance", "events", "watchdog")).contains("crash").contains("victim");
  }

  @Test
  void a_report_is_installed_with_what_it_needs() throws IOException {
    Path service = Files.createDirectory(folder.resolve("needy"));
    Files.writeString(
        service.resolve("manifest.json"),
        "{\"manifestVersion\":\"1\",\"id\":\"needy\",\"name\":\"needy\",\"version\":\"1.0.0\"}");
    Files.writeString(service.resolve("config.schema.json"), "{}");
    Files.writeString(
        service.resolve("index.js"),
        """
        import { reference } from 'backplane';
        const sensor = reference('sensor');
        console.log('read', (await sensor.read()).value);
        """);
    Files.writeString(
        service.resolve("backplane.json"),
        """
        {"dependencies": {"sensor": {"package": "sample.thermometer", "version": "^1.0.0",
          "commands": ["read"], "instance": "needed"}}}""");
    assertThat(ok("package", "install", service.toString()))
        .contains("sample.thermometer is not installed")
        .contains("--with-dependencies");
    Path drivers = Distribution.HOME.resolve("samples/drivers");
    assertThat(ok("package", "install", service.toString(), "--with-dependencies=" + drivers))
        .contains("instance needed");
    ok("instance", "create", "needy", "--start");
    ended("needy", 0);
    assertThat(ok("instance", "logs", "needy")).contains("read ");
  }
}
