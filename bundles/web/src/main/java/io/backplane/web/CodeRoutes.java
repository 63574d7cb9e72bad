package io.backplane.web;

import io.backplane.security.spi.Role;
import io.backplane.units.spi.Instance;
import io.backplane.units.spi.Instances;
import io.backplane.units.spi.Template;
import io.backplane.units.spi.Templates;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The code of services: begin with a template, edit, publish. */
record CodeRoutes(Instances instances, Templates templates) {

  private static final String CODE = InstanceRoutes.ONE + "/code";

  /** Does a thing with an instance's code. */
  private interface Act {
    Instance on(String id, String by);
  }

  List<Route> routes() {
    return List.of(
        Route.get("/api/templates", Role.VIEWER, "Services to begin with.", this::list),
        Route.of(
                "POST",
                "/api/templates/{template}/create",
                Role.ADMIN,
                "Makes a package of that name and an instance with its code in its workspace.",
                this::create)
            .body(InstanceBodies.object(Map.of("id", InstanceBodies.TEXT))),
        Route.of(
            "POST",
            CODE + "/edit",
            Role.ADMIN,
            "Copies a service's package into its workspace, which is run from now on.",
            exchange -> act(exchange, instances::editCode)),
        Route.of(
            "POST",
            CODE + "/discard",
            Role.ADMIN,
            "Goes back to the package's code.",
            exchange -> act(exchange, instances::discardCode)),
        Route.of(
                "POST",
                CODE + "/publish",
                Role.ADMIN,
                "Installs the code in the workspace as a version, and makes that the instance's.",
                this::publish)
            .body(InstanceBodies.object(Map.of("version", InstanceBodies.TEXT))));
  }

  private void list(Exchange exchange) throws IOException {
    List<Map<String, Object>> all = templates.list().stream().map(Template::toMap).toList();
    exchange.json(200, Map.of("templates", all));
  }

  private void create(Exchange exchange) throws IOException {
    String id = Members.text(exchange.body(), "id").orElseThrow(() -> Members.missing("id"));
    Instance made = templates.create(exchange.path("template"), id, exchange.principal().name());
    exchange.json(201, made.toMap());
  }

  private void act(Exchange exchange, Act act) throws IOException {
    exchange.json(200, act.on(exchange.path("id"), exchange.principal().name()).toMap());
  }

  private void publish(Exchange exchange) throws IOException {
    String version =
        Members.text(exchange.body(), "version").orElseThrow(() -> Members.missing("version"));
    act(exchange, (id, by) -> instances.publishCode(id, version, by));
  }
}
