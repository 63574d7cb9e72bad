package io.backplane.web;

import io.backplane.security.spi.Principal;
import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;

/**
 * A service that calls over the unix socket, and says so: it may what anybody may who can open the
 * socket, and what it does is told to be its own.
 */
final class ServiceCaller {

  /** The id of the service's instance. */
  static final String HEADER = "Backplane-Unit";

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

  private ServiceCaller() {}

  /** The same principal for everybody else. */
  static Principal of(HttpServletRequest request, Principal admitted) {
    String id = request.getHeader(HEADER);
    boolean named = id != null && ID.matcher(id).matches() && UnixSocket.isLocal(request);
    return named ? new Principal("service:" + id, admitted.role(), admitted.expiresAt()) : admitted;
  }
}
