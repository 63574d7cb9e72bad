package io.backplane.console.panel;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.UnaryOperator;
import org.apache.felix.webconsole.servlet.AbstractServlet;
import org.osgi.service.component.annotations.Component;

/**
 * The one panel, {@code /system/console/app/**}: whatever the path below it, the page finds its way
 * by itself.
 */
@Component(
    service = Servlet.class,
    property = {"felix.webconsole.label=app", "felix.webconsole.title=Backplane"})
public final class AppPanel extends AbstractServlet {

  private static final long serialVersionUID = 1;

  /** Set by the front door: what scripts of this response must carry. */
  private static final String NONCE = "io.backplane.csp.nonce";

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String nonce = request.getAttribute(NONCE) instanceof String text ? text : "";
    Page.write(response, "shell.html", nonce, UnaryOperator.identity());
  }
}
