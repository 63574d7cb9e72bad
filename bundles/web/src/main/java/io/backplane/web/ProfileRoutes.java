package io.backplane.web;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.call.Values;
import io.backplane.health.spi.Profile;
import io.backplane.health.spi.ProfileExport;
import io.backplane.health.spi.ProfileType;
import io.backplane.health.spi.Profiles;
import io.backplane.security.spi.Role;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Profiles: take, stop, show, export. */
record ProfileRoutes(Profiles profiles) {

  private static final String ONE = "/api/profiles/{id}";

  List<Route> routes() {
    return List.of(
        Route.get(
            "/api/profiles",
            Role.VIEWER,
            "The profiles that are kept, newest first.",
            exchange ->
                exchange.json(
                    200, Map.of("profiles", profiles.all().stream().map(Profile::toMap).toList()))),
        Route.of(
                "POST",
                "/api/profiles",
                Role.ADMIN,
                "Begins a profile of the kernel, a plugin or a unit's processes.",
                this::start)
            .body(
                InstanceBodies.object(
                    Map.of(
                        "type", Map.of("type", "string", "enum", List.of("cpu", "memory", "io")),
                        "unit", Map.of("type", "string"),
                        "durationMs", Map.of("type", "integer", "minimum", 1_000)))),
        Route.get(
            ONE,
            Role.VIEWER,
            "A profile with what is worth telling at once.",
            exchange -> exchange.json(200, profiles.find(id(exchange)).toMap())),
        Route.get(
            ONE + "/stacks",
            Role.VIEWER,
            "What was seen: stacks from the outermost frame to the innermost, heaviest first.",
            this::stacks),
        Route.get(
                ONE + "/export",
                Role.VIEWER,
                "The profile as a file: collapsed, speedscope or jfr.",
                this::export)
            .query("format"),
        Route.of(
            "POST",
            ONE + "/stop",
            Role.ADMIN,
            "Ends it early; what was taken is kept.",
            exchange -> exchange.json(200, profiles.stop(id(exchange)).toMap())),
        Route.of(
            "DELETE",
            ONE,
            Role.ADMIN,
            "Deletes a profile.",
            exchange -> {
              profiles.delete(id(exchange));
              exchange.noContent();
            }));
  }

  private static long id(Exchange exchange) {
    String text = exchange.path("id");
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new RefusedException(new Refusal.NotFound("profile", text));
    }
  }

  private void start(Exchange exchange) throws IOException {
    Map<String, Object> body = exchange.body();
    Duration duration =
        Members.number(body, "durationMs")
            .map(Duration::ofMillis)
            .orElseGet(profiles::defaultDuration);
    ProfileType type = ProfileType.of(Members.text(body, "type").orElse("cpu"));
    String unit = Members.text(body, "unit").orElse("");
    exchange.json(202, profiles.start(type, unit, duration, exchange.principal().name()).toMap());
  }

  private void stacks(Exchange exchange) throws IOException {
    exchange.json(
        200,
        Map.of(
            "stacks",
            profiles.stacks(id(exchange)).stream()
                .map(it -> Values.map("frames", it.frames(), "weight", it.weight()))
                .toList()));
  }

  private void export(Exchange exchange) throws IOException {
    ProfileExport format = ProfileExport.of(exchange.query("format").orElse("collapsed"));
    long id = id(exchange);
    byte[] bytes = format.of(profiles, id);
    HttpServletResponse response = exchange.response();
    response.setContentType(format.contentType());
    response.setHeader(
        "Content-Disposition",
        "attachment; filename=\"profile-" + id + "." + format.ending() + "\"");
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }
}
