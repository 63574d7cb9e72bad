package io.backplane.web;

import io.backplane.api.call.Refusal;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An RFC 9457 problem document. The one place where refusals become status codes.
 *
 * @param refusal the refusal's word, empty where there is none
 * @param field what a value was refused for, empty where there is none
 */
public record Problem(
    int status,
    String title,
    String detail,
    String refusal,
    String field,
    Optional<Duration> retryAfter) {

  public static Problem of(int status, String title, String detail) {
    return new Problem(status, title, detail, "", "", Optional.empty());
  }

  public static Problem of(Refusal refusal) {
    String detail = refusal.message();
    return switch (refusal) {
      case Refusal.NotFound _ -> of(404, "Not found", detail, "not-found");
      case Refusal.Stale _ -> of(412, "Changed meanwhile", detail, "stale");
      case Refusal.OverCap _ -> of(409, "Limit reached", detail, "over-cap");
      case Refusal.Invalid invalid ->
          new Problem(400, "Invalid", detail, "invalid", invalid.field(), Optional.empty());
      case Refusal.Denied _ -> of(403, "Denied", detail, "denied");
      case Refusal.Busy busy ->
          new Problem(503, "Busy", detail, "busy", "", Optional.of(busy.retryAfter()));
      case Refusal.Conflict _ -> of(409, "Conflict", detail, "conflict");
    };
  }

  private static Problem of(int status, String title, String detail, String refusal) {
    return new Problem(status, title, detail, refusal, "", Optional.empty());
  }

  public Map<String, Object> document() {
    var document = new LinkedHashMap<String, Object>();
    document.put("type", "about:blank");
    document.put("title", title);
    document.put("status", status);
    document.put("detail", detail);
    if (!refusal.isEmpty()) {
      document.put("refusal", refusal);
    }
    if (!field.isEmpty()) {
      document.put("field", field);
    }
    return document;
  }

  public void write(HttpServletResponse response) throws IOException {
    write(response, Map.of());
  }

  /**
   * @param more members for this one problem
   */
  public void write(HttpServletResponse response, Map<String, Object> more) throws IOException {
    Map<String, Object> document = document();
    document.putAll(more);
    if (retryAfter.isPresent()) {
      response.setHeader("Retry-After", Long.toString(Math.max(1, retryAfter.get().toSeconds())));
    }
    Exchange.write(response, status, "application/problem+json", Json.bytes(document));
  }
}
