package io.backplane.web;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.call.Values;
import io.backplane.meta.spi.MetaExport;
import io.backplane.meta.spi.MetaExport.Format;
import io.backplane.security.spi.Role;
import io.backplane.units.spi.Installed;
import io.backplane.units.spi.Kind;
import io.backplane.units.spi.PackageEntry;
import io.backplane.units.spi.Packages;
import io.backplane.units.spi.UnitPackage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Packages of one kind: list, show, install, configure, document, remove. */
record PackageRoutes(Packages packages, Kind kind, Path uploads) {

  List<Route> routes() {
    String all = "/api/packages/" + kind.plural();
    String one = all + "/{id}";
    return List.of(
        Route.get(all, Role.VIEWER, "The packages, each at its newest version.", this::list),
        Route.get(one, Role.VIEWER, "One package with its meta.", this::show).query("version"),
        Route.get(one + "/docs", Role.VIEWER, "A package's documentation.", this::docs)
            .query("format", "version"),
        Route.of("POST", all, Role.ADMIN, "Installs the zip in the body.", this::install)
            .query("file"),
        Route.of(
            "PUT",
            one + "/defaults",
            Role.ADMIN,
            "Sets what the configuration of its instances begins with.",
            this::configure),
        Route.get(
            one + "/overlay",
            Role.VIEWER,
            "The operator's words over its meta.",
            exchange -> exchange.json(200, packages.overlay(known(exchange)))),
        Route.of(
            "PUT",
            one + "/overlay",
            Role.ADMIN,
            "Lays the operator's words over its meta.",
            this::overlay),
        Route.of("DELETE", one, Role.ADMIN, "Removes a package or one version.", this::remove)
            .query("version"));
  }

  private void list(Exchange exchange) throws IOException {
    List<Map<String, Object>> known =
        packages.entries().stream()
            .filter(entry -> entry.shown().kind() == kind)
            .map(PackageEntry::toMap)
            .toList();
    exchange.json(200, Map.of("packages", known));
  }

  /** The package that a path and a query name, of whatever kind. */
  static String ref(Exchange exchange) {
    String id = exchange.path("id");
    return exchange.query("version").map(version -> id + "@" + version).orElse(id);
  }

  private PackageEntry entry(Exchange exchange) {
    String ref = ref(exchange);
    return packages
        .entry(ref)
        .filter(entry -> entry.shown().kind() == kind)
        .orElseThrow(() -> new RefusedException(new Refusal.NotFound("package", ref)));
  }

  /** As {@link #ref}, of this kind. */
  private String known(Exchange exchange) {
    entry(exchange);
    return ref(exchange);
  }

  private void show(Exchange exchange) throws IOException {
    PackageEntry entry = entry(exchange);
    Map<String, Object> map = entry.toMap();
    map.put("meta", entry.shown().meta().toMap());
    map.put("defaults", packages.defaults(entry.shown().id()));
    exchange.json(200, map);
  }

  private void docs(Exchange exchange) throws IOException {
    Format format = Format.of(exchange.query("format").orElse("markdown"));
    UnitPackage pack = entry(exchange).shown();
    byte[] text = MetaExport.write(pack.meta(), format).getBytes(StandardCharsets.UTF_8);
    var response = exchange.response();
    response.setContentType(format.mediaType() + ";charset=utf-8");
    // A package's words must not run as a page of this origin.
    response.setHeader(
        "Content-Security-Policy", "sandbox; default-src 'none'; style-src 'unsafe-inline'");
    String name = pack.id() + "-" + pack.version() + "." + format.extension();
    response.setHeader("Content-Disposition", "inline; filename=\"" + name + "\"");
    response.setContentLength(text.length);
    response.getOutputStream().write(text);
  }

  private void install(Exchange exchange) throws IOException {
    Path zip = Uploads.receive(exchange, uploads, ".zip");
    try {
      Installed installed = packages.install(zip, exchange.principal().name());
      exchange.json(
          201,
          Values.map(
              "packages", installed.packages().stream().map(UnitPackage::toMap).toList(),
              "failed", installed.failed().stream().map(Installed.Failed::toMap).toList()));
    } finally {
      Files.deleteIfExists(zip);
    }
  }

  private void configure(Exchange exchange) throws IOException {
    packages.configure(known(exchange), exchange.body(), exchange.principal().name());
    exchange.json(200, packages.defaults(ref(exchange)));
  }

  private void overlay(Exchange exchange) throws IOException {
    packages.overlay(known(exchange), exchange.body(), exchange.principal().name());
    show(exchange);
  }

  private void remove(Exchange exchange) {
    packages.remove(known(exchange), exchange.principal().name());
    exchange.noContent();
  }
}
