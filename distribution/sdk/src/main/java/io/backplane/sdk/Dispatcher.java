package io.backplane.sdk;

import io.backplane.api.call.Values;
import io.backplane.api.meta.CommandMeta;
import io.backplane.api.meta.Meta;
import io.backplane.meta.spi.Defaults;
import io.backplane.meta.spi.Validator;
import io.backplane.meta.spi.Violation;
import java.util.Map;
import java.util.Optional;

/** Leads a request to its handler, by the framework's order: meta, defaults, rules, handler. */
record Dispatcher(
    Optional<Meta> meta, Map<String, Handler> handlers, Handler otherwise, boolean validates) {

  private static final String META = "meta.";

  void line(String line, Reply reply) {
    if (Json.read(line).orElse("") instanceof Map<?, ?> request
        && request.get("cmd") instanceof String command) {
      dispatch(command, request.get("data"), reply);
    } else {
      reply.error(1000, Values.map("message", "invalid request format", "raw", line));
    }
  }

  void dispatch(String command, Object data, Reply reply) {
    if (command.startsWith(META)) {
      meta(command, reply);
      return;
    }
    Map<String, Object> params = members(data);
    Optional<CommandMeta> declared =
        validates ? meta.flatMap(m -> m.command(command)) : Optional.empty();
    if (declared.isPresent()) {
      params = Defaults.fill(declared.get().params(), params);
      Optional<Violation> violation = Validator.check(declared.get().params(), params);
      if (violation.isPresent()) {
        reply.error(400, named("ValidationFailed", violation.get().text()));
        return;
      }
    }
    try {
      handlers.getOrDefault(command, otherwise).handle(new Request(command, params), reply);
    } catch (Exception e) { // one command's failure is its answer, and the next one is served
      reply.error(500, e.getMessage() == null ? e.toString() : e.getMessage());
    }
  }

  private void meta(String command, Reply reply) {
    if (meta.isEmpty()) {
      reply.error(501, named("MetaNotSupported", "this driver has no meta"));
    } else if (command.equals(META + "describe")) {
      reply.done(Json.sorted(meta.get().toMap()));
    } else {
      reply.error(404, named("CommandNotFound", "Unknown meta command: " + command));
    }
  }

  static Map<String, Object> named(String name, String message) {
    return Values.map("message", message, "name", name);
  }

  /** Anything but an object stands for no parameters. */
  private static Map<String, Object> members(Object data) {
    if (data instanceof Map<?, ?> map) {
      @SuppressWarnings("unchecked") // read from JSON: keys are strings
      var members = (Map<String, Object>) map;
      return members;
    }
    return Map.of();
  }
}
