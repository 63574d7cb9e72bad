package io.backplane.web;

import io.backplane.api.call.Values;
import io.backplane.calls.spi.CallRecord;
import io.backplane.calls.spi.UnitStatus;
import io.backplane.calls.spi.Units;
import io.backplane.calls.spi.Units.EndedCalls;
import io.backplane.security.spi.Doorkeeper;
import io.backplane.security.spi.Role;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.ee10.websocket.server.JettyWebSocketServlet;
import org.eclipse.jetty.ee10.websocket.server.JettyWebSocketServletFactory;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** {@code /ws/tasks?unit=}: the last calls, then each as it has ended. */
@Component(
    service = Servlet.class,
    property = {"osgi.http.whiteboard.servlet.pattern=/ws/tasks", RootContext.SELECT})
public final class TaskServlet extends JettyWebSocketServlet {

  private static final long serialVersionUID = 1;
  private static final Duration LOOK = Duration.ofMillis(250);
  private static final int LOOKS_A_BEAT = 8;

  private final transient Units units;
  private final transient LiveSockets sockets;

  @Activate
  public TaskServlet(
      BundleContext context, @Reference Units units, @Reference Doorkeeper doorkeeper) {
    this.units = units;
    this.sockets =
        new LiveSockets(doorkeeper, FrontDoor.knocks(context), Role.VIEWER, this::socket);
  }

  private LiveSocket socket(HttpServletRequest request, String url, BooleanSupplier admitted) {
    String ref = Optional.ofNullable(request.getParameter("unit")).orElse("");
    String unit = units.find(ref).map(UnitStatus::name).orElse(ref);
    return new LiveSocket(socket -> follow(socket, unit), url, admitted);
  }

  private void follow(LiveSocket socket, String unit) throws IOException, InterruptedException {
    EndedCalls first = units.endedSince(0);
    tell(socket, unit, first.calls());
    long next = first.next();
    for (int look = 1; ; look++) {
      Thread.sleep(LOOK);
      EndedCalls news = units.endedSince(next);
      next = news.next();
      if (news.missed() > 0) {
        socket.send(Map.of("type", "gap", "dropped", news.missed()));
      }
      tell(socket, unit, news.calls());
      if (look % LOOKS_A_BEAT == 0) {
        socket.beat();
      }
    }
  }

  private static void tell(LiveSocket socket, String unit, List<CallRecord> calls)
      throws IOException, InterruptedException {
    List<Map<String, Object>> told =
        calls.stream()
            .filter(call -> unit.isEmpty() || call.unit().equals(unit))
            .map(CallRecord::toMap)
            .toList();
    if (!told.isEmpty()) {
      socket.send(Values.map("type", "calls", "calls", told));
    }
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
