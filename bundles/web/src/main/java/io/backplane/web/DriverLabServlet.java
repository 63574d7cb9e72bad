package io.backplane.web;

import io.backplane.security.spi.Doorkeeper;
import io.backplane.security.spi.Role;
import io.backplane.supervisor.spi.Profile;
import io.backplane.units.spi.Instances;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.ee10.websocket.server.JettyWebSocketServlet;
import org.eclipse.jetty.ee10.websocket.server.JettyWebSocketServletFactory;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** {@code /ws/driverlab/<package>}: a driver to try commands on. */
@Component(
    service = Servlet.class,
    property = {"osgi.http.whiteboard.servlet.pattern=/ws/driverlab/*", RootContext.SELECT})
public final class DriverLabServlet extends JettyWebSocketServlet {

  private static final long serialVersionUID = 1;

  /** Browsers that may try a driver at a time. */
  private static final int LABS_MAX = 10;

  private final transient Instances instances;
  private final transient LiveSockets sockets;

  @Activate
  public DriverLabServlet(
      BundleContext context, @Reference Instances instances, @Reference Doorkeeper doorkeeper) {
    this.instances = instances;
    this.sockets =
        new LiveSockets(
            doorkeeper, FrontDoor.knocks(context), Role.OPERATOR, LABS_MAX, this::socket);
  }

  private LiveSocket socket(HttpServletRequest request, String url, BooleanSupplier admitted) {
    String path = request.getRequestURI();
    String id =
        URLDecoder.decode(path.substring(path.lastIndexOf('/') + 1), StandardCharsets.UTF_8);
    String ref = given(request, "version").map(version -> id + "@" + version).orElse(id);
    List<String> arguments =
        given(request, "args").map(text -> List.of(text.split(","))).orElse(List.of());
    Profile profile = Profile.of(given(request, "runMode").orElse("oneshot"));
    return new LabSocket(new DriverLab(instances, ref, arguments, profile), url, admitted);
  }

  private static Optional<String> given(HttpServletRequest request, String name) {
    return Optional.ofNullable(request.getParameter(name)).filter(text -> !text.isEmpty());
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
