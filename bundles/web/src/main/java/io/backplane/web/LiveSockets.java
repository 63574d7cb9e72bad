package io.backplane.web;

import io.backplane.api.call.RefusedException;
import io.backplane.security.spi.Doorkeeper;
import io.backplane.security.spi.Knock;
import io.backplane.security.spi.Principal;
import io.backplane.security.spi.Role;
import io.backplane.security.spi.Verdict;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.ee10.websocket.server.JettyServerUpgradeRequest;
import org.eclipse.jetty.ee10.websocket.server.JettyServerUpgradeResponse;
import org.eclipse.jetty.ee10.websocket.server.JettyWebSocketServletFactory;

/** The open WebSockets of one servlet. */
final class LiveSockets {

  /** Makes the socket of one admitted request. */
  @FunctionalInterface
  interface Maker {
    LiveSocket make(HttpServletRequest request, String url, BooleanSupplier stillAdmitted);
  }

  private static final int MESSAGE_BYTES_MAX = 1 << 20;
  private static final int SOCKETS_MAX = 1_000;
  private static final int TOO_MANY_REQUESTS = 429;

  private final Doorkeeper doorkeeper;
  private final Knocks knocks;
  private final Role role;
  private final int most;
  private final Maker maker;
  private final Set<LiveSocket> open = ConcurrentHashMap.newKeySet();

  /**
   * @param role what a caller must have at least
   */
  LiveSockets(Doorkeeper doorkeeper, Knocks knocks, Role role, Maker maker) {
    this(doorkeeper, knocks, role, SOCKETS_MAX, maker);
  }

  /**
   * @param most how many may be open at a time
   */
  LiveSockets(Doorkeeper doorkeeper, Knocks knocks, Role role, int most, Maker maker) {
    this.most = most;
    this.doorkeeper = doorkeeper;
    this.knocks = knocks;
    this.role = role;
    this.maker = maker;
  }

  void configure(JettyWebSocketServletFactory factory) {
    factory.setIdleTimeout(Duration.ofSeconds(75));
    factory.setMaxTextMessageSize(MESSAGE_BYTES_MAX);
    factory.setCreator(this::create);
  }

  private Object create(JettyServerUpgradeRequest request, JettyServerUpgradeResponse response)
      throws IOException {
    HttpServletRequest servletRequest = request.getHttpServletRequest();
    Principal principal = FrontDoor.principal(servletRequest);
    if (!principal.role().covers(role)) {
      response.sendForbidden("this needs the role " + role.word());
      return null;
    }
    if (open.size() >= most) {
      response.sendError(TOO_MANY_REQUESTS, "at most " + most + " at a time");
      return null;
    }
    Knock knock = knocks.of(servletRequest);
    try {
      LiveSocket socket =
          maker.make(
              servletRequest,
              knock.ownOrigin(),
              () -> doorkeeper.judge(knock) instanceof Verdict.Admitted);
      socket.tracked(open);
      return socket;
    } catch (RefusedException e) {
      response.sendError(HttpServletResponse.SC_BAD_REQUEST, e.getMessage());
      return null;
    }
  }

  /** Asks every browser to come again. */
  void closeAll() {
    open.forEach(socket -> socket.close(LiveSocket.RESTART, "restarting"));
  }
}
