package io.backplane.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.servlet.context.ServletContextHelper;

/** The servlet context of everything that is not Felix's own console. */
@Component(
    service = ServletContextHelper.class,
    property = {
      "osgi.http.whiteboard.context.name=" + RootContext.NAME,
      "osgi.http.whiteboard.context.path=/"
    })
public final class RootContext extends ServletContextHelper {

  /** How servlets choose this context. */
  static final String NAME = "backplane";

  static final String SELECT =
      "osgi.http.whiteboard.context.select=(osgi.http.whiteboard.context.name=" + NAME + ")";

  @Override
  public boolean handleSecurity(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    return true;
  }
}
