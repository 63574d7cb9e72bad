package io.backplane.shell;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * The Felix (Gogo) sessions of those who sit in {@code backplane shell}: each keeps its variables
 * between lines. The {@value #SESSIONS_MAX} used last are kept.
 */
@Component(service = ShellSessions.class)
public final class ShellSessions {

  static final int SESSIONS_MAX = 32;

  /**
   * Session variable with the invocation that a line belongs to; a bridge to {@link GogoCommands}.
   */
  static final String INVOCATION = "io.backplane.invocation";

  private final CommandProcessor processor;
  private final GogoCommands commands;
  private final Map<String, CommandSession> sessions =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, CommandSession> eldest) {
          boolean tooMany = size() > SESSIONS_MAX;
          if (tooMany) {
            eldest.getValue().close();
          }
          return tooMany;
        }
      };

  @Activate
  public ShellSessions(@Reference CommandProcessor processor, @Reference GogoCommands commands) {
    this.processor = processor;
    this.commands = commands;
  }

  @Deactivate
  void close() {
    synchronized (sessions) {
      sessions.values().forEach(CommandSession::close);
      sessions.clear();
    }
  }

  /**
   * Carries out one line.
   *
   * @param id chosen by the client, random
   * @return the exit code of its last command
   */
  int execute(String id, String line, Invocation invocation) {
    CommandSession session = session(id == null ? "" : id);
    synchronized (session) {
      commands.followPlugins();
      session.put(INVOCATION, invocation);
      session.put(GogoCommands.EXIT_CODE, ExitCode.OK);
      try {
        Object result = session.execute(line);
        if (result != null && !(result instanceof Integer)) {
          invocation.out().println(session.format(result, 1));
        }
        return session.get(GogoCommands.EXIT_CODE) instanceof Integer code ? code : ExitCode.OK;
      } catch (Exception e) {
        invocation.err().println("backplane: " + message(e));
        return ExitCode.FAILED;
      } finally {
        session.put(INVOCATION, null);
      }
    }
  }

  private static String message(Exception e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }

  private CommandSession session(String id) {
    synchronized (sessions) {
      return sessions.computeIfAbsent(id, key -> open());
    }
  }

  private CommandSession open() {
    var in = new ByteArrayInputStream(new byte[0]);
    var out = new CurrentOutput();
    var console = new PrintStream(out, true, StandardCharsets.UTF_8);
    CommandSession session = processor.createSession(in, console, console);
    out.session = session;
    session.put("SCOPE", "backplane:runtime:token:gogo:felix:*");
    return session;
  }

  /** What Gogo's own commands print goes where the line's invocation goes. */
  private static final class CurrentOutput extends OutputStream {
    private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();
    private CommandSession session;

    @Override
    public synchronized void write(int b) {
      waiting.write(b);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
      waiting.write(bytes, offset, length);
    }

    @Override
    public synchronized void flush() {
      if (session != null && session.get(INVOCATION) instanceof Invocation invocation) {
        PrintWriter out = invocation.out();
        out.print(waiting.toString(StandardCharsets.UTF_8));
        out.flush();
      }
      waiting.reset();
    }
  }
}
