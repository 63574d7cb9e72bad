package io.backplane.distribution.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Shared state over REST. */
class StateApiTest {

  private static RunningKernel kernel;

  @BeforeAll
  static void start() {
    kernel = RunningKernel.start();
  }

  @AfterAll
  static void end() {
    kernel.close();
  }

  private static HttpResponse<String> put(String key, Map<String, Object> body, String... header) {
    Rest rest = kernel.admin();
    for (int i = 0; i < header.length; i += 2) {
      rest = rest.with(header[i], header[i + 1]);
    }
    return rest.send("PUT", "/api/state/" + key, Json.text(body));
  }

  private static String tag(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.headers().firstValue("ETag").orElseThrow();
  }

  @Test
  void a_key_with_slashes_stands_in_the_path_as_it_is() {
    String tag = tag(put("site/one:2/theme", Map.of("value", "dark")));
    HttpResponse<String> got = kernel.admin().get("/api/state/site/one:2/theme");
    assertThat(tag(got)).isEqualTo(tag);
    assertThat(Json.object(got.body()))
        .containsEntry("key", "site/one:2/theme")
        .containsEntry("value", "dark")
        .containsEntry("type", "text")
        .containsEntry("version", tag.replace("\"", ""));
    assertThat(Json.list(kernel.admin().json("/api/state?prefix=site/&limit=1"), "entries"))
        .extracting(entry -> entry.get("key"))
        .containsExactly("site/one:2/theme");
    assertThat(kernel.admin().send("DELETE", "/api/state/site/one:2/theme", "").statusCode())
        .isEqualTo(200);
    assertThat(kernel.admin().get("/api/state/site/one:2/theme").statusCode()).isEqualTo(404);
    assertThat(Json.list(kernel.admin().json("/api/state-history/site/one:2/theme"), "versions"))
        .extracting(entry -> entry.get("deleted"))
        .containsExactly(true, false);
    assertThat(kernel.admin().get("/api/state-history/nowhere").statusCode()).isEqualTo(404);
  }

  @Test
  void json_keeps_every_digit_and_a_text_may_be_json() {
    HttpResponse<String> exact =
        kernel
            .admin()
            .send(
                "PUT", "/api/state/exact", "{\"value\": {\"n\": 12345678901234567890.123456789}}");
    assertThat(exact.body()).contains("{\"n\":12345678901234567890.123456789}");
    assertThat(kernel.cli().run("runtime", "state-get", "exact").ok())
        .isEqualTo("{\"n\":12345678901234567890.123456789}");
    put("quoted", Map.of("value", "dark", "type", "json"));
    assertThat(kernel.cli().run("runtime", "state-get", "quoted").ok()).isEqualTo("\"dark\"");
    for (Map<String, Object> body :
        List.<Map<String, Object>>of(
            Map.of(), Map.of("value", 1, "type", "text"), Map.of("value", 1, "type", "xml"))) {
      assertThat(put("refused", body).statusCode()).as(body.toString()).isEqualTo(400);
    }
    assertThat(kernel.admin().get("/api/state/refused").statusCode()).isEqualTo(404);
  }

  @Test
  void the_largest_value_passes_and_one_byte_more_is_refused() {
    String largest = "\u0001".repeat(1 << 20);
    tag(put("large", Map.of("value", largest)));
    HttpResponse<String> refused = put("large", Map.of("value", largest + "x"));
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(Json.object(refused.body())).containsEntry("field", "value");
  }

  @Test
  void an_entity_tag_that_is_not_the_present_one_is_refused() {
    String first = tag(put("cas", Map.of("value", "1"), "If-None-Match", "*"));
    assertThat(put("cas", Map.of("value", "2"), "If-None-Match", "*").statusCode()).isEqualTo(412);
    String second = tag(put("cas", Map.of("value", "2"), "If-Match", first));
    HttpResponse<String> stale = put("cas", Map.of("value", "3"), "If-Match", first);
    assertThat(stale.statusCode()).isEqualTo(412);
    assertThat(Json.object(stale.body()))
        .containsEntry("refusal", "stale")
        .extractingByKey("detail")
        .asString()
        .contains(second.replace("\"", ""));
    assertThat(put("cas", Map.of("value", "3"), "If-Match", "\"7\"").statusCode()).isEqualTo(400);
    assertThat(
            kernel
                .admin()
                .with("If-Match", first)
                .send("DELETE", "/api/state/cas", "")
                .statusCode())
        .isEqualTo(412);
  }

  @Test
  void a_viewer_reads_and_an_operator_writes() {
    Rest viewer = kernel.rest("viewer");
    Rest operator = kernel.rest("operator");
    String body = Json.text(Map.of("value", "x"));
    assertThat(viewer.send("PUT", "/api/state/roles", body).statusCode()).isEqualTo(403);
    assertThat(operator.send("PUT", "/api/state/roles", body).statusCode()).isEqualTo(200);
    assertThat(viewer.json("/api/state/roles"))
        .extractingByKey("by")
        .asString()
        .startsWith("operator");
    assertThat(viewer.status("DELETE", "/api/state/roles")).isEqualTo(403);
    assertThat(operator.status("POST", "/api/state-sharing/reset-clock")).isEqualTo(403);
    assertThat(kernel.admin().status("POST", "/api/state-sharing/reset-clock")).isEqualTo(409);
  }

  @Test
  void nothing_is_in_conflict_and_nothing_waits_on_one_kernel() {
    assertThat(Json.list(kernel.admin().json("/api/state-conflicts?key=x"), "conflicts")).isEmpty();
    assertThat(Json.list(kernel.admin().json("/api/state-quarantine"), "versions")).isEmpty();
    assertThat(kernel.admin().json("/api/state-sharing")).containsEntry("transport", "none");
    assertThat(kernel.admin().status("DELETE", "/api/state-conflicts")).isEqualTo(400);
    assertThat(kernel.admin().status("DELETE", "/api/state-conflicts?upTo=5")).isEqualTo(200);
    String version = "019c0a1b2c3d-0000-5e1f0c9a7b21-1c9d3e77";
    assertThat(
            kernel
                .admin()
                .send(
                    "POST",
                    "/api/state-quarantine/a/b",
                    Json.text(Map.of("version", version, "action", "drop")))
                .statusCode())
        .isEqualTo(404);
  }
}
