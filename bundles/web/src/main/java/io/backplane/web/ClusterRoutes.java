package io.backplane.web;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.cluster.spi.Cluster;
import io.backplane.cluster.spi.ClusterAddress;
import io.backplane.security.spi.Role;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The kernels that this one shares with. */
record ClusterRoutes(Cluster cluster) {

  private static final String PATH = "/api/cluster";

  List<Route> routes() {
    Map<String, Object> text = Map.of("type", "string");
    return List.of(
        Route.get(
            PATH,
            Role.VIEWER,
            "What is joined, how the connection is, and who was heard of lately.",
            exchange -> exchange.json(200, cluster.status().toMap())),
        Route.of(
                "PUT",
                PATH,
                Role.ADMIN,
                "Joins the kernels of a NATS server and group; credentials is a path on this machine.",
                this::join)
            .body(
                Map.of(
                    "type",
                    "object",
                    "required",
                    List.of("url"),
                    "properties",
                    Map.of(
                        "url",
                        text,
                        "credentials",
                        text,
                        "group",
                        text,
                        "unseen",
                        Map.of("type", "boolean")))),
        Route.of(
            "DELETE",
            PATH,
            Role.ADMIN,
            "Goes on alone; what was shared stays here.",
            exchange -> exchange.json(200, cluster.leave(exchange.principal().name()).toMap())));
  }

  private void join(Exchange exchange) throws IOException {
    Map<String, Object> body = exchange.body();
    var address =
        new ClusterAddress(
            Members.text(body, "url").orElseThrow(() -> Members.missing("url")),
            Members.text(body, "credentials")
                .filter(path -> !path.isEmpty())
                .map(ClusterRoutes::path),
            Members.text(body, "group").orElse(ClusterAddress.GROUP));
    boolean unseen = Members.flag(body, "unseen");
    exchange.json(200, cluster.join(address, unseen, exchange.principal().name()).toMap());
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new RefusedException(
          new Refusal.Invalid("credentials", "is not a path: " + e.getReason()));
    }
  }
}
