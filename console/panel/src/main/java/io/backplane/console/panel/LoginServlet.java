package io.backplane.console.panel;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The login page and the few assets it needs: the only pages a stranger gets. */
@Component(
    service = Servlet.class,
    property = {
      "osgi.http.whiteboard.servlet.pattern=/login",
      "osgi.http.whiteboard.servlet.pattern=/login/*",
      "osgi.http.whiteboard.context.select=(osgi.http.whiteboard.context.name=backplane)"
    })
public final class LoginServlet extends HttpServlet {

  private static final long serialVersionUID = 1;

  private final transient Set<String> open;

  @Activate
  public LoginServlet() throws IOException {
    open = Set.copyOf(Assets.open());
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = request.getPathInfo();
    if (path == null || path.equals("/")) {
      Page.write(response, "login.html", "", html -> html.replace("\"/ui/", "\"/login/"));
    } else if (open.contains(path.substring(1))) {
      AssetServlet.serve(path.substring(1), request, response);
    } else {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }
  }
}
