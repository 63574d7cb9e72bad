package io.backplane.web;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.governance.spi.Task;
import io.backplane.governance.spi.TaskOrder;
import io.backplane.governance.spi.Tasks;
import io.backplane.security.spi.Role;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Tasks: submit, list, show, wait, cancel. */
record TaskRoutes(Tasks tasks) {

  private static final String ALL = "/api/tasks";
  private static final String ONE = ALL + "/{id}";
  private static final long WAIT_MS_MAX = 60_000;
  private static final Map<String, Object> TEXT = Map.of("type", "string");

  List<Route> routes() {
    return List.of(
        Route.get(ALL, Role.VIEWER, "The tasks, newest first.", this::all)
            .query("owner", "state", "limit"),
        Route.of(
                "POST",
                ALL,
                Role.OPERATOR,
                "Has a command carried out. Only an admin may do so for another owner.",
                this::submit)
            .body(
                InstanceBodies.object(
                    Map.of(
                        "unit", TEXT,
                        "command", TEXT,
                        "params", Map.of("type", "object"),
                        "owner", TEXT,
                        "idempotent", Map.of("type", "boolean")))),
        Route.get(
                ONE,
                Role.VIEWER,
                "A task with its answer; with waitMs once it has ended, or after that time.",
                this::show)
            .query("waitMs"),
        Route.of(
            "POST",
            ONE + "/cancel",
            Role.OPERATOR,
            "Ends a task before its time.",
            exchange ->
                exchange.json(
                    200, tasks.cancel(id(exchange), exchange.principal().name()).toMap())));
  }

  private static long id(Exchange exchange) {
    String text = exchange.path("id");
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new RefusedException(new Refusal.NotFound("task", text));
    }
  }

  private void all(Exchange exchange) throws IOException {
    String owner = exchange.query("owner").orElse("");
    String state = exchange.query("state").orElse("");
    int limit = (int) exchange.query("limit", 100, 1, 10_000);
    List<Task> found = tasks.all(owner, state, limit);
    exchange.json(200, Map.of("tasks", found.stream().map(Task::toMap).toList()));
  }

  private void submit(Exchange exchange) throws IOException {
    Map<String, Object> body = exchange.body();
    String by = exchange.principal().name();
    String owner = Members.text(body, "owner").orElse(by);
    if (!owner.equals(by) && !exchange.principal().role().covers(Role.ADMIN)) {
      throw new RefusedException(
          new Refusal.Denied("a task for another owner needs the role admin"));
    }
    var order =
        new TaskOrder(
            Members.text(body, "unit").orElseThrow(() -> Members.missing("unit")),
            Members.text(body, "command").orElseThrow(() -> Members.missing("command")),
            Members.map(body, "params").orElse(Map.of()),
            owner,
            by,
            Members.flag(body, "idempotent"));
    exchange.json(202, tasks.submit(order).toMap());
  }

  private void show(Exchange exchange) throws IOException {
    Duration limit = Duration.ofMillis(exchange.query("waitMs", 0, 0, WAIT_MS_MAX));
    try {
      exchange.json(200, tasks.await(id(exchange), limit).toMap());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the kernel stops");
    }
  }
}
