package io.backplane.meta;

import io.backplane.api.call.Values;
import io.backplane.api.meta.CommandMeta;
import io.backplane.api.meta.Example;
import io.backplane.api.meta.Meta;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** OpenAPI 3.1: the kernel's path for calls, with each command's own types. */
final class OpenApi {

  private OpenApi() {}

  static Map<String, Object> document(Meta meta) {
    var paths = new LinkedHashMap<String, Object>();
    for (CommandMeta command : meta.commands()) {
      paths.put(
          "/api/units/{unit}/call/" + encoded(command.name()),
          Map.of("post", operation(meta, command)));
    }
    Map<String, Object> info =
        Values.map("title", meta.info().name(), "version", meta.info().version());
    if (!meta.info().description().isEmpty()) {
      info.put("description", meta.info().description());
    }
    return Values.map(
        "openapi",
        "3.1.0",
        "info",
        info,
        "security",
        List.of(Map.of("bearer", List.of())),
        "paths",
        paths,
        "components",
        components(meta));
  }

  private static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static Map<String, Object> components(Meta meta) {
    return Values.map(
        "securitySchemes",
        Map.of("bearer", Values.map("type", "http", "scheme", "bearer")),
        "parameters",
        Map.of(
            "unit",
            Values.map(
                "name",
                "unit",
                "in",
                "path",
                "required",
                true,
                "description",
                "The name of an instance.",
                "schema",
                Map.of("type", "string"),
                "example",
                meta.info().id())),
        "schemas",
        Map.of(
            "Problem",
            object(
                Values.map(
                    "type", Map.of("type", "string"),
                    "title", Map.of("type", "string"),
                    "status", Map.of("type", "integer"),
                    "detail", Map.of("type", "string"),
                    "refusal", Map.of("type", "string"),
                    "field", Map.of("type", "string")))));
  }

  private static Map<String, Object> operation(Meta meta, CommandMeta command) {
    Map<String, Object> operation =
        Values.map("operationId", command.name(), "tags", List.of(meta.info().name()));
    String summary = command.title().isEmpty() ? command.summary() : command.title();
    if (!summary.isEmpty()) {
      operation.put("summary", summary);
    }
    if (!command.description().isEmpty()) {
      operation.put("description", command.description());
    }
    operation.put("parameters", List.of(Map.of("$ref", "#/components/parameters/unit")));
    operation.put("requestBody", Map.of("content", Map.of("application/json", body(command))));
    operation.put("responses", responses(command));
    if (!command.flags().toMap().isEmpty()) {
      operation.put(Meta.EXTENSION, command.flags().toMap());
    }
    return operation;
  }

  private static Map<String, Object> body(CommandMeta command) {
    Map<String, Object> schema =
        object(
            Values.map(
                "params", JsonSchema.params(command),
                "stream", Map.of("type", "boolean"),
                "timeoutMs", Values.map("type", "integer", "minimum", 0)));
    Map<String, Object> body = Values.map("schema", schema);
    var examples = new LinkedHashMap<String, Object>();
    for (Example example : command.examples()) {
      examples.put(
          "example" + (examples.size() + 1),
          Values.map(
              "summary", example.description(), "value", Map.of("params", example.params())));
    }
    if (!examples.isEmpty()) {
      body.put("examples", examples);
    }
    return body;
  }

  private static Map<String, Object> responses(CommandMeta command) {
    Map<String, Object> done =
        answer("done", Optional.empty(), JsonSchema.of(command.returns(), false), command);
    Map<String, Object> error =
        answer("error", Optional.of(Map.of("type", "integer")), Map.of(), command);
    return Values.map(
        "200",
        content(
            "The command has ended: done, or with its own error.",
            "application/json",
            Map.of("oneOf", List.of(done, error))),
        "default",
        content(
            "The command was not carried out.",
            "application/problem+json",
            Map.of("$ref", "#/components/schemas/Problem")));
  }

  private static Map<String, Object> answer(
      String status,
      Optional<Map<String, Object>> code,
      Map<String, Object> value,
      CommandMeta command) {
    Map<String, Object> members = Values.map("status", Map.of("const", status));
    code.ifPresent(schema -> members.put("code", schema));
    members.put("value", value);
    if (!command.events().isEmpty()) {
      members.put("events", Values.map("type", "array", "items", events(command)));
    }
    Map<String, Object> answer = object(members);
    answer.put(
        "required",
        new ArrayList<>(code.isPresent() ? List.of("status", "code") : List.of("status")));
    return answer;
  }

  /** Drivers emit events that they do not declare; those have no type. */
  private static Map<String, Object> events(CommandMeta command) {
    var kinds = new ArrayList<Object>();
    command
        .events()
        .forEach(
            event ->
                kinds.add(
                    object(
                        Values.map(
                            "name",
                            Map.of("const", event.name()),
                            "value",
                            JsonSchema.event(event)))));
    kinds.add(object(Values.map("name", Map.of("type", "string"), "value", Map.of())));
    return Map.of("anyOf", kinds);
  }

  private static Map<String, Object> content(
      String description, String type, Map<String, Object> schema) {
    return Values.map(
        "description", description, "content", Map.of(type, Map.of("schema", schema)));
  }

  private static Map<String, Object> object(Map<String, Object> properties) {
    return Values.map("type", "object", "properties", properties);
  }
}
