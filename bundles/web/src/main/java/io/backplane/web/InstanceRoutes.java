package io.backplane.web;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.security.spi.Role;
import io.backplane.supervisor.spi.Phase;
import io.backplane.supervisor.spi.Supervisor;
import io.backplane.units.spi.Instance;
import io.backplane.units.spi.Instances;
import io.backplane.units.spi.Kind;
import io.backplane.units.spi.UpdateOrder;
import io.backplane.updates.spi.UpdateRecord;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Instances: make, run, update, delete. */
record InstanceRoutes(Instances instances, Supervisor supervisor) {

  private static final String DRIVERS = "/api/instances/drivers";
  private static final String SERVICES = "/api/instances/services";
  static final String ONE = "/api/instances/{id}";
  private static final Duration WAIT_LIMIT = Duration.ofSeconds(60);

  /** Does a thing with an instance. */
  private interface Act {
    Instance on(String id, String by);
  }

  List<Route> routes() {
    return List.of(
        Route.get("/api/instances", Role.VIEWER, "The instances.", e -> list(e, _ -> true)),
        Route.get(DRIVERS, Role.VIEWER, "The instances of drivers.", of(Kind.DRIVER)),
        Route.get(SERVICES, Role.VIEWER, "The instances of services.", of(Kind.SERVICE)),
        Route.of("POST", DRIVERS, Role.ADMIN, "Makes an instance.", this::create)
            .body(InstanceBodies.NEW),
        Route.of("POST", SERVICES, Role.ADMIN, "Makes an instance.", this::create)
            .body(InstanceBodies.NEW),
        Route.get(ONE, Role.VIEWER, "One instance.", this::show),
        Route.get(
            ONE + "/status",
            Role.VIEWER,
            "Its state alone.",
            exchange -> exchange.json(200, find(exchange).toMap())),
        Route.of("PATCH", ONE, Role.ADMIN, "Changes how it is run.", this::change)
            .body(InstanceBodies.CHANGE),
        Route.of("DELETE", ONE, Role.ADMIN, "Removes it with its directory.", this::delete)
            .query("force"),
        Route.of("POST", ONE + "/start", Role.OPERATOR, "Starts it.", this::start)
            .body(InstanceBodies.ACT),
        Route.of("POST", ONE + "/stop", Role.OPERATOR, "Stops it.", this::stop)
            .body(InstanceBodies.ACT),
        Route.of("POST", ONE + "/restart", Role.OPERATOR, "Replaces its process.", this::restart)
            .body(InstanceBodies.ACT),
        Route.of(
                "POST",
                ONE + "/update",
                Role.ADMIN,
                "Brings another version under it; with dryRun it only tells what would happen.",
                this::update)
            .body(InstanceBodies.UPDATE),
        Route.of("POST", ONE + "/rollback", Role.ADMIN, "Goes back.", this::rollback)
            .body(InstanceBodies.ROLLBACK),
        Route.get(ONE + "/history", Role.VIEWER, "Its updates and rollbacks.", this::history));
  }

  private Route.Handler of(Kind kind) {
    return exchange -> list(exchange, instance -> instance.setup().kind() == kind);
  }

  private void list(Exchange exchange, Predicate<Instance> wanted) throws IOException {
    exchange.json(
        200,
        Map.of(
            "instances", instances.list().stream().filter(wanted).map(Instance::toMap).toList()));
  }

  private Instance find(Exchange exchange) {
    return find(instances, exchange.path("id"));
  }

  static Instance find(Instances instances, String id) {
    return instances
        .find(id)
        .orElseThrow(() -> new RefusedException(new Refusal.NotFound("instance", id)));
  }

  private void create(Exchange exchange) throws IOException {
    Instance made =
        instances.create(InstanceBodies.created(exchange.body()), exchange.principal().name());
    exchange.json(201, made.toMap());
  }

  private void show(Exchange exchange) throws IOException {
    Instance instance = find(exchange);
    Map<String, Object> map = instance.toDetailedMap();
    map.put("config", instances.config(instance.id()).config());
    exchange.json(200, map);
  }

  private void change(Exchange exchange) throws IOException {
    Instance changed =
        instances.change(
            exchange.path("id"),
            InstanceBodies.change(exchange.body()),
            exchange.principal().name());
    exchange.json(200, changed.toMap());
  }

  private void delete(Exchange exchange) {
    boolean force = exchange.query("force").map(Boolean::parseBoolean).orElse(false);
    instances.delete(exchange.path("id"), force, exchange.principal().name());
    exchange.noContent();
  }

  private void start(Exchange exchange) throws IOException {
    act(exchange, exchange.body(), instances::start, Phase.RUNNING, Phase.CRASHED, Phase.STOPPED);
  }

  private void restart(Exchange exchange) throws IOException {
    act(exchange, exchange.body(), instances::restart, Phase.RUNNING, Phase.CRASHED);
  }

  private void stop(Exchange exchange) throws IOException {
    Map<String, Object> body = exchange.body();
    boolean force = Boolean.TRUE.equals(body.get("force"));
    act(
        exchange,
        body,
        (id, by) -> instances.stop(id, force, by),
        Phase.STOPPED,
        Phase.CREATED,
        Phase.CONFIGURED);
  }

  private void act(Exchange exchange, Map<String, Object> body, Act act, Phase... ends)
      throws IOException {
    Instance asked = act.on(exchange.path("id"), exchange.principal().name());
    if (Boolean.TRUE.equals(body.get("wait"))) {
      await(asked, ends);
    }
    exchange.json(202, find(exchange).toMap());
  }

  private void await(Instance instance, Phase... ends) throws IOException {
    try {
      supervisor.await(instance.supervised(), WAIT_LIMIT, ends);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the kernel stops");
    }
  }

  private void update(Exchange exchange) throws IOException {
    Map<String, Object> body = exchange.body();
    UpdateOrder order = InstanceBodies.order(body);
    String id = exchange.path("id");
    if (Boolean.TRUE.equals(body.get("dryRun"))) {
      exchange.json(200, instances.plan(id, order).toMap());
      return;
    }
    instances.update(id, order, exchange.principal().name());
    exchange.json(202, find(exchange).toMap());
  }

  private void rollback(Exchange exchange) throws IOException {
    instances.rollback(
        exchange.path("id"), InstanceBodies.window(exchange.body()), exchange.principal().name());
    exchange.json(202, find(exchange).toMap());
  }

  private void history(Exchange exchange) throws IOException {
    List<Map<String, Object>> changes =
        instances.history(find(exchange).id()).stream().map(UpdateRecord::toMap).toList();
    exchange.json(200, Map.of("changes", changes));
  }
}
