package io.backplane.web;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.security.spi.Role;
import io.backplane.state.spi.Stamp;
import io.backplane.state.spi.State;
import io.backplane.state.spi.StateConflict;
import io.backplane.state.spi.StateEntry;
import io.backplane.state.spi.StateLimits;
import io.backplane.state.spi.StateSharing;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** How state is shared, what was put aside, and what waits. */
record StateSharingRoutes(State state, StateSharing sharing) {

  private static final String CONFLICTS = "/api/state-conflicts";

  List<Route> routes() {
    return List.of(
        Route.get(
            "/api/state-sharing",
            Role.VIEWER,
            "How this kernel's copy is, and how far its clock is ahead.",
            exchange -> exchange.json(200, sharing.status().toMap())),
        Route.of(
            "POST",
            "/api/state-sharing/reset-clock",
            Role.ADMIN,
            "Moves what was written in the far future back, once the machine's clock is right.",
            this::resetClock),
        Route.get(
                CONFLICTS,
                Role.VIEWER,
                "Values that lost against others which had not known them, newest first.",
                this::conflicts)
            .query("key", "before", "limit"),
        Route.of("DELETE", CONFLICTS, Role.OPERATOR, "Forgets all up to a number.", this::forget)
            .query("upTo"),
        Route.get(
                "/api/state-quarantine",
                Role.VIEWER,
                "Versions from the future, which wait for this kernel's clock.",
                this::quarantined)
            .query("limit"),
        Route.of(
                "POST",
                "/api/state-quarantine/{key*}",
                Role.OPERATOR,
                "Writes the value of one now, or overrules it.",
                this::decide)
            .body(
                Map.of(
                    "type",
                    "object",
                    "required",
                    List.of("version", "action"),
                    "properties",
                    Map.of(
                        "version",
                        Map.of("type", "string"),
                        "action",
                        Map.of("enum", List.of("adopt", "drop"))))));
  }

  private void resetClock(Exchange exchange) throws IOException {
    exchange.json(200, Map.of("moved", sharing.resetClock(exchange.principal().name())));
  }

  private void conflicts(Exchange exchange) throws IOException {
    List<StateConflict> conflicts =
        state.conflicts(
            exchange.query("key").orElse(""),
            exchange.query("before", Long.MAX_VALUE, 1, Long.MAX_VALUE),
            limit(exchange));
    exchange.json(200, Map.of("conflicts", conflicts.stream().map(StateConflict::toMap).toList()));
  }

  private static int limit(Exchange exchange) {
    return (int) exchange.query("limit", StateLimits.PAGE_MAX, 1, StateLimits.PAGE_MAX);
  }

  private void forget(Exchange exchange) throws IOException {
    if (exchange.query("upTo").isEmpty()) {
      throw Members.missing("upTo");
    }
    long upTo = exchange.query("upTo", 0, 0, Long.MAX_VALUE);
    exchange.json(200, Map.of("forgotten", state.forgetConflicts(upTo)));
  }

  private void quarantined(Exchange exchange) throws IOException {
    List<StateEntry> waiting = sharing.quarantined(limit(exchange));
    exchange.json(200, Map.of("versions", waiting.stream().map(StateEntry::toMap).toList()));
  }

  private void decide(Exchange exchange) throws IOException {
    Map<String, Object> body = exchange.body();
    String text = Members.text(body, "version").orElseThrow(() -> Members.missing("version"));
    String action = Members.text(body, "action").orElseThrow(() -> Members.missing("action"));
    String key = exchange.path("key");
    String by = exchange.principal().name();
    Stamp version = Stamp.parse(text);
    StateEntry written =
        switch (action) {
          case "adopt" -> sharing.adopt(key, version, by);
          case "drop" -> sharing.drop(key, version, by);
          default ->
              throw new RefusedException(
                  new Refusal.Invalid("action", "must be 'adopt' or 'drop'"));
        };
    exchange.json(200, written.toMap());
  }
}
