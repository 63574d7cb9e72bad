package io.backplane.web;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.call.Values;
import io.backplane.plugins.spi.Entry;
import io.backplane.plugins.spi.KeptVersion;
import io.backplane.plugins.spi.LeakReport;
import io.backplane.plugins.spi.PluginSource;
import io.backplane.plugins.spi.PluginStatus;
import io.backplane.plugins.spi.Plugins;
import io.backplane.plugins.spi.Plugins.Expected;
import io.backplane.plugins.spi.Plugins.Staged;
import io.backplane.plugins.spi.UpdateOrder;
import io.backplane.security.spi.Role;
import io.backplane.updates.spi.UpdateRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plugins: list, show, upload, enable, update, go back, unload. */
record PluginRoutes(Plugins plugins, PluginViews views, Path uploads) {

  private static final String ONE = "/api/plugins/{id}";
  private static final Map<String, Object> TEXT = Map.of("type", "string");
  private static final Map<String, Object> FLAG = Map.of("type", "boolean");
  private static final Map<String, Object> MILLISECONDS = Map.of("type", "integer", "minimum", 0);

  List<Route> routes() {
    return List.of(
        Route.get(
            "/api/plugins",
            Role.VIEWER,
            "The plugins, and the dropped-in files that could not become one.",
            exchange -> exchange.json(200, views.all())),
        Route.get(
            ONE,
            Role.VIEWER,
            "One plugin, with the versions that are kept of it.",
            exchange -> exchange.json(200, show(exchange.path("id")))),
        Route.of(
                "POST",
                "/api/plugins",
                Role.ADMIN,
                "Loads the jar in the body, or with stage=true only keeps it for an update.",
                this::upload)
            .query("file", "stage"),
        Route.of(
                "POST",
                ONE + "/load",
                Role.ADMIN,
                "Loads a version that is kept of a plugin that is not loaded.",
                this::load)
            .body(InstanceBodies.object(Map.of("version", TEXT))),
        Route.of("PUT", ONE + "/status", Role.ADMIN, "Enables or disables it.", this::status)
            .body(
                InstanceBodies.object(
                    Map.of(
                        "status",
                        Map.of("type", "string", "enum", List.of("active", "disabled"))))),
        Route.of(
                "POST",
                ONE + "/update",
                Role.ADMIN,
                "Begins an update to a version that is kept; with dryRun, tells what it would do.",
                this::update)
            .body(
                InstanceBodies.object(
                    Map.of(
                        "version", TEXT,
                        "dryRun", FLAG,
                        "force", FLAG,
                        "healthWindowMs", MILLISECONDS))),
        Route.of(
                "POST",
                ONE + "/rollback",
                Role.ADMIN,
                "Turns the update under way back, undoes the last one, or goes to a kept version.",
                this::rollback)
            .body(InstanceBodies.object(Map.of("to", TEXT, "healthWindowMs", MILLISECONDS))),
        Route.get(
                ONE + "/updates",
                Role.VIEWER,
                "Its updates and rollbacks, newest first.",
                exchange -> updates(exchange, exchange.path("id")))
            .query("limit"),
        Route.get(
                "/api/updates",
                Role.VIEWER,
                "The updates and rollbacks of all plugins, newest first.",
                exchange -> updates(exchange, ""))
            .query("limit"),
        Route.get(
            ONE + "/leaks",
            Role.VIEWER,
            "Versions of it that went out of use and are still in memory.",
            exchange -> leaks(exchange, false)),
        Route.of(
            "POST",
            ONE + "/leaks",
            Role.ADMIN,
            "The same, with what holds them, from a heap dump; the kernel stands still meanwhile.",
            exchange -> leaks(exchange, true)),
        Route.of(
            "DELETE",
            ONE,
            Role.ADMIN,
            "Unloads a plugin.",
            exchange -> {
              plugins.unload(exchange.path("id"));
              exchange.noContent();
            }));
  }

  private Map<String, Object> show(String id) {
    Map<String, Object> map =
        plugins
            .find(id)
            .map(views::of)
            .orElseThrow(() -> new RefusedException(new Refusal.NotFound("plugin", id)));
    map.put("versions", plugins.versions(id).stream().map(KeptVersion::toMap).toList());
    return map;
  }

  private void upload(Exchange exchange) throws IOException {
    String name = exchange.query("file").orElse("upload.jar");
    Path jar = Uploads.receive(exchange, uploads, ".jar");
    try {
      var entry = new Entry(jar, name, PluginSource.UPLOAD, Optional.empty());
      if (exchange.query("stage").map(Boolean::parseBoolean).orElse(false)) {
        Staged staged = plugins.stage(entry);
        exchange.json(
            200,
            Values.map("id", staged.id(), "version", staged.version(), "loaded", staged.loaded()));
      } else {
        PluginStatus loaded = plugins.load(entry, Expected.ANYTHING);
        exchange.json(201, views.of(loaded));
      }
    } finally {
      Files.deleteIfExists(jar);
    }
  }

  private void load(Exchange exchange) throws IOException {
    String version = version(exchange.body());
    exchange.json(201, views.of(plugins.load(exchange.path("id"), version)));
  }

  private static String version(Map<String, Object> body) {
    return Members.text(body, "version").orElseThrow(() -> Members.missing("version"));
  }

  private void status(Exchange exchange) throws IOException {
    String id = exchange.path("id");
    String status = Members.text(exchange.body(), "status").orElse("");
    PluginStatus now =
        switch (status) {
          case "active" -> plugins.enable(id);
          case "disabled" -> plugins.disable(id);
          default ->
              throw new RefusedException(
                  new Refusal.Invalid("status", "must be active or disabled"));
        };
    exchange.json(200, views.of(now));
  }

  private void update(Exchange exchange) throws IOException {
    Map<String, Object> body = exchange.body();
    UpdateOrder order =
        UpdateOrder.to(version(body), window(body)).force(Members.flag(body, "force"));
    String id = exchange.path("id");
    if (Members.flag(body, "dryRun")) {
      exchange.json(200, plugins.plan(id, order).toMap());
    } else {
      exchange.json(202, plugins.update(id, order, exchange.principal().name()).toMap());
    }
  }

  private void rollback(Exchange exchange) throws IOException {
    Map<String, Object> body = exchange.body();
    exchange.json(
        202,
        plugins
            .rollback(
                exchange.path("id"),
                Members.text(body, "to"),
                window(body),
                exchange.principal().name())
            .toMap());
  }

  private Duration window(Map<String, Object> body) {
    return Members.number(body, "healthWindowMs")
        .map(Duration::ofMillis)
        .orElse(plugins.healthWindow());
  }

  private void updates(Exchange exchange, String id) throws IOException {
    long limit = exchange.query("limit", Plugins.UPDATES_MAX, 1, Plugins.UPDATES_MAX);
    exchange.json(
        200,
        Map.of(
            "updates",
            plugins.updates(id).stream().limit(limit).map(UpdateRecord::toMap).toList()));
  }

  private void leaks(Exchange exchange, boolean dump) throws IOException {
    exchange.json(
        200,
        Map.of(
            "leaks",
            plugins.leaks(exchange.path("id"), dump).stream().map(LeakReport::toMap).toList()));
  }
}
