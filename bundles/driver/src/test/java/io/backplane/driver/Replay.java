package io.backplane.driver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backplane.api.call.CallRequest;
import io.backplane.api.call.RefusedException;
import io.backplane.driver.spi.SessionOptions;
import io.backplane.testing.Await;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Plays the driver's part of a recorded session to a session of ours, which asks what the recorded
 * host asked. What no host of ours could have asked (malformed lines) is asked as something else;
 * its answer must be heard all the same.
 */
final class Replay implements AutoCloseable {

  /** Counts of one replay or several. */
  record Tally(int lines, int asked, int odd, int answered, int events, int unanswered, int cut) {
    static final Tally NONE = new Tally(0, 0, 0, 0, 0, 0, 0);

    Tally plus(Tally o) {
      return new Tally(
          lines + o.lines,
          asked + o.asked,
          odd + o.odd,
          answered + o.answered,
          events + o.events,
          unanswered + o.unanswered,
          cut + o.cut);
    }
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Rig rig = new Rig(SessionOptions.FRAME_BYTES_MAX);
  private final ArrayDeque<String> asks = new ArrayDeque<>(); // written by the host, unanswered
  private final StringBuilder typed = new StringBuilder(); // behind the last line end
  private Optional<Heard> first = Optional.empty(); // of the first ask, once it is a call of ours
  private boolean streaming; // whether that may become a stream
  private final List<Heard> streams = new ArrayList<>();
  private final Map<Heard, Integer> heardEvents = new HashMap<>();
  private int lines;
  private int asked;
  private int odd;
  private int answered;
  private int events;
  private int cut;

  Tally run(List<String> recording) throws IOException {
    List<JsonNode> steps = new ArrayList<>();
    for (String line : recording) {
      steps.add(JSON.readTree(line));
    }
    for (int i = 0; i < steps.size(); i++) {
      step(steps.get(i), steps.subList(i + 1, steps.size()));
    }
    rig.eof();
    rig.session.exited("program=replayed, exitCode=0, exitStatus=normal");
    List<Heard> open = new ArrayList<>(streams);
    first.ifPresent(open::add);
    for (Heard heard : open) {
      assertThat(heard.end().code()).isEqualTo(1001);
    }
    assertThat(rig.ear.strays).isEmpty();
    assertThat(rig.ear.outOfStep).isEmpty();
    assertThat(rig.ear.events).hasSize(events);
    return new Tally(lines, asked, odd, answered, events, asks.size(), cut);
  }

  private void step(JsonNode step, List<JsonNode> later) throws IOException {
    switch (step.get("dir").asText()) {
      case "in" -> type(step.get("line").asText() + "\n");
      case "in-raw" -> type(step.get("text").asText());
      case "in-eof" -> type("\n");
      case "out" -> out(step, later);
      default -> {} // notes, arguments, log lines
    }
  }

  private void type(String text) {
    typed.append(text);
    for (int end = typed.indexOf("\n"); end >= 0; end = typed.indexOf("\n")) {
      String line = typed.substring(0, end).strip();
      typed.delete(0, end + 1);
      if (!line.isEmpty()) {
        asks.add(line);
      }
    }
  }

  private void out(JsonNode step, List<JsonNode> later) throws IOException {
    lines++;
    String line = step.get("line").asText();
    boolean whole = !step.has("len");
    if (!whole) { // abbreviated in the recording: something stands for it
      cut++;
      line = Rig.done("\"cut\"");
    }
    JsonNode answer = JSON.readTree(line);
    boolean terminal = !answer.get("status").asText().equals("event");
    if (terminal && asks.isEmpty() && streams.isEmpty()) {
      for (JsonNode step2 : later) { // two threads recorded: an answer may stand before its request
        if (asks.isEmpty() && step2.get("dir").asText().equals("in")) {
          step(step2, List.of());
          ((ObjectNode) step2).put("dir", "note");
        }
      }
    }
    ask();
    rig.says(line);
    if (terminal) {
      terminal(answer);
    } else {
      event(answer);
    }
  }

