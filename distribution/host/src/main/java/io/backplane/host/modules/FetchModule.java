package io.backplane.host.modules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.backplane.host.js.Fault;
import io.backplane.host.js.Given;
import io.backplane.host.js.HostFunction;
import io.backplane.host.js.HostModule;
import io.backplane.host.js.JsRuntime;
import io.backplane.host.js.Json;
import io.backplane.host.js.Loop;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.graalvm.polyglot.Value;

/**
 * The requests of {@code fetch}, one at a time: redirections are followed in JavaScript. Bytes
 * cross as a text whose characters are below 256. For the loop's thread.
 */
final class FetchModule implements HostModule {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Map<Long, CompletableFuture<?>> underWay = new HashMap<>();
  private HttpClient made;
  private long last;

  private record Answer(int status, List<List<String>> headers, String body) {}

  @Override
  public String name() {
    return "fetch";
  }

  @Override
  public Map<String, HostFunction> functions(JsRuntime runtime) {
    return Map.of(
        "send", given -> send(given, runtime.loop()),
        "giveUp",
            given -> {
              var sent = underWay.get((long) given.number(0, "request"));
              if (sent != null) {
                sent.cancel(true);
              }
              return null;
            },
        "encode", given -> bytes(given.text(0, "text").getBytes(StandardCharsets.UTF_8)),
        "decode",
            given -> {
              byte[] bytes = given.text(0, "bytes").getBytes(StandardCharsets.ISO_8859_1);
              String text = new String(bytes, StandardCharsets.UTF_8);
              return text.startsWith("\uFEFF") ? text.substring(1) : text;
            });
  }

  private static String bytes(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private HttpClient client() {
    if (made == null) {
      made = Clients.builder().followRedirects(HttpClient.Redirect.NEVER).build();
    }
    return made;
  }

  /** Its number. */
  private Object send(Given given, Loop loop) {
    HttpClient client = client();
    HttpRequest request = read(given);
    Value done = given.function(4, "done");
    Value failed = given.function(5, "failed");
    CompletableFuture<HttpResponse<byte[]>> sent =
        client.sendAsync(
            request,
            BodyHandlers.limiting(BodyHandlers.ofByteArray(), HttpModule.ANSWER_BYTES_MAX));
    long number = ++last;
    underWay.put(number, sent);
    loop.start(
        "fetch",
        () -> answer(sent.get()),
        new Loop.Then() {
          @Override
          public void done(Object result) {
            underWay.remove(number);
            var answer = (Answer) result;
            done.executeVoid(answer.status(), Json.text(answer.headers()), answer.body());
          }

          @Override
          public void failed(Exception e) {
            underWay.remove(number);
            failed.executeVoid(TransportFault.text(e));
          }
        });
    return number;
  }

  private static HttpRequest read(Given given) {
    try {
      var request =
          HttpRequest.newBuilder(URI.create(given.text(0, "url")))
              .method(
                  given.text(1, "method"),
                  given
                      .optionalText(3)
                      .map(body -> body.getBytes(StandardCharsets.ISO_8859_1))
                      .map(BodyPublishers::ofByteArray)
                      .orElse(BodyPublishers.noBody()));
      for (var header : MAPPER.readTree(given.text(2, "headers"))) {
        request.header(header.get(0).asText(), header.get(1).asText());
      }
      return request.build();
    } catch (IllegalArgumentException | JsonProcessingException e) {
      throw Fault.type("fetch: " + e.getMessage());
    }
  }

  private static Answer answer(HttpResponse<byte[]> response) {
    var headers = new ArrayList<List<String>>();
    response
        .headers()
        .map()
        .forEach((name, values) -> values.forEach(value -> headers.add(List.of(name, value))));
    return new Answer(response.statusCode(), headers, bytes(response.body()));
  }
}
