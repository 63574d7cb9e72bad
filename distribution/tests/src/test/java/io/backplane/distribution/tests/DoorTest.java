package io.backplane.distribution.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who may pass the door of which path. */
class DoorTest {

  /** Paths that the API's description does not know. */
  private static final List<String> OTHERS =
      List.of(
          "/",
          "/ui/x",
          "/system/console",
          "/system/console/bundles",
          "/system/console/bundles.json",
          "/system/console/configMgr",
          "/system/console/app",
          "/system/console/app/index.html",
          "/system/console/res/ui/admin.css",
          "/ws/status",
          "/cli",
          "/cli/shell",
          "/auth/logout",
          "/favicon.ico",
          "/no/such/path");

  private static RunningKernel kernel;

  /** A line of the API's description. */
  private record Operation(String method, String path, String role) {}

  private static List<Operation> operations;

  @BeforeAll
  static void start() {
    kernel = RunningKernel.start();
    operations = new ArrayList<>();
    Map<String, Object> paths = Json.object(kernel.admin().json("/api/openapi.json"), "paths");
    for (String template : paths.keySet()) {
      // Names that exist nowhere: an operation that is let in then changes nothing.
      String path = template.replaceAll("\\{[^}]+}", "nobody");
      Map<String, Object> methods = Json.object(paths, template);
      for (String method : methods.keySet()) {
        String role = (String) Json.object(methods, method).get("x-role");
        operations.add(new Operation(method.toUpperCase(Locale.ROOT), path, role));
      }
    }
    assertThat(operations).hasSizeGreaterThan(12);
  }

  @AfterAll
  static void end() {
    kernel.close();
  }

  private static List<Operation> everything() {
    var all = new ArrayList<>(operations);
    for (String path : OTHERS) {
      all.add(new Operation("GET", path, "viewer"));
      all.add(new Operation("POST", path, "viewer"));
    }
    return all;
  }

  @Test
  void without_a_token_every_path_is_closed() {
    List<Rest> strangers =
        List.of(
            kernel.stranger(),
            kernel.stranger().token("bp_wrong"),
            kernel.stranger().with("Authorization", "Basic YWRtaW46YWRtaW4="),
            kernel.stranger().with("Cookie", "bp_" + kernel.port() + "=wrong"));
    for (Rest stranger : strangers) {
      for (Operation operation : everything()) {
        HttpResponse<String> answer = stranger.send(operation.method(), operation.path(), "");
        assertThat(answer.statusCode()).as(operation.toString()).isIn(401, 429);
        assertThat(Json.object(answer.body()))
            .as("nothing but the problem")
            .containsOnlyKeys(
                answer.statusCode() == 401
                    ? new String[] {"type", "title", "status", "detail"}
                    : new String[] {"type", "title", "status", "detail", "refusal"});
        assertThat(answer.headers().firstValue("Server")).isEmpty();
      }
    }
  }

  @Test
  void a_browser_without_a_session_is_sent_to_the_login_page() {
    Rest browser = kernel.stranger().with("Accept", "text/html,*/*;q=0.8");
    for (String path : List.of("/", "/system/console/bundles", "/system/console/app", "/no/such")) {
      HttpResponse<String> answer = browser.get(path);
      assertThat(answer.statusCode()).as(path).isEqualTo(302);
      assertThat(answer.headers().firstValue("Location").orElseThrow())
          .matches("(http://127\\.0\\.0\\.1:\\d+)?/login\\?next=.*");
      assertThat(answer.body()).isEmpty();
    }
    assertThat(browser.get("/api/platform").statusCode()).isEqualTo(401);
  }

  @Test
  void a_foreign_host_is_refused_with_a_token_too() {
    for (Rest rest : List.of(kernel.stranger(), kernel.admin())) {
      for (String host :
          List.of("evil.example", "evil.example:" + kernel.port(), "127.0.0.1.nip.io")) {
        for (Operation operation : everything()) {
          assertThat(rest.with("Host", host).status(operation.method(), operation.path()))
              .as(host + " " + operation)
              .isEqualTo(403);
        }
        assertThat(rest.with("Host", host).status("GET", "/login")).isEqualTo(403);
        assertThat(rest.with("Host", host).status("POST", "/auth/login")).isEqualTo(403);
      }
    }
    assertThat(
            kernel.admin().with("Host", "localhost:" + kernel.port()).status("GET", "/api/session"))
        .isEqualTo(200);
  }

