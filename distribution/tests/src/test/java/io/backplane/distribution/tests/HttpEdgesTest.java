package io.backplane.distribution.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.distribution.tests.RawHttp.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What no well-meaning client sends. */
class HttpEdgesTest {

  private static RunningKernel kernel;
  private static RawHttp http;
  private static String viewer;
  private static String admin;

  @BeforeAll
  static void start() {
    kernel = RunningKernel.start();
    http = new RawHttp(kernel.port());
    viewer = "Authorization: Bearer " + kernel.token("viewer");
    admin = "Authorization: Bearer " + kernel.token("admin");
  }

  @AfterAll
  static void end() {
    kernel.close();
  }

  @Test
  void a_path_in_disguise_reaches_nothing() {
    for (String path :
        List.of(
            "/system/console/app/../bundles",
            "/system/console/app/%2e%2e/bundles",
            "/system/console/app/%2E./bundles",
            "/system/console/app/..;/bundles",
            "/system/console/app/..%2fbundles",
            "/system/console/app/%252e%252e/bundles",
            "/system/console/app/%c0%ae%c0%ae/bundles",
            "/system/console/app%2f..%2fbundles",
            "/system/console/app\\..\\bundles",
            "/system/console/app/..%5cbundles",
            "/system/console;x=y/bundles",
            "/system;/console/bundles",
            "//system/console/bundles",
            "/system//console/bundles",
            "/./system/console/bundles",
            "/system/./console/bundles",
            "/%73ystem/console/bundles",
            "/system/%63onsole/bundles",
            "/SYSTEM/console/bundles",
            "/login/../system/console/bundles",
            "/login/%2e%2e/system/console/bundles",
            "/login;/../system/console/bundles",
            "/login/..;/api/platform",
            "/login/%2e%2e/api/platform",
            "/auth/login/../../api/platform",
            "/login%2f..%2fapi%2fplatform",
            "/api/../api/tokens",
            "/api/%74okens",
            "/ui/../../../../etc/passwd",
            "/login/../../../../etc/passwd",
            "/login/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
            "http://127.0.0.1/system/console/bundles",
            "/system/console/bundles%00.css")) {
      for (String who : List.of("Accept: */*", viewer)) {
        Answer answer = http.request("GET", path, who);
        assertThat(answer.status()).as(path + " " + answer.text()).isIn(400, 401, 403, 404);
        assertThat(answer.text()).doesNotContain("root:", "symbolicName", "osVersion");
      }
      Answer change = http.request("POST", path + "?action=stop", admin, "Content-Length: 0");
      assertThat(change.status()).as("POST " + path).isIn(400, 401, 403, 404, 405);
    }
  }

