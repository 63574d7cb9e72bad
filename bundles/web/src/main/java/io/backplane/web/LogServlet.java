package io.backplane.web;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.call.Values;
import io.backplane.security.spi.Doorkeeper;
import io.backplane.security.spi.Role;
import io.backplane.supervisor.spi.LogLine;
import io.backplane.supervisor.spi.LogQuery;
import io.backplane.supervisor.spi.Supervisor;
import io.backplane.supervisor.spi.UnitLog;
import io.backplane.units.spi.Instances;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.ee10.websocket.server.JettyWebSocketServlet;
import org.eclipse.jetty.ee10.websocket.server.JettyWebSocketServletFactory;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * {@code /ws/logs?instanceId=}: the newest lines of an instance's log, then every one that comes.
 * An update that changes the process does not end it.
 */
@Component(
    service = Servlet.class,
    property = {"osgi.http.whiteboard.servlet.pattern=/ws/logs", RootContext.SELECT})
public final class LogServlet extends JettyWebSocketServlet {

  private static final long serialVersionUID = 1;
  private static final int LINES = 200;
  private static final int LINES_MAX = 1_000;

  private final transient Instances instances;
  private final transient Supervisor supervisor;
  private final transient LiveSockets sockets;

  @Activate
  public LogServlet(
      BundleContext context,
      @Reference Instances instances,
      @Reference Supervisor supervisor,
      @Reference Doorkeeper doorkeeper) {
    this.instances = instances;
    this.supervisor = supervisor;
    this.sockets =
        new LiveSockets(doorkeeper, FrontDoor.knocks(context), Role.VIEWER, this::socket);
  }

  private LiveSocket socket(
      HttpServletRequest request, String url, java.util.function.BooleanSupplier admitted) {
    String id = Optional.ofNullable(request.getParameter("instanceId")).orElse("");
    String lines = Optional.ofNullable(request.getParameter("lines")).orElse("");
    LogQuery query = LogQueries.of(request);
    int newest = lines.isEmpty() ? LINES : count(lines);
    return new LiveSocket(socket -> follow(socket, id, query, newest), url, admitted);
  }

  private static int count(String text) {
    try {
      return Math.clamp(Integer.parseInt(text), 0, LINES_MAX);
    } catch (NumberFormatException e) {
      throw new RefusedException(new Refusal.Invalid("lines", "must be 0 to " + LINES_MAX));
    }
  }

  private void follow(LiveSocket socket, String id, LogQuery query, int newest)
      throws IOException, InterruptedException {
    UnitLog log = supervisor.log(InstanceRoutes.find(instances, id).supervised());
    long nextBeat = System.nanoTime() + LiveSocket.BEAT.toNanos();
    try (UnitLog.Tail tail = log.tail(query, newest)) {
      while (true) {
        UnitLog.Lines news = tail.next(Duration.ofNanos(nextBeat - System.nanoTime()));
        if (news.dropped() > 0) {
          socket.send(Map.of("type", "gap", "dropped", news.dropped()));
        }
        if (!news.lines().isEmpty()) {
          socket.send(
              Values.map(
                  "type", "lines", "lines", news.lines().stream().map(LogLine::toMap).toList()));
        }
        if (news.ended()) {
          socket.close(LiveSocket.GOING_AWAY, "the log has ended");
          return;
        }
        if (System.nanoTime() >= nextBeat) {
          nextBeat = System.nanoTime() + LiveSocket.BEAT.toNanos();
          socket.beat();
        }
      }
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
