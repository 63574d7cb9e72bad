package io.backplane.web;

import io.backplane.api.health.HealthLevel;
import io.backplane.health.spi.Health;
import io.backplane.health.spi.Platform;
import io.backplane.security.spi.Role;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** What runs here, and how well. */
record PlatformRoutes(Platform platform, Health health) {

  List<Route> routes() {
    return List.of(
        Route.get(
            "/api/platform", Role.VIEWER, "The machine, the JVM and the kernel.", this::platform),
        Route.get(
            "/api/health",
            Role.VIEWER,
            "The level of the whole and of each check, with reasons.",
            exchange -> exchange.json(200, health.report().toMap())),
        Route.get(
            "/api/health/live",
            Role.VIEWER,
            "Answers as long as the kernel does.",
            exchange -> exchange.json(200, Map.of("status", "live"))),
        Route.get(
            "/api/health/ready",
            Role.VIEWER,
            "200 unless the kernel is unhealthy, then 503.",
            this::ready));
  }

  private void platform(Exchange exchange) throws IOException {
    String url = exchange.request().getScheme() + "://" + exchange.request().getHeader("Host");
    exchange.json(200, platform(platform, url));
  }

  /** The facts together with the address under which the asker sees this kernel. */
  static Map<String, Object> platform(Platform platform, String url) {
    Map<String, Object> facts = platform.toMap();
    facts.put("url", url);
    return facts;
  }

  private void ready(Exchange exchange) throws IOException {
    HealthLevel level = health.report().level();
    boolean ready = level != HealthLevel.UNHEALTHY;
    exchange.json(ready ? 200 : 503, Map.of("status", ready ? "ready" : "unhealthy"));
  }
}
