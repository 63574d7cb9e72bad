package io.backplane.distribution.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.testing.Await;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a service does with a kernel by the module {@code backplane}, and the events behind it. */
class ServiceAtKernelTest {

  private static RunningKernel kernel;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    kernel = RunningKernel.start();
    Specimens.drop(kernel, "source", "1.0.0");
  }

  @AfterAll
  static void end() {
    kernel.close();
  }

  private Cli.Result run(String script) throws IOException {
    Files.writeString(
        folder.resolve("manifest.json"),
        "{\"manifestVersion\":\"1\",\"id\":\"s\",\"name\":\"s\",\"version\":\"1.0.0\"}");
    Files.writeString(folder.resolve("config.schema.json"), "{}");
    Files.writeString(folder.resolve("index.js"), script);
    return kernel
        .cli()
        .with("BACKPLANE_SOCKET", kernel.socket().toString())
        .with("STDIOLINK_INSTANCE_ID", "report")
        .run("service", "run", folder.toString());
  }

  @Test
  void units_are_called_and_their_streams_left() throws IOException {
    Cli.Result result =
        run(
            """
            import { call, unit } from 'backplane';
            const source = unit('source');
            console.log(await source.version());
            console.log(await source.fail().catch((e) => [e.message, e.code]));
            console.log(await call('none', 'x').catch((e) => [e.code, e.refusal]));
            console.log(await call('none', 'x', {}, { onEvent() {} }).catch((e) => [e.code, e.refusal]));
            const control = new AbortController();
            const onEvent = (name, value) => value === 3 && control.abort('enough');
            console.log(await source.ticks({}, { onEvent, signal: control.signal }).catch((e) => e));
            """);
    assertThat(result.err().lines())
        .containsExactly(
            "1.0.0",
            "[\"failed as asked\",7]",
            "[404,\"not-found\"]",
            "[404,\"not-found\"]",
            "enough");
    Await.until("the unit is left", () -> Specimens.inside(kernel.admin(), "source") == 0);
  }

  @Test
  void state_is_the_services_own_and_its_changes_come_back() throws IOException {
    Cli.Result result =
        run(
            """
            import { state, on } from 'backplane';
            const events = on('state.', ({ type, subject, seq }) => console.log(type, subject, seq > 0));
            const { promise, resolve } = Promise.withResolvers();
            const watch = state.watch('svc/', ({ key, value, deleted }) => {
              console.log('watched', key, value, deleted);
              if (deleted) resolve();
            });
            await state.set('svc/a', { n: [1, null] });
            console.log(await state.get('svc/a'), await state.get('svc/b'));
            await new Promise((done) => setTimeout(done, 300));
            console.log(await state.delete('svc/a'), await state.delete('svc/a'));
            await promise;
            await state.set('svc/kept', 'text');
            watch.close();
            events.close();
            """);
    assertThat(result.err().lines())
        .contains(
            "state.set svc/a true",
            "watched svc/a {\"n\":[1,null]} false",
            "{\"n\":[1,null]} undefined",
            "true false",
            "state.deleted svc/a true",
            "watched svc/a undefined true");
    assertThat(result.code()).isZero();
    assertThat(kernel.admin().json("/api/state/svc/kept"))
        .containsEntry("value", "text")
        .containsEntry("by", "service:report");
  }

  private static HttpResponse<InputStream> events(String path, String... headers)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(kernel.url() + path))
            .header("Authorization", "Bearer " + kernel.token("viewer"))
            .header("Accept", "text/event-stream")
            .headers(headers)
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofInputStream());
  }

  @Test
  void events_are_told_from_where_somebody_was() throws Exception {
    kernel.admin().send("PUT", "/api/state/told/a", "{\"value\":1}");
    int first = (Integer) kernel.admin().json("/api/events?limit=1").get("last");
    kernel.admin().send("PUT", "/api/state/told/b", "{\"value\":1}");
    try (var lines = lines(events("api/events?type=state.", "Last-Event-ID", "" + (first - 1)))) {
      assertThat(lines.readLine()).isEqualTo("event: begin");
      assertThat(lines.readLine()).isEqualTo("id: " + (first - 1));
      assertThat(lines.readLine()).isEqualTo("data: {\"last\":" + (first - 1) + "}");
      assertThat(lines.readLine()).isEmpty();
      assertThat(lines.readLine()).isEqualTo("event: event");
      assertThat(lines.readLine()).isEqualTo("id: " + first);
      assertThat(lines.readLine()).contains("\"subject\":\"told/a\"");
      assertThat(lines.readLine()).isEmpty();
      assertThat(lines.lines().limit(3).toList().getLast()).contains("\"subject\":\"told/b\"");
    }
    assertThat(events("api/events", "Last-Event-ID", "999999999").statusCode()).isEqualTo(400);
    assertThat(events("api/events", "Last-Event-ID", "x").statusCode()).isEqualTo(400);
  }

  private static BufferedReader lines(HttpResponse<InputStream> answer) {
    assertThat(answer.statusCode()).isEqualTo(200);
    return new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
  }

  @Test
  void only_the_socket_believes_who_somebody_says_to_be() {
    Map<String, Object> told = kernel.admin().with("Backplane-Unit", "report").json("/api/session");
    assertThat(told.toString()).doesNotContain("service:");
  }
}
