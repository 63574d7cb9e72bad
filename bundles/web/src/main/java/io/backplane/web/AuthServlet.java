package io.backplane.web;

import io.backplane.api.call.RefusedException;
import io.backplane.security.spi.Sessions;
import io.backplane.security.spi.Sessions.Session;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Opens and ends browser sessions. */
@Component(
    service = Servlet.class,
    property = {"osgi.http.whiteboard.servlet.pattern=/auth/*", RootContext.SELECT})
public final class AuthServlet extends HttpServlet {

  private static final long serialVersionUID = 1;
  private static final int BODY_BYTES_MAX = 4_096;

  private final transient Sessions sessions;
  private final transient Knocks knocks;

  @Activate
  public AuthServlet(BundleContext context, @Reference Sessions sessions) {
    this.sessions = sessions;
    this.knocks = FrontDoor.knocks(context);
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    switch (request.getPathInfo()) {
      case "/login" -> login(request, response);
      case "/logout" -> logout(request, response);
      case null, default ->
          Problem.of(404, "Not found", "no path " + request.getRequestURI()).write(response);
    }
  }

  private void login(HttpServletRequest request, HttpServletResponse response) throws IOException {
    try {
      Map<String, Object> body = Exchange.readObject(request, BODY_BYTES_MAX);
      Object secret = body.containsKey("code") ? body.get("code") : body.get("token");
      Session session =
          sessions.open(secret instanceof String text ? text : "", knocks.of(request).address());
      response.addCookie(cookie(request, session.cookie(), -1));
      Exchange.write(response, 200, session.principal().toMap());
    } catch (RefusedException e) {
      Problem problem = Problem.of(e.refusal());
      int status =
          switch (problem.status()) {
            case 403 -> 401;
            case 503 -> 429;
            default -> problem.status();
          };
      new Problem(
              status,
              problem.title(),
              problem.detail(),
              problem.refusal(),
              problem.field(),
              problem.retryAfter())
          .write(response);
    }
  }

  private void logout(HttpServletRequest request, HttpServletResponse response) {
    knocks.cookie(request).ifPresent(sessions::close);
    response.addCookie(cookie(request, "", 0));
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
  }

  private Cookie cookie(HttpServletRequest request, String value, int maxAge) {
    var cookie = new Cookie(knocks.cookieName(request), value);
    cookie.setHttpOnly(true);
    cookie.setSecure(knocks.isSecure(request));
    cookie.setPath("/");
    cookie.setAttribute("SameSite", "Lax");
    cookie.setMaxAge(maxAge);
    return cookie;
  }
}
