package io.backplane.web;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.supervisor.spi.Profile;
import io.backplane.supervisor.spi.RestartPolicy;
import io.backplane.units.spi.InstanceChange;
import io.backplane.units.spi.NewInstance;
import io.backplane.units.spi.UpdateOrder;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Bodies about instances, read with the offending member named. */
final class InstanceBodies {

  private static final Map<String, Object> TEXT = Map.of("type", "string");
  private static final Map<String, Object> FLAG = Map.of("type", "boolean");
  private static final Map<String, Object> OBJECT = Map.of("type", "object");
  private static final Map<String, Object> TEXTS = Map.of("type", "array", "items", TEXT);
  private static final Map<String, Object> NAMED_TEXTS =
      Map.of("type", "object", "additionalProperties", TEXT);
  private static final Map<String, Object> PROFILE =
      Map.of("type", "string", "enum", List.of("keepalive", "oneshot"));
  private static final Map<String, Object> RESTART =
      Map.of("type", "string", "enum", List.of("always", "on-failure", "never"));

  static final Map<String, Object> ACT = object(Map.of("wait", FLAG, "force", FLAG));
  static final Map<String, Object> CHANGE =
      object(
          Map.of(
              "profile", PROFILE,
              "restart", RESTART,
              "args", TEXTS,
              "env", NAMED_TEXTS,
              "labels", NAMED_TEXTS));
  static final Map<String, Object> NEW =
      object(
          Map.of(
              "package", TEXT,
              "version", TEXT,
              "id", TEXT,
              "config", OBJECT,
              "profile", PROFILE,
              "restart", RESTART,
              "args", TEXTS,
              "env", NAMED_TEXTS,
              "labels", NAMED_TEXTS,
              "start", FLAG));
  static final Map<String, Object> UPDATE =
      object(
          Map.of(
              "version", TEXT,
              "dryRun", FLAG,
              "force", FLAG,
              "overlap", FLAG,
              "healthWindowMs", Map.of("type", "integer", "minimum", 0),
              "config", OBJECT));

  private InstanceBodies() {}

  private static Map<String, Object> object(Map<String, Object> properties) {
    return Map.of("type", "object", "properties", properties);
  }

  static NewInstance created(Map<String, Object> body) {
    String name = text(body, "package").orElseThrow(() -> missing("package"));
    String ref = text(body, "version").map(version -> name + "@" + version).orElse(name);
    return new NewInstance(
        ref,
        text(body, "id"),
        map(body, "config").orElse(Map.of()),
        text(body, "profile").map(Profile::of).orElse(Profile.KEEPALIVE),
        text(body, "restart").map(RestartPolicy::of).orElse(RestartPolicy.ON_FAILURE),
        texts(body, "args").orElse(List.of()),
        namedTexts(body, "env").orElse(Map.of()),
        namedTexts(body, "labels").orElse(Map.of()),
        Boolean.TRUE.equals(body.get("start")));
  }

  static InstanceChange change(Map<String, Object> body) {
    return new InstanceChange(
        text(body, "profile").map(Profile::of),
        text(body, "restart").map(RestartPolicy::of),
        texts(body, "args"),
        namedTexts(body, "env"),
        namedTexts(body, "labels"));
  }

  static UpdateOrder order(Map<String, Object> body) {
    return new UpdateOrder(
        text(body, "version").orElseThrow(() -> missing("version")),
        Boolean.TRUE.equals(body.get("force")),
        number(body, "healthWindowMs").map(Duration::ofMillis).orElse(UpdateOrder.HEALTH_WINDOW),
        member(body, "overlap", "true or false", v -> v instanceof Boolean flag ? flag : null),
        map(body, "config"));
  }

  private static RefusedException missing(String member) {
    return new RefusedException(new Refusal.Invalid(member, "is missing"));
  }

  private static Optional<String> text(Map<String, Object> body, String name) {
    return member(body, name, "a text", v -> v instanceof String text ? text : null);
  }

  static Optional<Long> number(Map<String, Object> body, String name) {
    return member(body, name, "a whole number", v -> v instanceof Number n ? n.longValue() : null);
  }

  @SuppressWarnings("unchecked") // JSON objects have string keys
  static Optional<Map<String, Object>> map(Map<String, Object> body, String name) {
    return member(
        body, name, "an object", v -> v instanceof Map<?, ?> m ? (Map<String, Object>) m : null);
  }

  @SuppressWarnings("unchecked") // checked item by item
  private static Optional<List<String>> texts(Map<String, Object> body, String name) {
    return member(
        body,
        name,
        "a list of texts",
        v ->
            v instanceof List<?> list && list.stream().allMatch(String.class::isInstance)
                ? (List<String>) list
                : null);
  }

  private static Optional<Map<String, String>> namedTexts(Map<String, Object> body, String name) {
    return map(body, name)
        .map(
            values -> {
              var texts = new HashMap<String, String>();
              values.forEach((key, value) -> texts.put(key, text(values, key).orElse("")));
              return texts;
            });
  }

  private static <T> Optional<T> member(
      Map<String, Object> body, String name, String kind, Function<Object, T> read) {
    Object value = body.get(name);
    if (value == null) {
      return Optional.empty();
    }
    T wanted = read.apply(value);
    if (wanted == null) {
      throw new RefusedException(new Refusal.Invalid(name, "must be " + kind));
    }
    return Optional.of(wanted);
  }
}
