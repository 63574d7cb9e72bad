package io.backplane.web;

import io.backplane.supervisor.spi.Profile;
import io.backplane.supervisor.spi.RestartPolicy;
import io.backplane.units.spi.InstanceChange;
import io.backplane.units.spi.NewInstance;
import io.backplane.units.spi.UpdateOrder;
import io.backplane.updates.spi.UpdateRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Bodies about instances. */
final class InstanceBodies {

  static final Map<String, Object> TEXT = Map.of("type", "string");
  private static final Map<String, Object> FLAG = Map.of("type", "boolean");
  private static final Map<String, Object> MILLISECONDS = Map.of("type", "integer", "minimum", 0);
  static final Map<String, Object> OBJECT = Map.of("type", "object");
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
              "healthWindowMs", MILLISECONDS,
              "config", OBJECT));
  static final Map<String, Object> ROLLBACK = object(Map.of("healthWindowMs", MILLISECONDS));

  private InstanceBodies() {}

  static Map<String, Object> object(Map<String, Object> properties) {
    return Map.of("type", "object", "properties", properties);
  }

  static NewInstance created(Map<String, Object> body) {
    String name = Members.text(body, "package").orElseThrow(() -> Members.missing("package"));
    String ref = Members.text(body, "version").map(version -> name + "@" + version).orElse(name);
    return new NewInstance(
        ref,
        Members.text(body, "id"),
        Members.map(body, "config").orElse(Map.of()),
        Members.text(body, "profile").map(Profile::of),
        Members.text(body, "restart").map(RestartPolicy::of),
        Members.texts(body, "args").orElse(List.of()),
        Members.namedTexts(body, "env").orElse(Map.of()),
        Members.namedTexts(body, "labels").orElse(Map.of()),
        Boolean.TRUE.equals(body.get("start")));
  }

  static InstanceChange change(Map<String, Object> body) {
    return new InstanceChange(
        Members.text(body, "profile").map(Profile::of),
        Members.text(body, "restart").map(RestartPolicy::of),
        Members.texts(body, "args"),
        Members.namedTexts(body, "env"),
        Members.namedTexts(body, "labels"));
  }

  static UpdateOrder order(Map<String, Object> body) {
    return new UpdateOrder(
        Members.text(body, "version").orElseThrow(() -> Members.missing("version")),
        Boolean.TRUE.equals(body.get("force")),
        window(body),
        Members.member(
            body, "overlap", "true or false", v -> v instanceof Boolean flag ? flag : null),
        Members.map(body, "config"));
  }

  static Duration window(Map<String, Object> body) {
    return Members.number(body, "healthWindowMs")
        .map(Duration::ofMillis)
        .orElse(UpdateRequest.HEALTH_WINDOW);
  }
}
