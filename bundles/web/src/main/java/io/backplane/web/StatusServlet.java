package io.backplane.web;

import io.backplane.security.spi.Doorkeeper;
import io.backplane.security.spi.Knock;
import io.backplane.security.spi.Verdict;
import jakarta.servlet.Servlet;
import java.time.Duration;
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

  private final transient StatusFeed feed;
  private final transient Doorkeeper doorkeeper;
  private final transient Knocks knocks;

  @Activate
  public StatusServlet(
      BundleContext context, @Reference StatusFeed feed, @Reference Doorkeeper doorkeeper) {
    this.feed = feed;
    this.doorkeeper = doorkeeper;
    this.knocks = FrontDoor.knocks(context);
  }

  @Override
  protected void configure(JettyWebSocketServletFactory factory) {
    factory.setIdleTimeout(Duration.ofSeconds(75));
    factory.setMaxTextMessageSize(4_096);
    factory.setCreator(
        (request, response) -> {
          Knock knock = knocks.of(request.getHttpServletRequest());
          return new StatusSocket(
              feed, knock.ownOrigin(), () -> doorkeeper.judge(knock) instanceof Verdict.Admitted);
        });
  }

  @Deactivate
  void close() {
    feed.closeAll();
  }
}
