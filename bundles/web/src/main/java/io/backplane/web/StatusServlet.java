package io.backplane.web;

import io.backplane.security.spi.Doorkeeper;
import io.backplane.security.spi.Role;
import jakarta.servlet.Servlet;
import org.eclipse.jetty.ee10.websocket.server.JettyWebSocketServlet;
import org.eclipse.jetty.ee10.websocket.server.JettyWebSocketServletFactory;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** {@code /ws/status}: a snapshot of everything, then what changes. */
@Component(
    service = Servlet.class,
    property = {"osgi.http.whiteboard.servlet.pattern=/ws/status", RootContext.SELECT})
public final class StatusServlet extends JettyWebSocketServlet {

  private static final long serialVersionUID = 1;

  private final transient LiveSockets sockets;

  @Activate
  public StatusServlet(
      BundleContext context, @Reference StatusFeed feed, @Reference Doorkeeper doorkeeper) {
    sockets =
        new LiveSockets(
            doorkeeper,
            FrontDoor.knocks(context),
            Role.VIEWER,
            (_, url, admitted) -> new LiveSocket(feed::serve, url, admitted));
  }

  @Override
  protected void configure(JettyWebSocketServletFactory factory) {
    sockets.configure(factory);
  }

  @Deactivate
  void close() {
    sockets.closeAll();
  }
}
