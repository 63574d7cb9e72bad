package io.backplane.web;

import io.backplane.plugins.spi.UiModules;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Serves {@code /plugins/<plugin>/<digest>/<file>}: files of approved console modules. The digest
 * names the content, so that browsers may keep it for ever.
 */
@Component(
    service = Servlet.class,
    property = {"osgi.http.whiteboard.servlet.pattern=/plugins/*", RootContext.SELECT})
public final class UiModuleServlet extends HttpServlet {

  private static final long serialVersionUID = 1;

  private static final Pattern PATH = Pattern.compile("/([^/]+)/([0-9a-f]{64})/(.+)");

  private static final Map<String, String> TYPES =
      Map.of(
          "js", "text/javascript;charset=utf-8",
          "css", "text/css;charset=utf-8",
          "json", "application/json",
          "map", "application/json",
          "svg", "image/svg+xml",
          "png", "image/png",
          "woff2", "font/woff2",
          "ttf", "font/ttf");

  private final transient UiModules modules;

  @Activate
  public UiModuleServlet(@Reference UiModules modules) {
    this.modules = modules;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    FrontDoor.principal(request);
    String path = request.getPathInfo() == null ? "" : request.getPathInfo();
    Matcher match = PATH.matcher(path);
    String type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
    Optional<byte[]> file =
        match.matches() && type != null
            ? modules.file(match.group(1), match.group(2), match.group(3))
            : Optional.empty();
    if (file.isEmpty()) {
      Problem.of(404, "Not found", "there is no approved console module with this file")
          .write(response);
      return;
    }
    response.setHeader("Cache-Control", "private, max-age=31536000, immutable");
    response.setContentType(type);
    response.setContentLength(file.get().length);
    response.getOutputStream().write(file.get());
  }
}
