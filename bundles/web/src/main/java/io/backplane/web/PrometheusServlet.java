package io.backplane.web;

import io.backplane.api.metrics.Metric;
import io.backplane.api.metrics.Metric.Sample;
import io.backplane.health.spi.Metrics;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code GET /metrics} in Prometheus' text format, version 0.0.4. */
@Component(
    service = Servlet.class,
    property = {"osgi.http.whiteboard.servlet.pattern=/metrics", RootContext.SELECT})
public final class PrometheusServlet extends HttpServlet {

  private static final long serialVersionUID = 1;

  private static final String PREFIX = "backplane_";

  private final transient Metrics metrics;

  @Activate
  public PrometheusServlet(@Reference Metrics metrics) {
    this.metrics = metrics;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    FrontDoor.principal(request);
    var text = new StringBuilder();
    metrics.read().forEach(metric -> write(metric, text));
    byte[] body = text.toString().getBytes(StandardCharsets.UTF_8);
    response.setContentType("text/plain;version=0.0.4;charset=utf-8");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  private static void write(Metric metric, StringBuilder text) {
    String name = PREFIX + metric.name();
    text.append("# HELP ").append(name).append(' ').append(plain(metric.help())).append('\n');
    text.append("# TYPE ").append(name).append(' ');
    text.append(metric.kind().name().toLowerCase(Locale.ROOT)).append('\n');
    for (Sample sample : metric.samples()) {
      text.append(name).append(sample.suffix());
      if (!sample.labels().isEmpty()) {
        text.append(
            new TreeMap<>(sample.labels())
                .entrySet().stream()
                    .map(it -> it.getKey() + "=\"" + quoted(it.getValue()) + "\"")
                    .collect(Collectors.joining(",", "{", "}")));
      }
      text.append(' ').append(number(sample.value())).append('\n');
    }
  }

  private static String number(double value) {
    boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
    return whole ? Long.toString((long) value) : Double.toString(value);
  }

  private static String plain(String text) {
    return text.replace("\\", "\\\\").replace("\n", "\\n");
  }

  private static String quoted(String text) {
    return plain(text).replace("\"", "\\\"");
  }
}