  @Test
  void a_foreign_origin_is_refused_with_a_token_too() {
    for (String origin :
        List.of(
            "http://evil.example",
            "null",
            "http://127.0.0.1:1",
            "https://127.0.0.1:" + kernel.port())) {
      for (Operation operation : everything()) {
        assertThat(
                kernel.admin().with("Origin", origin).status(operation.method(), operation.path()))
            .as(origin + " " + operation)
            .isEqualTo(403);
      }
      assertThat(kernel.stranger().with("Origin", origin).status("POST", "/auth/login"))
          .isEqualTo(403);
    }
  }

  @Test
  void a_session_without_an_origin_changes_nothing() {
    String own = kernel.url().replaceAll("/$", "");
    String body = Json.text(Map.of("token", kernel.token("admin")));
    String cookie =
        kernel
            .stranger()
            .with("Origin", own)
            .send("POST", "/auth/login", body)
            .headers()
            .firstValue("Set-Cookie")
            .orElseThrow()
            .replaceAll(";.*", "");
    Rest session = kernel.stranger().with("Cookie", cookie);
    assertThat(session.status("GET", "/api/session")).isEqualTo(200);
    for (Operation operation : operations) {
      if (!operation.method().equals("GET")) {
        assertThat(session.status(operation.method(), operation.path()))
            .as(operation.toString())
            .isEqualTo(403);
        assertThat(session.with("Origin", own).status(operation.method(), operation.path()))
            .as(operation.toString())
            .isNotIn(401, 403);
      }
    }
  }

  @Test
  void a_role_may_what_is_its_own_and_no_more() {
    List<String> roles = List.of("viewer", "operator", "admin");
    var wrong = new TreeMap<String, Integer>();
    for (String role : roles) {
      Rest rest = kernel.rest(role);
      for (Operation operation : operations) {
        int status = rest.status(operation.method(), operation.path());
        boolean allowed = roles.indexOf(role) >= roles.indexOf(operation.role());
        if (allowed ? status == 401 || status == 403 || status == 500 : status != 403) {
          wrong.put(role + " " + operation, status);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void a_viewer_calls_only_what_changes_nothing() {
    Specimens.drop(kernel, "roles", "1.0.0");
    Rest viewer = kernel.rest("viewer");
    assertThat(viewer.status("POST", "/api/units/roles/call/version")).isEqualTo(200);
    assertThat(viewer.status("POST", "/api/units/plugin:roles/call/fail")).isEqualTo(403);
    assertThat(kernel.rest("operator").status("POST", "/api/units/roles/call/fail")).isEqualTo(200);
  }

  @Test
  void the_osgi_pages_show_to_admins_and_change_nothing() {
    for (String role : List.of("viewer", "operator")) {
      assertThat(kernel.rest(role).status("GET", "/system/console/bundles")).isEqualTo(403);
    }
    assertThat(kernel.admin().status("GET", "/system/console/bundles")).isEqualTo(200);
    for (String path :
        List.of(
            "/system/console/bundles",
            "/system/console/bundles/5?action=stop",
            "/system/console/components/1",
            "/system/console/configMgr/io.backplane.store?apply=true")) {
      assertThat(kernel.admin().status("POST", path)).as(path).isEqualTo(403);
    }
  }

  @Test
  void commands_come_over_the_socket_only() {
    for (String path : List.of("/cli", "/cli/shell")) {
      HttpResponse<String> answer = kernel.admin().send("POST", path, "status\0");
      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(answer.body()).doesNotContain("running");
    }
    assertThat(kernel.admin().with("Backplane-Cwd", "/").status("POST", "/cli")).isEqualTo(404);
  }
}
