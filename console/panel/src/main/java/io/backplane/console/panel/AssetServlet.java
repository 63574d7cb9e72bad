package io.backplane.console.panel;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;

/**
 * Serves {@code /ui/<file>}. Names carry a hash of the content, so that browsers may keep them for
 * ever.
 */
@Component(
    service = Servlet.class,
    property = {
      "osgi.http.whiteboard.servlet.pattern=/ui/*",
      "osgi.http.whiteboard.context.select=(osgi.http.whiteboard.context.name=backplane)"
    })
public final class AssetServlet extends HttpServlet {

  private static final long serialVersionUID = 1;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = request.getPathInfo();
    serve(path == null ? "" : path.substring(1), request, response);
  }

  static void serve(String name, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<String> type = Assets.type(name);
    String encodings = request.getHeader("Accept-Encoding");
    boolean gzip = encodings != null && encodings.contains("gzip");
    Optional<byte[]> packed = gzip ? Assets.read(name + ".gz") : Optional.empty();
    Optional<byte[]> body = packed.isPresent() ? packed : Assets.read(name);
    if (type.isEmpty() || body.isEmpty()) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    if (packed.isPresent()) {
      response.setHeader("Content-Encoding", "gzip");
    }
    response.setHeader("Vary", "Accept-Encoding");
    response.setHeader("Cache-Control", "private, max-age=31536000, immutable");
    response.setContentType(type.get());
    response.setContentLength(body.get().length);
    response.getOutputStream().write(body.get());
  }
}
