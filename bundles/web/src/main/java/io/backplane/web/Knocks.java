package io.backplane.web;

import io.backplane.security.spi.Knock;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.Set;

/** Reads from a request what matters for letting it in. */
final class Knocks {

  private static final String BEARER = "Bearer ";

  private final Set<String> trustedProxies;

  /**
   * @param trustedProxies addresses whose X-Forwarded headers are believed
   */
  Knocks(Set<String> trustedProxies) {
    this.trustedProxies = Set.copyOf(trustedProxies);
  }

  Knock of(HttpServletRequest request) {
    boolean proxied = trustedProxies.contains(request.getRemoteAddr());
    return new Knock(
        UnixSocket.isLocal(request),
        request.getMethod(),
        "websocket".equalsIgnoreCase(request.getHeader("Upgrade")),
        scheme(request),
        forwarded(request, proxied, "X-Forwarded-Host").orElseGet(() -> host(request)),
        Optional.ofNullable(request.getHeader("Origin")),
        bearer(request),
        cookie(request),
        forwarded(request, proxied, "X-Forwarded-For").orElseGet(() -> address(request)));
  }

  /** As the client sees it: a trusted proxy may have taken off the encryption. */
  private String scheme(HttpServletRequest request) {
    boolean proxied = trustedProxies.contains(request.getRemoteAddr());
    return forwarded(request, proxied, "X-Forwarded-Proto").orElse(request.getScheme());
  }

  private static Optional<String> forwarded(
      HttpServletRequest request, boolean proxied, String header) {
    return Optional.ofNullable(proxied ? request.getHeader(header) : null)
        .map(value -> value.substring(value.lastIndexOf(',') + 1).strip());
  }

  private static String host(HttpServletRequest request) {
    String host = request.getHeader("Host");
    return host == null ? "" : host;
  }

  private static String address(HttpServletRequest request) {
    String address = request.getRemoteAddr();
    return address == null ? "" : address;
  }

  private static Optional<String> bearer(HttpServletRequest request) {
    String header = request.getHeader("Authorization");
    return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? Optional.of(header.substring(BEARER.length()).strip())
        : Optional.empty();
  }

  /** The value of the session cookie. */
  Optional<String> cookie(HttpServletRequest request) {
    String name = cookieName(request);
    if (request.getCookies() != null) {
      for (Cookie cookie : request.getCookies()) {
        if (cookie.getName().equals(name)) {
          return Optional.of(cookie.getValue());
        }
      }
    }
    return Optional.empty();
  }

  /** Cookies do not know ports: two kernels on one machine need two names. */
  String cookieName(HttpServletRequest request) {
    return (isSecure(request) ? "__Host-bp_" : "bp_") + request.getLocalPort();
  }

  boolean isSecure(HttpServletRequest request) {
    return scheme(request).equals("https");
  }
}
