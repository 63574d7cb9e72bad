package io.backplane.web;

import static io.backplane.governance.spi.Lifecycles.PLUGIN;

import io.backplane.governance.spi.CapUse;
import io.backplane.governance.spi.Governance;
import io.backplane.governance.spi.Subject;
import io.backplane.governance.spi.Swept;
import io.backplane.governance.spi.Tasks;
import io.backplane.security.spi.Role;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** How mature units are: registering, moving, caps and figures. */
record GovernanceRoutes(Governance governance, Tasks tasks) {

  private static final String ALL = "/api/governance/plugins";
  private static final String ONE = ALL + "/{name}";
  private static final Map<String, Object> TEXT = Map.of("type", "string");
  private static final Map<String, Object> REASON = InstanceBodies.object(Map.of("reason", TEXT));

  List<Route> routes() {
    return List.of(
        Route.get(ALL, Role.VIEWER, "The registered units.", this::all),
        Route.of(
                "POST",
                ALL,
                Role.OPERATOR,
                "Registers a unit as a draft of its owner, by default of the caller.",
                this::register)
            .body(InstanceBodies.object(Map.of("name", TEXT, "owner", TEXT))),
        Route.get(
            ONE,
            Role.VIEWER,
            "A registered unit, with what it can become.",
            exchange -> exchange.json(200, shown(governance.find(PLUGIN, name(exchange))))),
        move("activate", "active", Role.OPERATOR, "Lets everybody call a unit."),
        move("deprecate", "deprecated", Role.OPERATOR, "Says that a unit should not be used."),
        move("retire", "retired", Role.ADMIN, "Takes a unit out of use for good."),
        Route.of(
            "POST",
            ONE + "/touch",
            Role.OPERATOR,
            "Says that a unit is in use.",
            exchange ->
                exchange.json(
                    200,
                    shown(governance.touch(PLUGIN, name(exchange), exchange.principal().name())))),
        Route.get(
                "/api/governance/caps",
                Role.VIEWER,
                "The caps, and what each owner uses of them.",
                this::caps)
            .query("owner"),
        Route.get(
            "/api/governance/stats",
            Role.VIEWER,
            "How many units, tasks, pipelines and runs are in which state.",
            exchange -> exchange.json(200, governance.stats())),
        Route.of(
            "POST",
            "/api/governance/sweep",
            Role.OPERATOR,
            "Applies the rules for what is idle or stuck now.",
            this::sweep));
  }

  private Route move(String word, String to, Role role, String summary) {
    return Route.of("POST", ONE + "/" + word, role, summary, exchange -> move(exchange, to))
        .body(REASON);
  }

  private void move(Exchange exchange, String to) throws IOException {
    String reason = Members.text(exchange.body(), "reason").orElse("");
    String by = exchange.principal().name();
    exchange.json(200, shown(governance.move(PLUGIN, name(exchange), to, reason, by)));
  }

  private static String name(Exchange exchange) {
    return exchange.path("name");
  }

  private static Map<String, Object> shown(Subject subject) {
    Map<String, Object> shown = subject.toMap();
    shown.put("next", PLUGIN.next(subject.state()));
    return shown;
  }

  private void all(Exchange exchange) throws IOException {
    exchange.json(
        200, Map.of("plugins", governance.all(PLUGIN).stream().map(Subject::toMap).toList()));
  }

  private void register(Exchange exchange) throws IOException {
    Map<String, Object> body = exchange.body();
    String name = Members.text(body, "name").orElseThrow(() -> Members.missing("name"));
    String by = exchange.principal().name();
    String owner = Members.text(body, "owner").orElse(by);
    exchange.json(201, shown(governance.register(PLUGIN, name, owner, by)));
  }

  private void caps(Exchange exchange) throws IOException {
    String owner = exchange.query("owner").orElse("");
    exchange.json(200, Map.of("caps", governance.caps(owner).stream().map(CapUse::toMap).toList()));
  }

  private void sweep(Exchange exchange) throws IOException {
    exchange.json(
        200,
        Map.of(
            "swept",
            Stream.concat(governance.sweep().stream(), tasks.sweep().stream())
                .map(Swept::toMap)
                .toList()));
  }
}
