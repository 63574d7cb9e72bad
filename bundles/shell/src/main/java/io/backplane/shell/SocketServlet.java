package io.backplane.shell;

import io.backplane.security.spi.LocalPeer;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.ToIntFunction;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Where {@code bin/backplane} and the Java client post what was typed, over the unix socket only.
 * Output streams in the body; the exit code and what belongs on stderr follow in trailers, because
 * a shell script can tell those apart.
 *
 * <p>{@code POST /cli}: arguments, each ended by NUL. {@code POST /cli/shell}: a line for the Gogo
 * session named by the header {@code Backplane-Session}. Headers {@code Backplane-Cwd}, {@code
 * Backplane-Width}, {@code Backplane-Tty} describe the caller's terminal.
 */
@Component(
    service = Servlet.class,
    property = {
      "osgi.http.whiteboard.servlet.pattern=/cli/*",
      "osgi.http.whiteboard.context.select=(osgi.http.whiteboard.context.name=backplane)"
    })
public final class SocketServlet extends HttpServlet {

  private static final long serialVersionUID = 1;

  private static final int ARGUMENTS_BYTES_MAX = 4 << 20;

  private final transient Services services;
  private final transient ShellSessions sessions;

  @Activate
  public SocketServlet(@Reference Services services, @Reference ShellSessions sessions) {
    this.services = services;
    this.sessions = sessions;
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!(request.getAttribute(LocalPeer.GONE) instanceof BooleanSupplier gone)) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    byte[] body = request.getInputStream().readNBytes(ARGUMENTS_BYTES_MAX);
    String text = new String(body, StandardCharsets.UTF_8);
    switch (request.getPathInfo()) {
      case null -> run(request, response, gone, to -> CommandTree.execute(to, arguments(text)));
      case "/shell" -> {
        String session = request.getHeader("Backplane-Session");
        run(request, response, gone, to -> sessions.execute(session, text, to));
      }
      default -> response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }
  }

  private static List<String> arguments(String text) {
    var arguments = new ArrayList<String>();
    for (int from = 0; from < text.length(); ) {
      int end = text.indexOf('\0', from);
      end = end < 0 ? text.length() : end;
      arguments.add(text.substring(from, end));
      from = end + 1;
    }
    return arguments;
  }

  private void run(
      HttpServletRequest request,
      HttpServletResponse response,
      BooleanSupplier gone,
      ToIntFunction<Invocation> command)
      throws IOException {
    var errors = new StringWriter();
    int[] exitCode = {ExitCode.FAILED};
    response.setContentType("text/plain");
    response.setCharacterEncoding("UTF-8");
    response.setHeader("Trailer", "Backplane-Exit, Backplane-Stderr");
    response.setTrailerFields(
        () ->
            Map.of(
                "Backplane-Exit", Integer.toString(exitCode[0]),
                "Backplane-Stderr", Escapes.encode(errors.toString())));
    PrintWriter out = new FlushingWriter(response);
    try (var watch = new HangUpWatch(gone)) {
      var invocation =
          new Invocation(
              services,
              out,
              new PrintWriter(errors, true),
              Path.of(header(request, "Backplane-Cwd", "/")),
              number(header(request, "Backplane-Width", "80")),
              header(request, "Backplane-Tty", "").equals("1"),
              watch::gone);
      exitCode[0] = command.applyAsInt(invocation);
    }
    out.flush();
  }

  private static String header(HttpServletRequest request, String name, String otherwise) {
    String value = request.getHeader(name);
    if (value == null) {
      return otherwise;
    }
    return new String(value.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      return 80;
    }
  }

  /** Whatever a command flushes leaves at once, so that a caller sees progress. */
  private static final class FlushingWriter extends PrintWriter {
    private final HttpServletResponse response;

    FlushingWriter(HttpServletResponse response) throws IOException {
      super(response.getWriter());
      this.response = response;
    }

    @Override
    public void flush() {
      super.flush();
      try {
        response.flushBuffer();
      } catch (IOException e) {
        setError();
      }
    }
  }
}
