package io.backplane.web;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.plugins.spi.UiModules;
import io.backplane.security.spi.Role;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** What plugins add to the console, and who has let it in. */
record UiModuleRoutes(UiModules modules) {

  private static final String ONE = "/api/plugins/{id}/ui-module";
  private static final String APPROVAL = ONE + "/approval";

  List<Route> routes() {
    return List.of(
        Route.get(
            ONE,
            Role.VIEWER,
            "The console module of an active plugin: its files, what it needs, who approved it.",
            this::show),
        Route.of(
                "PUT",
                APPROVAL,
                Role.ADMIN,
                "Lets the module with this digest run in the browsers of all who look.",
                this::approve)
            .body(InstanceBodies.object(Map.of("digest", Map.of("type", "string")))),
        Route.of("DELETE", APPROVAL, Role.ADMIN, "Takes the approval back.", this::withdraw));
  }

  private void show(Exchange exchange) throws IOException {
    String id = exchange.path("id");
    exchange.json(
        200,
        modules
            .find(id)
            .orElseThrow(
                () -> new RefusedException(new Refusal.NotFound("console module of plugin", id)))
            .toMap());
  }

  private void approve(Exchange exchange) throws IOException {
    String digest =
        Members.text(exchange.body(), "digest").orElseThrow(() -> Members.missing("digest"));
    exchange.json(
        200, modules.approve(exchange.path("id"), digest, exchange.principal().name()).toMap());
  }

  private void withdraw(Exchange exchange) throws IOException {
    modules.withdraw(exchange.path("id"), exchange.principal().name());
    exchange.noContent();
  }
}
