package io.backplane.distribution.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backplane.testing.Await;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What comes by itself: the WebSocket with the status, and calls as server-sent events. */
class LiveFeedsTest {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static RunningKernel kernel;

  @BeforeAll
  static void start() {
    kernel = RunningKernel.start();
  }

  @AfterAll
  static void end() {
    kernel.close();
  }

  private static WebSocket open(Messages messages, String... headers) {
    return messages.open(kernel, "/ws/status", headers);
  }

  private static String bearer(String role) {
    return "Bearer " + kernel.token(role);
  }

  @Test
  void a_watcher_gets_a_snapshot_and_then_what_changes() throws Exception {
    Specimens.drop(kernel, "before", "1.0.0");
    var messages = new Messages();
    WebSocket socket = open(messages, "Authorization", bearer("viewer"));
    Map<String, Object> snapshot = messages.next("snapshot");
    assertThat(snapshot).containsKeys("seq", "platform", "health", "plugins", "sample");
    assertThat(Json.list(Json.object(snapshot, "plugins"), "plugins"))
        .extracting(plugin -> plugin.get("id"))
        .contains("before");

    Specimens.drop(kernel, "after", "1.0.0");
    Map<String, Object> event = Json.object(messages.next("event"), "event");
    while (!event.get("type").equals("plugin.loaded")) {
      event = Json.object(messages.next("event"), "event");
    }
    assertThat(event).containsEntry("subject", "after");
    assertThat((Integer) event.get("seq")).isGreaterThan((Integer) snapshot.get("seq"));
    assertThat(Json.list(messages.next("plugins"), "plugins"))
        .extracting(plugin -> plugin.get("id"))
        .contains("after");
    socket.sendClose(WebSocket.NORMAL_CLOSURE, "");
    assertThat(messages.closed()).isEqualTo(WebSocket.NORMAL_CLOSURE);
  }

  @Test
  void without_a_token_or_from_a_foreign_page_there_is_no_upgrade() {
    assertRefused(401);
    assertRefused(401, "Authorization", "Bearer bp_wrong");
    assertRefused(403, "Authorization", bearer("admin"), "Origin", "http://evil.example");
    assertRefused(401, "Cookie", "bp_" + kernel.port() + "=wrong");
  }

  private static void assertRefused(int status, String... headers) {
    assertThatThrownBy(() -> open(new Messages(), headers))
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            WebSocketHandshakeException.class,
            e -> assertThat(e.getResponse().statusCode()).isEqualTo(status));
  }

  @Test
  void a_watcher_whose_token_is_revoked_is_told_to_leave() throws Exception {
    var made = kernel.cli().json("token", "create", "short", "--role", "viewer");
    var messages = new Messages();
    open(messages, "Authorization", "Bearer " + made.get("token"));
    messages.next("snapshot");
    kernel.cli().run("token", "revoke", "short").ok();
    assertThat(messages.closed()).isEqualTo(4401);
  }

  private static HttpResponse<InputStream> stream(String unit, String command) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(kernel.url() + "api/units/" + unit + "/call/" + command))
            .header("Authorization", bearer("operator"))
            .header("Accept", "text/event-stream")
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    return CLIENT.send(request, HttpResponse.BodyHandlers.ofInputStream());
  }

  @Test
  void a_call_shows_its_events_as_they_happen_and_ends_with_its_client() throws Exception {
    Specimens.drop(kernel, "source", "1.0.0");
    HttpResponse<InputStream> answer = stream("source", "ticks");
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/event-stream");
    try (var lines =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      for (int n = 1; n <= 3; n++) {
        assertThat(lines.readLine()).isEqualTo("event: event");
        assertThat(lines.readLine()).isEqualTo("data: {\"name\":\"tick\",\"value\":" + n + "}");
        assertThat(lines.readLine()).isEmpty();
      }
    }
    Rest rest = kernel.admin();
    Await.until("the unit is left", () -> Specimens.inside(rest, "source") == 0);
  }

  @Test
  void a_call_ends_its_stream_with_its_terminal() throws Exception {
    Specimens.drop(kernel, "ending", "1.0.0");
    assertThat(
            new String(stream("ending", "version").body().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo("event: done\ndata: {\"value\":\"1.0.0\"}\n\n");
    assertThat(new String(stream("ending", "fail").body().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo(
            "event: error\ndata: {\"code\":7,\"value\":{\"message\":\"failed as asked\"}}\n\n");
    assertThat(new String(stream("none", "x").body().readAllBytes(), StandardCharsets.UTF_8))
        .startsWith("event: refused\ndata: ");
  }
}
