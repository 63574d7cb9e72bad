package io.backplane.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/**
 * {@code backplane shell}: the Felix shell of a kernel with line editing, completion and a history
 * that lasts. Ctrl-C ends the command under way, Ctrl-D or {@code exit} the shell.
 */
final class InteractiveShell {

  private static final int USAGE = 2;

  private final KernelConnection kernel;

  InteractiveShell(KernelConnection kernel) {
    this.kernel = kernel;
  }

  int run() throws IOException {
    try (Terminal terminal = TerminalBuilder.builder().name("backplane").build()) {
      LineReader reader =
          LineReaderBuilder.builder()
              .terminal(terminal)
              .completer((r, line, candidates) -> complete(line, candidates))
              .variable(LineReader.HISTORY_FILE, history())
              .build();
      terminal.handle(Terminal.Signal.INT, signal -> kernel.cancel());
      return loop(reader, terminal);
    }
  }

  private static Path history() {
    return Path.of(System.getProperty("user.home"), ".backplane_history");
  }

  private int loop(LineReader reader, Terminal terminal) throws IOException {
    int exitCode = 0;
    while (true) {
      String line;
      try {
        line = reader.readLine("backplane> ").strip();
      } catch (UserInterruptException e) {
        continue;
      } catch (EndOfFileException e) {
        return exitCode;
      }
      if (line.equals("exit") || line.equals("quit")) {
        return exitCode;
      }
      if (!line.isEmpty()) {
        exitCode = execute(line, terminal);
      }
    }
  }

  private int execute(String line, Terminal terminal) throws IOException {
    Reply reply = kernel.line(line, terminal.getWidth(), terminal.output());
    terminal.writer().print(reply.errors());
    if (reply.exitCode() == USAGE && reply.errors().isEmpty()) {
      terminal.writer().println("try 'help'");
    }
    terminal.flush();
    return reply.exitCode();
  }

  /**
   * Asks the kernel, which knows units and plugins; {@code runtime:plugins} is {@code runtime
   * plugins} to it.
   */
  private void complete(ParsedLine line, List<Candidate> candidates) {
    var words = new ArrayList<String>(List.of("complete", "--"));
    List<String> typed = line.words().subList(0, line.wordIndex() + 1);
    String scope = "";
    for (int i = 0; i < typed.size(); i++) {
      int colon = i == 0 ? typed.get(i).indexOf(':') : -1;
      if (colon > 0) {
        scope = typed.get(i).substring(0, colon + 1);
        if (!scope.equals("backplane:")) {
          words.add(typed.get(i).substring(0, colon));
        }
      }
      words.add(typed.get(i).substring(colon + 1));
    }
    var found = new ByteArrayOutputStream();
    try {
      kernel.command(words, false, 80, found);
    } catch (IOException e) {
      return; // no kernel, no candidates: the next line typed will say so
    }
    boolean first = line.wordIndex() == 0;
    for (String candidate : found.toString(StandardCharsets.UTF_8).split("\n")) {
      if (!candidate.isEmpty() && !candidate.startsWith(":")) {
        candidates.add(candidate(first ? scope + candidate : candidate));
      }
    }
  }

  private static Candidate candidate(String text) {
    return new Candidate(text, text, null, null, null, null, !text.endsWith("="));
  }
}
