package io.backplane.web;

import io.backplane.api.call.Call;
import io.backplane.api.call.CallContext;
import io.backplane.api.call.CallRequest;
import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.call.Switchboard;
import io.backplane.calls.spi.CallRecord;
import io.backplane.calls.spi.UnitStatus;
import io.backplane.calls.spi.Units;
import io.backplane.security.spi.Role;
import io.backplane.units.spi.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Units: list, look, call. */
record UnitRoutes(Switchboard switchboard, Units units) {

  private static final Map<String, Object> CALL_SCHEMA =
      Map.of(
          "type",
          "object",
          "properties",
          Map.of(
              "params", Map.of("type", "object"),
              "stream", Map.of("type", "boolean"),
              "timeoutMs", Map.of("type", "integer", "minimum", 0)));

  List<Route> routes() {
    return List.of(
        Route.get(
            "/api/units",
            Role.VIEWER,
            "Everything that can be called.",
            exchange ->
                exchange.json(
                    200, Map.of("units", units.all().stream().map(UnitStatus::toMap).toList()))),
        Route.get("/api/units/{ref}", Role.VIEWER, "One unit.", this::show),
        Route.get(
                "/api/units/{ref}/calls",
                Role.VIEWER,
                "Its last calls, newest first.",
                this::recent)
            .query("limit"),
        Route.of(
                "POST",
                "/api/units/{ref}/call/{command}",
                Role.VIEWER,
                "Makes a call. Viewers may make those that change nothing. With 'Accept:"
                    + " text/event-stream' its events arrive as they happen.",
                this::call)
            .body(CALL_SCHEMA),
        Route.of(
                "POST",
                InstanceRoutes.ONE + "/call/{command}",
                Role.VIEWER,
                "The same for an instance.",
                this::call)
            .body(CALL_SCHEMA));
  }

  private void show(Exchange exchange) throws IOException {
    exchange.json(200, find(exchange.path("ref")).toMap());
  }

  private void recent(Exchange exchange) throws IOException {
    UnitStatus unit = find(exchange.path("ref"));
    int limit = (int) exchange.query("limit", 100, 1, 1_000);
    List<CallRecord> calls = units.recent(unit.name(), limit);
    exchange.json(200, Map.of("calls", calls.stream().map(CallRecord::toMap).toList()));
  }

  private UnitStatus find(String ref) {
    return units
        .find(ref)
        .orElseThrow(() -> new RefusedException(new Refusal.NotFound("unit", ref)));
  }

  private void call(Exchange exchange) throws IOException {
    CallRequest request = request(exchange);
    checkRole(exchange, request);
    if (exchange.accepts("text/event-stream")) {
      try (var sink = new EventStreamSink(exchange)) {
        Call call = switchboard.call(request, sink);
        sink.serve(call);
      }
      return;
    }
    var sink = new AnswerSink();
    Call call = switchboard.call(request, sink);
    sink.await(call).write(exchange);
  }

  private CallRequest request(Exchange exchange) throws IOException {
    Map<String, Object> body = exchange.body();
    CallContext context = CallContext.of(exchange.principal().name());
    Optional<Duration> limit = limit(body.get("timeoutMs"));
    if (limit.isPresent()) {
      context = context.limits(limit.get(), limit.get());
    }
    String unit =
        Optional.ofNullable(exchange.path("ref")).orElseGet(() -> instance(exchange.path("id")));
    return CallRequest.builder(unit, exchange.path("command"))
        .params(params(body.get("params")))
        .stream(Boolean.TRUE.equals(body.get("stream")))
        .context(context)
        .build();
  }

  private String instance(String id) {
    String service = Kind.SERVICE.word() + ":" + id;
    return units.find(service).isPresent() ? service : Kind.DRIVER.word() + ":" + id;
  }

  @SuppressWarnings("unchecked") // JSON objects have string keys
  private static Map<String, Object> params(Object params) {
    return switch (params) {
      case null -> Map.of();
      case Map<?, ?> map -> (Map<String, Object>) map;
      default -> throw new RefusedException(new Refusal.Invalid("params", "must be an object"));
    };
  }

  private static Optional<Duration> limit(Object timeoutMs) {
    return switch (timeoutMs) {
      case null -> Optional.empty();
      case Number ms when ms.longValue() >= 0 -> Optional.of(Duration.ofMillis(ms.longValue()));
      default ->
          throw new RefusedException(
              new Refusal.Invalid(
                  "timeoutMs", "must be a whole number of milliseconds, 0 for none"));
    };
  }

  private void checkRole(Exchange exchange, CallRequest request) {
    if (exchange.principal().role().covers(Role.OPERATOR)) {
      return;
    }
    boolean readOnly =
        find(request.unit())
            .meta()
            .command(request.command())
            .map(command -> command.flags().readOnly())
            .orElse(false);
    if (!readOnly) {
      throw new RefusedException(
          new Refusal.Denied(
              "the command '" + request.command() + "' needs the role operator; yours is viewer"));
    }
  }
}
