package io.backplane.console.panel;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import org.osgi.service.component.annotations.Component;

/** The stylesheet that makes Felix's own pages look at home inside the console. */
@Component(
    service = Servlet.class,
    property = {
      "osgi.http.whiteboard.servlet.pattern=/ui/osgi.css",
      "osgi.http.whiteboard.context.select=(osgi.http.whiteboard.context.name=backplane)"
    })
public final class OsgiPages extends HttpServlet {

  private static final long serialVersionUID = 1;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/css;charset=utf-8");
    try (InputStream css = OsgiPages.class.getResourceAsStream("/osgi.css")) {
      css.transferTo(response.getOutputStream());
    }
  }
}
