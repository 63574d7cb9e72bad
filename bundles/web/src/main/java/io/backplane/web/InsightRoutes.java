package io.backplane.web;

import io.backplane.api.call.Values;
import io.backplane.calls.spi.CallRecord;
import io.backplane.calls.spi.Units;
import io.backplane.security.spi.Role;
import io.backplane.supervisor.spi.DriverEvent;
import io.backplane.supervisor.spi.LogLine;
import io.backplane.supervisor.spi.LogQuery;
import io.backplane.supervisor.spi.ProcessNode;
import io.backplane.supervisor.spi.Supervisor;
import io.backplane.supervisor.spi.UnitLog;
import io.backplane.supervisor.spi.Usage;
import io.backplane.units.spi.Instance;
import io.backplane.units.spi.Instances;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an instance does and did: log, processes, figures, calls, events. */
record InsightRoutes(Instances instances, Supervisor supervisor, Units units) {

  private static final Duration SHOWN = Duration.ofHours(1);

  List<Route> routes() {
    String one = InstanceRoutes.ONE;
    return List.of(
        Route.get(
                one + "/logs",
                Role.VIEWER,
                "Lines of its log, oldest first: the newest, or those before or after a cursor.",
                this::logs)
            .query(
                "limit", "before", "after", "since", "until", "level", "stream", "text", "regex"),
        Route.get(one + "/logs/download", Role.VIEWER, "Its whole log.", this::download),
        Route.get(one + "/proctree", Role.VIEWER, "Its processes.", this::processes),
        Route.of(
            "POST",
            one + "/proctree/{pid}/kill",
            Role.OPERATOR,
            "Ends one of its processes.",
            this::kill),
        Route.get(one + "/metrics", Role.VIEWER, "What it used.", this::metrics)
            .query("since", "until", "points"),
        Route.get(one + "/tasks", Role.VIEWER, "Its last calls, newest first.", this::calls)
            .query("limit"),
        Route.get(one + "/events", Role.VIEWER, "Its driver's last events.", this::events)
            .query("limit"));
  }

  private String supervised(Exchange exchange) {
    return InstanceRoutes.find(instances, exchange.path("id")).supervised();
  }

  private void logs(Exchange exchange) throws IOException {
    UnitLog log = supervisor.log(supervised(exchange));
    LogQuery query = LogQueries.of(exchange.request());
    int limit = (int) exchange.query("limit", 500, 1, 10_000);
    Optional<String> before = exchange.query("before");
    Optional<String> after = exchange.query("after");
    UnitLog.Page page =
        after.isPresent()
            ? log.after(after.get(), query, limit)
            : before.isPresent()
                ? log.before(before.get(), query, limit)
                : log.newest(query, limit);
    exchange.json(
        200,
        Values.map(
            "lines", page.lines().stream().map(LogLine::toMap).toList(),
            "before", page.before().isEmpty() ? null : page.before(),
            "after", page.after()));
  }

  private void download(Exchange exchange) throws IOException {
    UnitLog log = supervisor.log(supervised(exchange));
    var response = exchange.response();
    response.setContentType("text/plain;charset=utf-8");
    response.setHeader("Content-Security-Policy", "sandbox");
    response.setHeader(
        "Content-Disposition", "attachment; filename=\"" + exchange.path("id") + ".log\"");
    log.copy(response.getOutputStream());
  }

  private void processes(Exchange exchange) throws IOException {
    Instance instance = InstanceRoutes.find(instances, exchange.path("id"));
    List<Map<String, Object>> processes =
        supervisor.processes(instance.supervised()).stream()
            .map(node -> masked(node, instance))
            .toList();
    exchange.json(200, Values.map("at", Instant.now().toString(), "processes", processes));
  }

  /** Arguments may hold what a configuration masks. */
  private static Map<String, Object> masked(ProcessNode node, Instance instance) {
    Map<String, Object> map = node.toMap();
    if (instance.status().state().pid().filter(pid -> pid == node.id().pid()).isPresent()) {
      map.put("command", String.join(" ", instance.setup().command()));
    }
    return map;
  }

  private void kill(Exchange exchange) {
    supervisor.kill(supervised(exchange), Pids.parse(exchange.path("pid")));
    exchange.noContent();
  }

  private void metrics(Exchange exchange) throws IOException {
    Instant until = LogQueries.instant(exchange.request(), "until").orElseGet(Instant::now);
    Instant since =
        LogQueries.instant(exchange.request(), "since").orElseGet(() -> until.minus(SHOWN));
    int points = (int) exchange.query("points", 600, 1, 10_000);
    List<Usage> samples = supervisor.usage(supervised(exchange), since, until, points);
    exchange.json(200, Map.of("samples", withRates(samples)));
  }

  private static List<Map<String, Object>> withRates(List<Usage> samples) {
    var maps = new ArrayList<Map<String, Object>>(samples.size());
    for (int i = 0; i < samples.size(); i++) {
      Usage now = samples.get(i);
      Usage before = samples.get(Math.max(0, i - 1));
      double seconds = Duration.between(before.at(), now.at()).toMillis() / 1e3;
      Map<String, Object> map = now.toMap();
      map.put("readBytesPerSecond", rate(before.readBytes(), now.readBytes(), seconds));
      map.put("writeBytesPerSecond", rate(before.writtenBytes(), now.writtenBytes(), seconds));
      maps.add(map);
    }
    return maps;
  }

  /** A new process begins to count anew: never below zero. */
  private static double rate(long before, long now, double seconds) {
    return seconds <= 0 ? 0 : Math.max(0, now - before) / seconds;
  }

  private void calls(Exchange exchange) throws IOException {
    String id = InstanceRoutes.find(instances, exchange.path("id")).id();
    int limit = (int) exchange.query("limit", 100, 1, 1_000);
    exchange.json(
        200, Map.of("calls", units.recent(id, limit).stream().map(CallRecord::toMap).toList()));
  }

  private void events(Exchange exchange) throws IOException {
    List<DriverEvent> events = supervisor.events(supervised(exchange));
    int limit = (int) exchange.query("limit", 256, 1, 256);
    List<DriverEvent> newest = events.subList(Math.max(0, events.size() - limit), events.size());
    exchange.json(200, Map.of("events", newest.stream().map(DriverEvent::toMap).toList()));
  }
}
