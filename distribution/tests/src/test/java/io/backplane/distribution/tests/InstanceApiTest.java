package io.backplane.distribution.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backplane.testing.Await;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Packages and instances over REST and WebSocket. */
class InstanceApiTest {

  private static RunningKernel kernel;
  private static Rest admin;

  @BeforeAll
  static void start() throws Exception {
    kernel = RunningKernel.start();
    admin = kernel.admin();
    Path zip = zip(Distribution.driver("thermometer"), kernel.data().resolve("t.zip"));
    assertThat(upload(zip).statusCode()).isEqualTo(201);
  }

  @AfterAll
  static void end() {
    kernel.close();
  }

  private static Path zip(Path directory, Path to) throws IOException {
    try (OutputStream out = Files.newOutputStream(to);
        var zip = new ZipOutputStream(out);
        var files = Files.list(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        zip.putNextEntry(new ZipEntry(file.getFileName().toString()));
        Files.copy(file, zip);
      }
    }
    return to;
  }

  private static HttpResponse<String> upload(Path zip) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(kernel.url()).resolve("/api/packages/drivers?file=t.zip"))
            .header("Authorization", "Bearer " + kernel.token("admin"))
            .POST(HttpRequest.BodyPublishers.ofFile(zip))
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static Map<String, Object> post(String path, Map<String, Object> body, int status) {
    HttpResponse<String> answer = admin.send("POST", path, Json.text(body));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return Json.object(answer.body());
  }

  private static void create(String id) {
    post(
        "/api/instances/drivers",
        Map.of("package", "sample.thermometer", "id", id, "config", Map.of("interval_ms", 100)),
        201);
    post("/api/instances/" + id + "/start", Map.of("wait", true), 202);
  }

  private static String[] bearer(String role) {
    return new String[] {"Authorization", "Bearer " + kernel.token(role)};
  }

  @Test
  void a_package_that_is_no_package_is_refused_by_what_is_wrong_with_it() throws Exception {
    Path empty = zip(Distribution.driver("."), kernel.data().resolve("empty.zip"));
    HttpResponse<String> answer = upload(empty);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("stdio.drv.");
  }

  @Test
  void a_package_documents_itself_without_running_as_a_page_of_ours() {
    for (String format : List.of("markdown", "html", "openapi", "ts", "json", "json-schema")) {
      var answer = admin.get("/api/packages/drivers/sample.thermometer/docs?format=" + format);
      assertThat(answer.statusCode()).as(format).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
          .contains("sandbox");
      assertThat(answer.body()).contains("read");
    }
    assertThat(admin.get("/api/packages/drivers/sample.thermometer/docs?format=pdf").statusCode())
        .isEqualTo(400);
    assertThat(admin.json("/api/meta/stdio.drv.thermometer")).containsKey("commands");
  }

  @Test
  void who_may_only_look_changes_nothing() {
    create("r1");
    Rest viewer = kernel.rest("viewer");
    Rest operator = kernel.rest("operator");
    assertThat(viewer.status("GET", "/api/instances/r1/logs")).isEqualTo(200);
    assertThat(viewer.status("POST", "/api/instances/r1/stop")).isEqualTo(403);
    assertThat(operator.status("POST", "/api/instances/r1/restart")).isEqualTo(202);
    assertThat(operator.status("PUT", "/api/instances/r1/config")).isEqualTo(403);
    assertThat(operator.status("DELETE", "/api/instances/r1")).isEqualTo(403);
    assertThatThrownBy(
            () -> new Messages().open(kernel, "/ws/driverlab/sample.thermometer", bearer("viewer")))
        .hasMessageContaining("WebSocketHandshake");
  }

  @Test
  void a_configuration_is_checked_kept_and_taken_back() {
    create("c1");
    HttpResponse<String> wrong =
        admin.send("PUT", "/api/instances/c1/config", "{\"config\":{\"interval_ms\":\"soon\"}}");
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(wrong.body()).contains("config.interval_ms");
    HttpResponse<String> right =
        admin.send("PUT", "/api/instances/c1/config", "{\"config\":{\"interval_ms\":200}}");
    assertThat(Json.object(right.body())).containsEntry("restartNeeded", true);
    List<Map<String, Object>> revisions =
        Json.list(admin.json("/api/instances/c1/config/history"), "revisions");
    assertThat(revisions).hasSize(2);
    assertThat(revisions.getFirst().get("changes").toString()).contains("interval_ms");
    post("/api/instances/c1/config/revert", Map.of("version", 1), 200);
    assertThat(admin.get("/api/instances/c1/config").body()).contains("\"interval_ms\":100");
  }

  @Test
  void a_log_is_followed_live_and_paged() throws Exception {
    create("l1");
    var messages = new Messages();
    WebSocket socket = messages.open(kernel, "/ws/logs?instanceId=l1&lines=50", bearer("viewer"));
    String first = messages.next("lines").toString();
    assertThat(first).contains("thermometer 1.0.0 is up");
    admin.send("POST", "/api/instances/l1/restart", "{}");
    String later = messages.next("lines").toString();
    while (!later.contains("stopping")) {
      later = messages.next("lines").toString();
    }
    socket.sendClose(WebSocket.NORMAL_CLOSURE, "");

    Map<String, Object> page = admin.json("/api/instances/l1/logs?limit=2&stream=kernel");
    assertThat(Json.list(page, "lines")).hasSize(2);
    Map<String, Object> older =
        admin.json("/api/instances/l1/logs?limit=1&stream=kernel&before=" + page.get("before"));
    assertThat(Json.list(older, "lines")).hasSize(1);
    assertThat(admin.get("/api/instances/l1/logs?before=nonsense").statusCode()).isEqualTo(400);
    assertThat(admin.get("/api/instances/l1/logs?regex=(").statusCode()).isEqualTo(400);
    assertThat(admin.get("/api/instances/l1/logs/download").body()).contains(" kernel ");
  }

  @Test
  void calls_are_followed_as_they_end() throws Exception {
    create("k1");
    var messages = new Messages();
    messages.open(kernel, "/ws/tasks?unit=k1", bearer("viewer"));
    admin.call("driver:k1", "read", Map.of());
    assertThat(messages.next("calls").toString()).contains("command=read", "outcome=done");
    HttpResponse<String> alias = admin.send("POST", "/api/instances/k1/call/read", "{}");
    assertThat(alias.body()).contains("celsius");
  }

  @Test
  void processes_are_shown_and_only_its_own_can_be_ended() {
    create("p1");
    Map<String, Object> tree = admin.json("/api/instances/p1/proctree");
    Object pid = Json.list(tree, "processes").getFirst().get("pid");
    long own = ProcessHandle.current().pid();
    assertThat(admin.status("POST", "/api/instances/p1/proctree/" + own + "/kill")).isEqualTo(404);
    assertThat(admin.status("POST", "/api/instances/p1/proctree/x/kill")).isEqualTo(400);
    assertThat(admin.status("POST", "/api/instances/p1/proctree/" + pid + "/kill")).isEqualTo(204);
    Await.until(
        "another process",
        () -> {
          Object now = admin.json("/api/instances/p1/status").get("pid");
          return now != null && !now.equals(pid);
        });
  }

  @Test
  void a_driver_is_tried_in_the_lab() throws Exception {
    for (String mode : List.of("keepalive", "oneshot")) {
      var messages = new Messages();
      WebSocket socket =
          messages.open(
              kernel, "/ws/driverlab/sample.thermometer?runMode=" + mode, bearer("operator"));
      Object pid = messages.next("driver.started").get("pid");
      assertThat(messages.next("meta").get("meta").toString()).contains("sample.thermometer");
      socket.sendText("{\"type\":\"exec\",\"cmd\":\"read\",\"data\":{}}", true);
      assertThat(messages.next("stdout").get("message").toString()).contains("celsius");
      socket.sendText("nonsense", true);
      messages.next("error");
      if (mode.equals("keepalive")) {
        socket.sendText("{\"type\":\"cancel\"}", true);
        assertThat(messages.next("driver.exited")).containsEntry("exitStatus", "normal");
        assertThat(messages.closed()).isEqualTo(WebSocket.NORMAL_CLOSURE);
      } else {
        messages.next("driver.exited");
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "");
      }
      long number = ((Number) pid).longValue();
      Await.until("its process is gone", () -> ProcessHandle.of(number).isEmpty());
    }
    assertThatThrownBy(
            () -> new Messages().open(kernel, "/ws/driverlab/x?runMode=twice", bearer("operator")))
        .hasMessageContaining("WebSocketHandshake");
  }

  @Test
  void an_instance_that_runs_is_deleted_only_by_force() {
    create("x1");
    assertThat(admin.status("DELETE", "/api/instances/x1")).isEqualTo(409);
    assertThat(admin.status("DELETE", "/api/packages/drivers/sample.thermometer")).isEqualTo(409);
    assertThat(admin.status("DELETE", "/api/instances/x1?force=true")).isEqualTo(204);
    assertThat(admin.status("GET", "/api/instances/x1")).isEqualTo(404);
    assertThat(kernel.data().resolve("instances/drivers/x1")).doesNotExist();
  }
}
