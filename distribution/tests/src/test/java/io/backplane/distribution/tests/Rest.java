package io.backplane.distribution.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * REST as a client with a token speaks it.
 *
 * @param headers name, value, name, value
 */
record Rest(String url, List<String> headers) {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  /** The same with a header more. */
  Rest with(String name, String value) {
    return new Rest(
        url,
        java.util.stream.Stream.concat(headers.stream(), List.of(name, value).stream()).toList());
  }

  Rest token(String secret) {
    return with("Authorization", "Bearer " + secret);
  }

  HttpResponse<String> send(String method, String path, String body) {
    var request =
        HttpRequest.newBuilder(URI.create(url).resolve(path))
            .timeout(Duration.ofSeconds(20))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!headers.isEmpty()) {
      request.headers(headers.toArray(String[]::new));
    }
    try {
      return CLIENT.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + path + ": " + e, e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  HttpResponse<String> get(String path) {
    return send("GET", path, "");
  }

  int status(String method, String path) {
    return send(method, path, "").statusCode();
  }

  /** The object at a path; it must be there. */
  Map<String, Object> json(String path) {
    HttpResponse<String> answer = get(path);
    assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(200);
    return Json.object(answer.body());
  }

  /** What a call ends with. */
  Map<String, Object> call(String unit, String command, Map<String, Object> params) {
    String path = "/api/units/" + unit + "/call/" + command;
    HttpResponse<String> answer = send("POST", path, Json.text(Map.of("params", params)));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Json.object(answer.body());
  }
}
