package io.backplane.web;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.security.spi.Role;
import io.backplane.store.spi.SettingsStore;
import io.backplane.store.spi.SettingsStore.View;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** What can be set about the kernel. */
record SettingRoutes(SettingsStore settings) {

  private static final String ONE = "/api/settings/{key}";

  List<Route> routes() {
    return List.of(
        Route.get("/api/settings", Role.VIEWER, "Every setting as it is now.", this::all),
        Route.get(
            ONE,
            Role.VIEWER,
            "A setting with its range, its default and where its value comes from.",
            exchange -> exchange.json(200, settings.find(exchange.path("key")).toMap())),
        Route.of("PUT", ONE, Role.ADMIN, "Changes a setting; it holds at once.", this::set)
            .body(
                Map.of(
                    "type",
                    "object",
                    "required",
                    List.of("value"),
                    "properties",
                    Map.of("value", Map.of("type", "string")))),
        Route.of("DELETE", ONE, Role.ADMIN, "Takes back what was set.", this::reset));
  }

  private void all(Exchange exchange) throws IOException {
    exchange.json(200, Map.of("settings", settings.all().stream().map(View::toMap).toList()));
  }

  private void set(Exchange exchange) throws IOException {
    Object value = exchange.body().get("value");
    if (value == null || value instanceof Map || value instanceof List) {
      throw new RefusedException(
          new Refusal.Invalid("value", "is missing, or is not a text, a number, true or false"));
    }
    String by = exchange.principal().name();
    exchange.json(200, settings.set(exchange.path("key"), value.toString(), by).toMap());
  }

  private void reset(Exchange exchange) throws IOException {
    exchange.json(200, settings.reset(exchange.path("key"), exchange.principal().name()).toMap());
  }
}
