package io.backplane.web;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.security.spi.Role;
import io.backplane.security.spi.Tokens;
import io.backplane.security.spi.Tokens.Issued;
import io.backplane.security.spi.Tokens.Token;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who is asking, and the tokens with which one may. */
record SessionRoutes(Tokens tokens) {

  List<Route> routes() {
    return List.of(
        Route.get(
            "/api/session",
            Role.VIEWER,
            "Who is asking, in which role, until when.",
            exchange -> exchange.json(200, exchange.principal().toMap())),
        Route.get(
            "/api/tokens",
            Role.ADMIN,
            "The tokens, without their secrets.",
            exchange ->
                exchange.json(
                    200, Map.of("tokens", tokens.list().stream().map(Token::toMap).toList()))),
        Route.of(
                "POST",
                "/api/tokens",
                Role.ADMIN,
                "Makes a token; its secret is in this answer and nowhere else.",
                this::create)
            .body(
                Map.of(
                    "type",
                    "object",
                    "required",
                    List.of("name", "role"),
                    "properties",
                    Map.of(
                        "name", Map.of("type", "string"),
                        "role",
                            Map.of(
                                "type", "string", "enum", List.of("admin", "operator", "viewer")),
                        "expiresInSeconds", Map.of("type", "integer", "minimum", 1)))),
        Route.of(
            "DELETE",
            "/api/tokens/{name}",
            Role.ADMIN,
            "Ends a token and the sessions opened with it.",
            exchange -> {
              tokens.revoke(exchange.path("name"), exchange.principal().name());
              exchange.noContent();
            }));
  }

  private void create(Exchange exchange) throws IOException {
    Map<String, Object> body = exchange.body();
    Optional<Duration> lifetime =
        switch (body.get("expiresInSeconds")) {
          case null -> Optional.empty();
          case Number seconds -> Optional.of(Duration.ofSeconds(seconds.longValue()));
          default ->
              throw new RefusedException(
                  new Refusal.Invalid("expiresInSeconds", "must be a whole number of seconds"));
        };
    Issued issued =
        tokens.create(
            text(body, "name"), Role.of(text(body, "role")), lifetime, exchange.principal().name());
    var answer = new LinkedHashMap<String, Object>();
    answer.put("token", issued.secret());
    answer.putAll(issued.token().toMap());
    exchange.json(201, answer);
  }

  private static String text(Map<String, Object> body, String field) {
    if (body.get(field) instanceof String text) {
      return text;
    }
    throw new RefusedException(new Refusal.Invalid(field, "must be given as a string"));
  }
}
