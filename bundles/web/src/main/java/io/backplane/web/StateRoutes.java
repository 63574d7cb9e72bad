package io.backplane.web;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.security.spi.Role;
import io.backplane.state.spi.IfVersion;
import io.backplane.state.spi.State;
import io.backplane.state.spi.StateEntry;
import io.backplane.state.spi.StateLimits;
import io.backplane.state.spi.StatePage;
import io.backplane.state.spi.StateValue;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Values that kernels share. A version is an entity tag. */
record StateRoutes(State state) {

  private static final String KEY = "/api/state/{key*}";

  /** A value whose every character is escaped fits. */
  private static final int BODY_BYTES_MAX = 6 * StateLimits.VALUE_BYTES_MAX + 1_024;

  List<Route> routes() {
    return List.of(
        Route.get("/api/state", Role.VIEWER, "Keys with their values, in order.", this::list)
            .query("prefix", "after", "limit"),
        Route.get(
            KEY,
            Role.VIEWER,
            "What a key stands for, which may hold slashes; the ETag is its version.",
            this::get),
        Route.of(
                "PUT",
                KEY,
                Role.OPERATOR,
                "Sets it: under If-Match, or If-None-Match: * where it must not exist.",
                this::put)
            .body(
                Map.of(
                    "type",
                    "object",
                    "required",
                    List.of("value"),
                    "properties",
                    Map.of("value", Map.of(), "type", Map.of("enum", List.of("json", "text"))))),
        Route.of("DELETE", KEY, Role.OPERATOR, "Deletes it, under If-Match.", this::delete),
        Route.get(
            "/api/state-history/{key*}",
            Role.VIEWER,
            "The versions that a key has had here, newest first.",
            this::history));
  }

  private void list(Exchange exchange) throws IOException {
    StatePage page =
        state.list(
            exchange.query("prefix").orElse(""),
            exchange.query("after").orElse(""),
            (int) exchange.query("limit", StateLimits.PAGE_MAX, 1, StateLimits.PAGE_MAX));
    exchange.json(
        200,
        Map.of(
            "entries",
            page.entries().stream().map(StateEntry::toMap).toList(),
            "more",
            page.more()));
  }

  private void get(Exchange exchange) throws IOException {
    String key = exchange.path("key");
    answer(exchange, state.get(key).orElseThrow(() -> missing(key)));
  }

  private static RefusedException missing(String key) {
    return new RefusedException(new Refusal.NotFound("key", key));
  }

  private void put(Exchange exchange) throws IOException {
    Map<String, Object> body = exchange.exactBody(BODY_BYTES_MAX);
    String by = exchange.principal().name();
    answer(exchange, state.set(exchange.path("key"), value(body), condition(exchange), by));
  }

  /** A text is text unless it is said to be JSON; anything else is JSON. */
  private static StateValue value(Map<String, Object> body) {
    if (!body.containsKey("value")) {
      throw Members.missing("value");
    }
    Object value = body.get("value");
    String type = Members.text(body, "type").orElse(value instanceof String ? "text" : "json");
    return switch (type) {
      case "json" -> StateValue.json(Json.text(value));
      case "text" ->
          StateValue.text(Members.text(body, "value").orElseThrow(() -> Members.missing("value")));
      default ->
          throw new RefusedException(new Refusal.Invalid("type", "must be 'json' or 'text'"));
    };
  }

  private void delete(Exchange exchange) throws IOException {
    String by = exchange.principal().name();
    exchange.json(200, state.delete(exchange.path("key"), condition(exchange), by).toMap());
  }

  private static IfVersion condition(Exchange exchange) {
    String match = exchange.request().getHeader("If-Match");
    String noneMatch = exchange.request().getHeader("If-None-Match");
    if (match != null) {
      return new IfVersion(match.strip().replaceAll("^\"|\"$", ""));
    }
    if (noneMatch == null) {
      return IfVersion.ANY;
    }
    if (!noneMatch.strip().equals("*")) {
      throw new RefusedException(new Refusal.Invalid("If-None-Match", "must be *"));
    }
    return IfVersion.ABSENT;
  }

  private static void answer(Exchange exchange, StateEntry entry) throws IOException {
    exchange.response().setHeader("ETag", "\"" + entry.version() + "\"");
    exchange.json(200, entry.toMap());
  }

  private void history(Exchange exchange) throws IOException {
    String key = exchange.path("key");
    List<StateEntry> history = state.history(key);
    if (history.isEmpty()) {
      throw missing(key);
    }
    exchange.json(200, Map.of("versions", history.stream().map(StateEntry::toMap).toList()));
  }
}
