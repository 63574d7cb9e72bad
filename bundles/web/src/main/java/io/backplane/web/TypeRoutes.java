package io.backplane.web;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.calls.spi.Units;
import io.backplane.meta.spi.TypesFile;
import io.backplane.security.spi.Role;
import io.backplane.units.spi.CallableTypes;
import io.backplane.units.spi.Packages;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** What services are written against, as TypeScript declarations. */
record TypeRoutes(Packages packages, Units units) {

  private static final String ALL = "/api/types";

  List<Route> routes() {
    return List.of(
        Route.get(
            ALL, Role.VIEWER, "The declarations that services are written against.", this::list),
        Route.get(ALL + "/{id}", Role.VIEWER, "One file of them.", this::show));
  }

  private void list(Exchange exchange) throws IOException {
    List<Map<String, Object>> files =
        CallableTypes.of(packages, units).stream().map(TypesFile::toMap).toList();
    answer(exchange, "application/json", Json.bytes(Map.of("files", files)));
  }

  private void show(Exchange exchange) throws IOException {
    String id = exchange.path("id");
    TypesFile file =
        CallableTypes.of(packages, units).stream()
            .filter(it -> it.id().equals(id))
            .findFirst()
            .orElseThrow(() -> new RefusedException(new Refusal.NotFound("types", id)));
    answer(exchange, "text/plain;charset=utf-8", file.text().getBytes(StandardCharsets.UTF_8));
  }

  private static void answer(Exchange exchange, String mediaType, byte[] body) throws IOException {
    HttpServletResponse response = exchange.response();
    String etag = '"' + digest(body) + '"';
    response.setHeader("ETag", etag);
    response.setHeader("Cache-Control", "no-cache");
    String known = exchange.request().getHeader("If-None-Match");
    if (known != null && known.contains(etag)) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      return;
    }
    response.setContentType(mediaType);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  private static String digest(byte[] body) {
    try {
      byte[] all = MessageDigest.getInstance("SHA-256").digest(body);
      return HexFormat.of().formatHex(all, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