  /** Makes the first unanswered request a call of ours. */
  private void ask() throws IOException {
    if (first.isPresent() || asks.isEmpty()) {
      return;
    }
    String line = asks.peek();
    var heard = new Heard();
    Optional<CallRequest> request = request(line);
    streaming = request.isPresent() && request.get().stream();
    rig.session.call(request.orElse(Rig.request("odd")), heard);
    String sent = rig.asked();
    if (request.isPresent()) {
      asked++;
      assertThat(plain(withoutEmptyData(JSON.readTree(sent))))
          .isEqualTo(plain(withoutEmptyData(JSON.readTree(line))));
    } else {
      odd++;
    }
    first = Optional.of(heard);
  }

  /** What a host of ours would have asked to write this line, if it could have written it. */
  private static Optional<CallRequest> request(String line) {
    try {
      JsonNode node = JSON.readTree(line);
      boolean could =
          node.isObject()
              && node.path("cmd").isTextual()
              && node.size() == (node.has("data") ? 2 : 1)
              && (!node.has("data") || node.get("data").isObject());
      if (!could) {
        return Optional.empty();
      }
      String command = node.get("cmd").asText();
      @SuppressWarnings("unchecked") // JSON has string keys only
      Map<String, Object> params =
          node.has("data") ? JSON.convertValue(node.get("data"), Map.class) : Map.of();
      boolean stream = command.equals("run"); // an operator's overlay would say so
      return Optional.of(CallRequest.builder("rig", command).params(params).stream(stream).build());
    } catch (IOException | RefusedException e) {
      return Optional.empty();
    }
  }

  private static JsonNode withoutEmptyData(JsonNode request) {
    if (request.path("data").isObject() && request.get("data").isEmpty()) {
      ((ObjectNode) request).remove("data");
    }
    return request;
  }

  private void terminal(JsonNode expected) {
    Heard heard = first.orElseGet(streams::removeLast);
    Heard.Said end = heard.end();
    assertThat(end.kind()).isEqualTo(expected.get("status").asText());
    if (end.kind().equals("error")) {
      assertThat(end.code()).isEqualTo(expected.get("code").asInt());
    }
    assertThat(plain(end.value())).isEqualTo(plain(expected.get("data")));
    assertThat(heard.events()).hasSize(heardEvents.getOrDefault(heard, 0));
    answered++;
    if (first.isPresent()) {
      first = Optional.empty();
      asks.remove();
    }
  }

  private void event(JsonNode expected) {
    events++;
    Optional<Heard> whose =
        streams.isEmpty() ? first : Optional.of(streams.getLast()); // none has a meta here
    whose.ifPresent(
        heard -> {
          int count = heardEvents.merge(heard, 1, Integer::sum);
          Await.until("the call has heard it", () -> heard.events().size() == count);
          same(heard.events().getLast(), expected);
        });
    Await.until("the listener has heard it", () -> rig.ear.events.size() == events);
    Heard.Said said = rig.ear.events.getLast();
    same(said, expected);
    assertThat(said.code()).isEqualTo(expected.get("code").asInt());
    if (streaming && first.isPresent() && streams.isEmpty()) {
      streams.add(first.get());
      first = Optional.empty();
      asks.remove();
    }
  }

  private static void same(Heard.Said said, JsonNode expected) {
    JsonNode data = expected.get("data");
    boolean named = data.isObject() && data.size() == 2 && data.path("event").isTextual();
    assertThat(said.name()).isEqualTo(named ? data.get("event").asText() : "");
    assertThat(plain(said.value())).isEqualTo(plain(named ? data.get("data") : data));
  }

  /** A value whose numbers compare by what they are worth. */
  static Object plain(Object value) {
    return switch (value) {
      case null -> "null";
      case JsonNode node -> plain(JSON.convertValue(node, Object.class));
      case Number number -> new BigDecimal(number.toString()).stripTrailingZeros().toPlainString();
      case Map<?, ?> map -> {
        var copy = new HashMap<Object, Object>();
        map.forEach((key, member) -> copy.put(key, plain(member)));
        yield copy;
      }
      case List<?> list -> list.stream().map(Replay::plain).toList();
      default -> value;
    };
  }

  @Override
  public void close() {
    rig.close();
  }
}
