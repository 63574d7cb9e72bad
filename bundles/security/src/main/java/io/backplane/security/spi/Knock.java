package io.backplane.security.spi;

import java.util.Optional;
import java.util.Set;

/**
 * What a request says of itself, as far as it matters for letting it in.
 *
 * @param local whether it came over the unix socket
 * @param method in upper case
 * @param webSocket whether it asks for an upgrade
 * @param scheme {@code http} or {@code https}, as the client sees it
 * @param host the Host header, as the client sees it
 * @param origin the Origin header
 * @param bearer the token of an Authorization header
 * @param session the value of the session cookie
 * @param address the client's network address
 */
public record Knock(
    boolean local,
    String method,
    boolean webSocket,
    String scheme,
    String host,
    Optional<String> origin,
    Optional<String> bearer,
    Optional<String> session,
    String address) {

  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

  /** Whether it can change something; a WebSocket can. */
  public boolean unsafe() {
    return webSocket || !SAFE.contains(method);
  }

  /** The one origin whose pages may speak to this address. */
  public String ownOrigin() {
    return scheme + "://" + host;
  }
}