  @Test
  void a_head_is_a_get_without_its_body() {
    Answer answer = http.request("HEAD", "/api/platform", viewer);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).endsWith("\r\n\r\n");
    assertThat(http.request("HEAD", "/api/platform").status()).isEqualTo(401);
  }

  @Test
  void an_answer_that_does_not_wait_for_the_body_says_that_the_connection_ends() {
    for (String line :
        List.of("PUT /api/state/x", "GET /api/platform", "POST /api/nowhere", "POST /nowhere")) {
      for (String who : List.of("Accept: */*", viewer)) {
        Answer answer =
            http.send(
                "%s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n%s\r\nContent-Length: 13\r\n\r\n"
                    .formatted(line, kernel.port(), who));
        assertThat(answer.status()).as(line + " " + answer.text()).isIn(200, 401, 403, 404);
        assertThat(answer.has("Connection: close")).as(answer.text()).isTrue();
      }
    }
  }

  @Test
  void methods_that_a_path_does_not_take_are_refused_by_name() {
    for (String method : List.of("OPTIONS", "TRACE", "PUT", "PATCH", "DELETE", "PROPFIND", "get")) {
      Answer answer = http.request(method, "/api/platform", admin, "X-Probe: echoed");
      assertThat(answer.status()).as(method).isIn(400, 405, 501);
      assertThat(answer.text()).as("no echo, no CORS").doesNotContain("echoed", "Access-Control");
      assertThat(http.request(method, "/api/platform").status())
          .as(method)
          .isIn(400, 401, 405, 501);
    }
    assertThat(http.request("POST", "/api/platform", admin, "Content-Length: 0").has("Allow: GET"))
        .isTrue();
    for (String path : List.of("/", "/system/console/bundles", "/login", "/ws/status")) {
      Answer answer = http.request("TRACE", path, admin, "X-Probe: echoed");
      assertThat(answer.text()).as(path).doesNotContain("echoed");
      assertThat(http.request("OPTIONS", path, admin, "Origin: http://evil.example").status())
          .as(path)
          .isEqualTo(403);
    }
  }

  @Test
  void junk_and_ambiguous_requests_are_answered_with_400_and_the_door_is_shut() {
    String host = "Host: 127.0.0.1:" + kernel.port() + "\r\n";
    String smuggled = "GET /api/platform HTTP/1.1\r\n" + host + viewer + "\r\n\r\n";
    Map<String, String> requests =
        Map.ofEntries(
            Map.entry("no HTTP", "\0\1\2\3 junk\r\n\r\n"),
            Map.entry("no version", "GET /api/platform\r\n\r\n"),
            Map.entry("no host", "GET /api/platform HTTP/1.1\r\n\r\n"),
            Map.entry("two hosts", "GET / HTTP/1.1\r\n" + host + "Host: evil\r\n\r\n"),
            Map.entry("space before colon", "GET / HTTP/1.1\r\n" + host + "X : y\r\n\r\n"),
            Map.entry("folded header", "GET / HTTP/1.1\r\n" + host + "X: y\r\n folded\r\n\r\n"),
            Map.entry("NUL in header", "GET / HTTP/1.1\r\n" + host + "X: a\0b\r\n\r\n"),
            Map.entry("space in path", "GET /a b HTTP/1.1\r\n" + host + "\r\n"),
            Map.entry("bad escape", "GET /api/%zz HTTP/1.1\r\n" + host + "\r\n"),
            Map.entry(
                "two lengths",
                "POST /api/tokens HTTP/1.1\r\n"
                    + host
                    + "Content-Length: 0\r\nContent-Length: "
                    + smuggled.length()
                    + "\r\n\r\n"
                    + smuggled),
            Map.entry(
                "negative length", "POST / HTTP/1.1\r\n" + host + "Content-Length: -1\r\n\r\n"),
            Map.entry(
                "length and chunked",
                "POST /api/tokens HTTP/1.1\r\n"
                    + host
                    + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
                    + smuggled),
            Map.entry(
                "unknown encoding",
                "POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked, identity\r\n\r\n"),
            Map.entry(
                "bad chunk",
                "POST /api/tokens HTTP/1.1\r\n"
                    + host
                    + admin
                    + "\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n"));
    requests.forEach(
        (name, request) -> {
          Answer answer = http.send(request);
          assertThat(answer.status()).as(name + ": " + answer.text()).isIn(400, 403, 501, 505);
          assertThat(answer.text()).as(name).doesNotContain("\"framework\"");
        });
  }

  @Test
  void a_header_without_end_is_cut_off() {
    Answer answer = http.request("GET", "/api/platform", "X: " + "x".repeat(200_000));
    assertThat(answer.status()).as("0 is a cut connection").isIn(0, 400, 431);
    Answer longPath = http.request("GET", "/" + "x".repeat(200_000));
    assertThat(longPath.status()).isIn(0, 400, 414);
    assertThat(kernel.admin().status("GET", "/api/session")).isEqualTo(200);
  }

  @Test
  void a_body_over_its_limit_is_refused() {
    int length = 5 << 20;
    for (String path : List.of("/api/tokens", "/api/units/x/call/y", "/auth/login")) {
      // More than the kernel wants to read, and less than was announced: it must not wait for it.
      String head =
          "POST %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n%s\r\nContent-Length: %d\r\n\r\n"
              .formatted(path, kernel.port(), admin, length);
      Answer answer = http.send(head + "{\"name\":\"" + "x".repeat(1_100_000));
      assertThat(answer.status()).as(path + " " + answer.text()).isIn(0, 400, 413);
    }
    assertThat(kernel.admin().json("/api/session")).containsEntry("role", "admin");
  }

  @Test
  void a_body_that_is_no_json_object_is_refused() {
    for (String body : List.of("[]", "1", "{", "{}{}", "{\"params\": []}", "\0")) {
      assertThat(kernel.admin().send("POST", "/api/units/x/call/y", body).statusCode())
          .as(body)
          .isEqualTo(400);
    }
    String deep = "{\"params\":{\"x\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}}";
    assertThat(kernel.admin().send("POST", "/api/units/x/call/y", deep).statusCode())
        .isEqualTo(400);
  }
}
