package io.backplane.distribution.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.testing.Await;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code backplane events} and {@code backplane token}. */
class EventsAndTokensTest {

  private static RunningKernel kernel;

  @BeforeAll
  static void start() {
    kernel = RunningKernel.start();
  }

  @AfterAll
  static void end() {
    kernel.close();
  }

  @Test
  void events_that_are_followed_come_live_until_ctrl_c() throws Exception {
    Process follower = kernel.cli().startInTerminal("events", "-f", "-n", "0", "--json");
    Await.until("it follows", () -> cursors() == 1);
    try (BufferedReader lines = follower.inputReader()) {
      Path file = Specimens.drop(kernel, "seen", "1.0.0");
      Map<String, Object> loaded = next(lines, "plugin.loaded");
      assertThat(loaded).containsEntry("subject", "seen").containsEntry("level", "info");
      Files.delete(file);
      assertThat(next(lines, "plugin.unloaded")).containsEntry("subject", "seen");
      Cli.ctrlC(follower);
      assertThat(follower.waitFor(5, TimeUnit.SECONDS)).isTrue();
    }
    Await.until("the kernel has let go of it", () -> cursors() == 0);
    assertThat(kernel.cli().run("events", "-n", "3").ok()).contains("plugin.unloaded  seen");
  }

  private static Map<String, Object> next(BufferedReader lines, String type) throws IOException {
    while (true) {
      String line = lines.readLine();
      assertThat(line).as("a line until " + type).isNotNull();
      Map<String, Object> event = Json.object(line);
      if (event.get("type").equals(type)) {
        return event;
      }
    }
  }

  /** How many readers follow the event log now. */
  private static int cursors() {
    return Json.list(kernel.cli().json("runtime", "health"), "checks").stream()
        .filter(check -> check.get("name").equals("events"))
        .map(check -> (Integer) Json.object(check, "facts").get("cursors"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void a_token_works_over_rest_until_it_is_revoked() {
    Map<String, Object> made = kernel.cli().json("token", "create", "ci", "--role", "operator");
    assertThat(made).containsEntry("name", "ci").containsEntry("role", "operator");
    Rest rest = kernel.stranger().token((String) made.get("token"));
    assertThat(rest.json("/api/session"))
        .containsEntry("name", "ci")
        .containsEntry("role", "operator");
    assertThat(kernel.cli().run("token", "create", "ci").code()).as("name taken").isEqualTo(3);
    assertThat(kernel.cli().run("token", "list").ok()).contains("ci").doesNotContain("bp_");
    assertThat(kernel.cli().run("token", "revoke", "ci").ok()).isEqualTo("ci is revoked");
    assertThat(rest.status("GET", "/api/session")).isEqualTo(401);
    assertThat(kernel.cli().run("token", "revoke", "ci").code()).isEqualTo(3);
  }

  @Test
  void a_token_ends_when_its_time_is_up() {
    Map<String, Object> made = kernel.cli().json("token", "create", "--expires", "1s");
    Rest rest = kernel.stranger().token((String) made.get("token"));
    Instant end = Instant.parse((String) made.get("expiresAt"));
    Await.until("it is refused", () -> rest.status("GET", "/api/session") == 401);
    assertThat(Instant.now()).isAfterOrEqualTo(end);
  }

  @Test
  void a_secret_is_in_no_file() throws IOException {
    String secret = kernel.token("viewer");
    kernel.stranger().token(secret).json("/api/session");
    try (var files = Files.walk(kernel.data())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        assertThat(bytes.contains(secret)).as(file.toString()).isFalse();
      }
    }
  }

  @Test
  void a_login_link_opens_one_session() {
    String link = kernel.cli().run("login-link", "--role", "viewer").ok();
    assertThat(link).startsWith(kernel.url() + "login#code=");
    String body = Json.text(Map.of("code", link.substring(link.indexOf('=') + 1)));
    Rest browser = kernel.stranger().with("Origin", kernel.url().replaceAll("/$", ""));
    var opened = browser.send("POST", "/auth/login", body);
    assertThat(opened.statusCode()).isEqualTo(200);
    String cookie = opened.headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(cookie)
        .startsWith("bp_" + kernel.port() + "=")
        .contains("HttpOnly", "SameSite=Lax", "Path=/");
    assertThat(browser.send("POST", "/auth/login", body).statusCode()).isEqualTo(401);

    Rest session = browser.with("Cookie", cookie.substring(0, cookie.indexOf(';')));
    assertThat(session.json("/api/session")).containsEntry("role", "viewer");
    assertThat(session.status("POST", "/auth/logout")).isEqualTo(204);
    assertThat(session.status("GET", "/api/session")).isEqualTo(401);
  }
}
