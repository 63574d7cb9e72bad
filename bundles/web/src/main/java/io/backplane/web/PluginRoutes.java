package io.backplane.web;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.plugins.spi.Entry;
import io.backplane.plugins.spi.PluginSource;
import io.backplane.plugins.spi.PluginStatus;
import io.backplane.plugins.spi.Plugins;
import io.backplane.security.spi.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plugins: list, show, upload, unload. */
record PluginRoutes(Plugins plugins, PluginViews views, Path uploads) {

  List<Route> routes() {
    return List.of(
        Route.get(
            "/api/plugins",
            Role.VIEWER,
            "The plugins, and the dropped-in files that could not become one.",
            exchange -> exchange.json(200, views.all())),
        Route.get(
            "/api/plugins/{id}",
            Role.VIEWER,
            "One plugin.",
            exchange -> exchange.json(200, show(exchange.path("id")))),
        Route.of(
                "POST",
                "/api/plugins",
                Role.ADMIN,
                "Loads the jar in the body, or replaces the version that is loaded.",
                this::upload)
            .query("file"),
        Route.of(
            "DELETE",
            "/api/plugins/{id}",
            Role.ADMIN,
            "Unloads a plugin.",
            exchange -> {
              plugins.unload(exchange.path("id"));
              exchange.noContent();
            }));
  }

  private Map<String, Object> show(String id) {
    return plugins
        .find(id)
        .map(views::of)
        .orElseThrow(() -> new RefusedException(new Refusal.NotFound("plugin", id)));
  }

  private void upload(Exchange exchange) throws IOException {
    String name = exchange.query("file").orElse("upload.jar");
    Path jar = Uploads.receive(exchange, uploads, ".jar");
    try {
      var entry = new Entry(jar, name, PluginSource.UPLOAD, Optional.empty());
      PluginStatus loaded = plugins.load(entry, Plugins.Expected.ANYTHING);
      exchange.json(201, views.of(loaded));
    } finally {
      Files.deleteIfExists(jar);
    }
  }
}
