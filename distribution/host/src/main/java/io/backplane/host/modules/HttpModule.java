package io.backplane.host.modules;

import io.backplane.host.js.Fault;
import io.backplane.host.js.Given;
import io.backplane.host.js.HostFunction;
import io.backplane.host.js.HostModule;
import io.backplane.host.js.JsRuntime;
import io.backplane.host.js.Json;
import io.backplane.host.js.Loop;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.graalvm.polyglot.Value;

/** Requests over HTTP 1.1, which is what devices understand. For the loop's thread. */
final class HttpModule implements HostModule {

  /** The longest body of an answer. */
  static final long ANSWER_BYTES_MAX = 64L << 20;

  private HttpClient made;

  private record Answer(int status, Map<String, String> headers, String body) {}

  @Override
  public String name() {
    return "http";
  }

  @Override
  public Map<String, HostFunction> functions(JsRuntime runtime) {
    return Map.of("request", given -> request(given, runtime.loop()));
  }

  private Object request(Given given, Loop loop) {
    HttpClient client = client();
    HttpRequest request = read(given);
    long timeoutMs = (long) given.number(4, "timeoutMs");
    Value done = given.function(5, "done");
    Value failed = given.function(6, "failed");
    loop.start(
        "http",
        () -> answer(client, request, timeoutMs),
        new Loop.Then() {
          @Override
          public void done(Object result) {
            var answer = (Answer) result;
            done.executeVoid(answer.status(), Json.text(answer.headers()), answer.body());
          }

          @Override
          public void failed(Exception e) {
            failed.executeVoid(TransportFault.text(e));
          }
        });
    return null;
  }

  /** One for all requests, for their connections and cookies. */
  private HttpClient client() {
    if (made == null) {
      made =
          Clients.builder()
              .followRedirects(HttpClient.Redirect.NORMAL)
              .cookieHandler(new CookieManager())
              .build();
    }
    return made;
  }

  private static HttpRequest read(Given given) {
    var request = HttpRequest.newBuilder();
    try {
      request.uri(URI.create(given.text(0, "url")));
    } catch (IllegalArgumentException e) {
      throw Fault.type("http.request: invalid URL");
    }
    try {
      request.method(
          given.text(1, "method"),
          given.optionalText(3).map(BodyPublishers::ofString).orElse(BodyPublishers.noBody()));
      given.object(2).forEach((name, value) -> header(request, name, (String) value));
      return request.build();
    } catch (IllegalArgumentException e) {
      throw Fault.type("http.request: " + e.getMessage());
    }
  }

  /** The length is told by what sends the body. */
  private static void header(HttpRequest.Builder request, String name, String value) {
    if (!name.equalsIgnoreCase("content-length")) {
      request.setHeader(name, value);
    }
  }

  /**
   * @param timeoutMs for all of it, to the body's last byte; none when it is 0 or less
   */
  private static Answer answer(HttpClient client, HttpRequest request, long timeoutMs)
      throws Exception {
    CompletableFuture<HttpResponse<byte[]>> sent =
        client.sendAsync(
            request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), ANSWER_BYTES_MAX));
    try {
      HttpResponse<byte[]> response =
          timeoutMs > 0 ? sent.get(timeoutMs, TimeUnit.MILLISECONDS) : sent.get();
      return new Answer(
          response.statusCode(),
          headers(response.headers()),
          new String(response.body(), StandardCharsets.UTF_8));
    } finally {
      sent.cancel(true);
    }
  }

  private static Map<String, String> headers(HttpHeaders all) {
    var told = new TreeMap<String, String>();
    all.map()
        .forEach(
            (name, values) -> told.put(name.toLowerCase(Locale.ROOT), String.join(", ", values)));
    return told;
  }
}
