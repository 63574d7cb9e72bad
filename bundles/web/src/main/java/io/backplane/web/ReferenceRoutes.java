package io.backplane.web;

import io.backplane.security.spi.Role;
import io.backplane.units.spi.Dependencies;
import io.backplane.units.spi.Dependencies.Standing;
import io.backplane.units.spi.Instance;
import io.backplane.units.spi.Instances;
import io.backplane.units.spi.UnitReference;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What services need, and the instances they work with. */
record ReferenceRoutes(Instances instances, Dependencies dependencies) {

  private static final String REFERENCE = InstanceRoutes.ONE + "/references/{alias}";

  List<Route> routes() {
    return List.of(
        Route.get(
                "/api/packages/services/{id}/dependencies",
                Role.VIEWER,
                "What a service needs, and whether it is there.",
                this::dependencies)
            .query("version"),
        Route.of(
            "POST",
            "/api/packages/services/{id}/dependencies",
            Role.ADMIN,
            "Makes instances of what a service needs and is installed, for its instances to use.",
            this::provide),
        Route.of(
                "PUT",
                REFERENCE,
                Role.ADMIN,
                "Lets a service work with an instance; config goes over that instance's own.",
                this::refer)
            .body(
                InstanceBodies.object(
                    Map.of("instance", InstanceBodies.TEXT, "config", InstanceBodies.OBJECT))),
        Route.of(
            "DELETE",
            REFERENCE,
            Role.ADMIN,
            "Takes a reference away.",
            exchange -> refer(exchange, Optional.empty())));
  }

  private void dependencies(Exchange exchange) throws IOException {
    answer(exchange, dependencies.of(PackageRoutes.ref(exchange)));
  }

  private void provide(Exchange exchange) throws IOException {
    String by = exchange.principal().name();
    answer(exchange, dependencies.provide(exchange.path("id"), List.of(), by));
  }

  private static void answer(Exchange exchange, List<Standing> standings) throws IOException {
    exchange.json(200, Map.of("dependencies", standings.stream().map(Standing::toMap).toList()));
  }

  private void refer(Exchange exchange) throws IOException {
    Map<String, Object> body = exchange.body();
    String instance = Members.text(body, "instance").orElseThrow(() -> Members.missing("instance"));
    Map<String, Object> config = Members.map(body, "config").orElse(Map.of());
    refer(exchange, Optional.of(new UnitReference(instance, config)));
  }

  private void refer(Exchange exchange, Optional<UnitReference> reference) throws IOException {
    Instance now =
        instances.refer(
            exchange.path("id"), exchange.path("alias"), reference, exchange.principal().name());
    exchange.json(200, now.toDetailedMap());
  }
}
