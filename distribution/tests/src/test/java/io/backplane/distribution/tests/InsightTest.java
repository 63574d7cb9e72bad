package io.backplane.distribution.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.testing.Await;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a kernel tells of itself: metrics, statistics, health. */
class InsightTest {

  private static final Pattern LINE =
      Pattern.compile("([a-z_]+)(?:\\{([a-z_]+=\"[^\"]*\",?)+})? (\\S+)");

  private static RunningKernel kernel;

  @BeforeAll
  static void start() {
    kernel = RunningKernel.start();
    Cli cli = kernel.cli();
    cli.run(
            "runtime",
            "plugin-load",
            "greeter",
            "--entry",
            Distribution.greeter("1.0.0").toString())
        .ok();
    for (int i = 0; i < 5; i++) {
      cli.run("call", "greeter", "hello").ok();
    }
  }

  @AfterAll
  static void end() {
    kernel.close();
  }

  /** Every line of Prometheus' text form, by its name and labels. */
  private static Map<String, Double> scraped() {
    HttpResponse<String> answer = kernel.rest("viewer").get("/metrics");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type").orElse("")).contains("version=0.0.4");
    var values = new HashMap<String, Double>();
    for (String line : answer.body().split("\n")) {
      if (!line.startsWith("#")) {
        Matcher match = LINE.matcher(line);
        assertThat(match.matches()).as(line).isTrue();
        values.put(line.substring(0, line.lastIndexOf(' ')), Double.parseDouble(match.group(3)));
      }
    }
    return values;
  }

  @Test
  void prometheus_gets_every_metric_with_a_token_and_nothing_without() {
    Map<String, Double> values = scraped();
    assertThat(values)
        .containsEntry("backplane_calls_total{outcome=\"ok\",unit=\"greeter\"}", 5.0)
        .containsKey("backplane_call_duration_seconds{quantile=\"0.99\",unit=\"greeter\"}")
        .containsEntry("backplane_plugins{state=\"active\"}", 1.0)
        .containsKey("backplane_jvm_heap_bytes")
        .containsKey("backplane_http_requests_total{status=\"2xx\"}")
        .containsKey("backplane_store_writes_waiting{db=\"manager\"}");
    assertThat(values.get("backplane_process_cpu_seconds_total")).isPositive();
    assertThat(kernel.stranger().status("GET", "/metrics")).isEqualTo(401);
  }

  @Test
  void the_command_line_shows_the_same() {
    assertThat(kernel.cli().run("runtime", "metrics").ok())
        .contains(
            "jvm_heap_bytes", "MiB", "db=manager", "scheduling_latency_seconds", "unit=greeter");
    assertThat(kernel.cli().run("runtime", "metrics", "calls").ok())
        .contains("outcome=ok unit=greeter")
        .doesNotContain("jvm_heap");
    assertThat(kernel.cli().run("runtime", "metrics", "--json").ok())
        .contains("\"jvm_threads\"", "\"COUNTER\"".toLowerCase(java.util.Locale.ROOT));
  }

  @Test
  void statistics_count_things_by_their_state() {
    Map<String, Object> stats = kernel.cli().json("runtime", "stats");
    assertThat(Json.object(stats, "plugins")).containsEntry("active", 1);
    assertThat(Json.object(stats, "calls")).containsEntry("ok", 5).containsEntry("failed", 0);
    assertThat(Json.object(stats, "units")).containsEntry("plugin", 1);
    assertThat(stats).containsKeys("updates", "processes", "events");
    assertThat(kernel.cli().run("runtime", "stats").ok()).contains("plugins", "active");
    assertThat(kernel.admin().json("/api/stats").keySet()).isEqualTo(stats.keySet());
  }

  @Test
  void a_socket_that_is_gone_degrades_the_kernel_until_it_is_back() throws IOException {
    Rest rest = kernel.rest("viewer");
    Path socket = kernel.data().resolve("run/backplane.sock");
    Path away = socket.resolveSibling("away.sock");
    assertThat(check(rest)).containsEntry("level", "healthy");

    Files.move(socket, away);
    try {
      assertThat(check(rest))
          .containsEntry("level", "degraded")
          .hasEntrySatisfying("reason", it -> assertThat((String) it).contains("is gone"));
    } finally {
      Files.move(away, socket);
    }
    assertThat(check(rest)).containsEntry("level", "healthy");
  }

  private static Map<String, Object> check(Rest rest) {
    return Json.list(rest.json("/api/health"), "checks").stream()
        .filter(it -> it.get("name").equals("http"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void health_is_a_tree_on_the_command_line() {
    assertThat(kernel.cli().run("runtime", "health").ok())
        .startsWith("healthy\n├─ ")
        .containsPattern("(?m)^├─ http +healthy +\\d+ requests answered\n│  ├─ answered +\\d+\n")
        .containsPattern("(?m)^│  ├─ manager\n│  │  ├─ ")
        .containsPattern("\n└─ .*\n   └─ .*$");
  }

  @Test
  void levels_of_health_are_explained() {
    assertThat(kernel.cli().run("runtime", "health-levels").ok())
        .contains("healthy", "degraded", "unhealthy", "not ready");
  }

  @Test
  void what_was_measured_is_kept() throws IOException {
    Rest rest = kernel.rest("viewer");
    List<?> points =
        Await.value(
            "something is recorded",
            Duration.ofSeconds(40),
            () -> {
              var answer = rest.get("/api/metrics/jvm_threads/history");
              return answer.statusCode() == 200
                  ? Json.list(Json.object(answer.body()), "points")
                  : List.of();
            },
            found -> !found.isEmpty());
    assertThat(((Map<?, ?>) points.getFirst()).get("mean")).isInstanceOf(Number.class);
    assertThat(rest.status("GET", "/api/metrics/nothing/history")).isEqualTo(404);
    assertThat(rest.status("GET", "/api/metrics/jvm_threads/history?since=now")).isEqualTo(400);
    assertThat(rest.status("GET", "/api/metrics/jvm_threads/history?points=0")).isEqualTo(400);
  }
}
