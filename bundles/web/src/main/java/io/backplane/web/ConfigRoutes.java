package io.backplane.web;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.security.spi.Role;
import io.backplane.units.spi.ConfigRevision;
import io.backplane.units.spi.Instance;
import io.backplane.units.spi.Instances;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Configurations of instances. */
record ConfigRoutes(Instances instances) {

  private static final String CONFIG = InstanceRoutes.ONE + "/config";

  List<Route> routes() {
    return List.of(
        Route.get(
            CONFIG,
            Role.VIEWER,
            "Its configuration and what can be set; secrets are masked.",
            exchange -> exchange.json(200, instances.config(exchange.path("id")).toMap())),
        Route.of(
                "PUT",
                CONFIG,
                Role.ADMIN,
                "Replaces its configuration; a masked secret keeps its value.",
                this::configure)
            .body(
                Map.of(
                    "type",
                    "object",
                    "properties",
                    Map.of(
                        "config", Map.of("type", "object"),
                        "restart", Map.of("type", "boolean")))),
        Route.get(CONFIG + "/history", Role.VIEWER, "Every configuration it had.", this::history),
        Route.of("POST", CONFIG + "/revert", Role.ADMIN, "Brings a revision back.", this::revert)
            .body(
                Map.of(
                    "type",
                    "object",
                    "properties",
                    Map.of(
                        "version", Map.of("type", "integer"),
                        "restart", Map.of("type", "boolean")))));
  }

  private void configure(Exchange exchange) throws IOException {
    Map<String, Object> body = exchange.body();
    Map<String, Object> config =
        Members.map(body, "config")
            .orElseThrow(() -> new RefusedException(new Refusal.Invalid("config", "is missing")));
    String by = exchange.principal().name();
    answer(exchange, body, instances.configure(exchange.path("id"), config, by));
  }

  private void revert(Exchange exchange) throws IOException {
    Map<String, Object> body = exchange.body();
    long version =
        Members.number(body, "version")
            .orElseThrow(() -> new RefusedException(new Refusal.Invalid("version", "is missing")));
    String by = exchange.principal().name();
    answer(exchange, body, instances.revert(exchange.path("id"), version, by));
  }

  private void answer(Exchange exchange, Map<String, Object> body, Instance changed)
      throws IOException {
    boolean restart = Boolean.TRUE.equals(body.get("restart")) && changed.live();
    Instance now = restart ? instances.restart(changed.id(), exchange.principal().name()) : changed;
    exchange.json(200, now.toMap());
  }

  private void history(Exchange exchange) throws IOException {
    List<Map<String, Object>> revisions =
        instances.configHistory(exchange.path("id")).stream().map(ConfigRevision::toMap).toList();
    exchange.json(200, Map.of("revisions", revisions));
  }
}
