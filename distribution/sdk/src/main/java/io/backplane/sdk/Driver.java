package io.backplane.sdk;

import io.backplane.api.meta.CommandMeta;
import io.backplane.api.meta.Meta;
import io.backplane.meta.spi.Arguments;
import io.backplane.meta.spi.Arguments.ArgumentException;
import io.backplane.meta.spi.Examples;
import io.backplane.sdk.CommandLine.UsageException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A StdioLink driver: a program that reads requests from stdin and answers on stdout, one JSON
 * object a line. Give it a meta and a handler for each command, and hand {@code main} over:
 *
 * <pre>{@code
 * public static void main(String... args) {
 *   Driver.of(META).on("add", (request, reply) -> reply.done(...)).main(args);
 * }
 * }</pre>
 *
 * Requests are carried out one after the other. What their params lack is completed, and what does
 * not fit is refused, by the meta, before a handler sees it. stdout belongs to the protocol: what a
 * handler prints to {@code System.out} goes to stderr.
 */
public final class Driver {

  private static final int OK = 0;
  private static final int FAILED = 1;

  private final Optional<Meta> meta;
  private final Map<String, Handler> handlers = new HashMap<>();
  private Handler otherwise =
      (request, reply) -> reply.error(404, "unknown command: " + request.command());
  private boolean validates = true;

  private Driver(Optional<Meta> meta) {
    this.meta = meta;
  }

  /** One that says what it offers; commands without examples are given some. */
  public static Driver of(Meta meta) {
    return new Driver(Optional.of(Examples.ensure(meta)));
  }

  /** One that does not. */
  public static Driver withoutMeta() {
    return new Driver(Optional.empty());
  }

  /** Names the handler of a command. */
  public Driver on(String command, Handler handler) {
    handlers.put(command, handler);
    return this;
  }

  /** Names the handler of every other command; without one they end with code 404. */
  public Driver otherwise(Handler handler) {
    otherwise = handler;
    return this;
  }

  /** Leaves parameters as they come. */
  public Driver withoutValidation() {
    validates = false;
    return this;
  }

  /** Runs until it is to end, and ends the process. */
  public void main(String... args) {
    var out = new FileOutputStream(FileDescriptor.out);
    System.setOut(System.err);
    int code = run(args, new FileInputStream(FileDescriptor.in), out, System.err);
    System.exit(code);
  }

  /**
   * Runs as the command line says.
   *
   * @return what the process exits with
   */
  int run(String[] args, InputStream in, OutputStream out, PrintStream err) {
    try {
      CommandLine line = CommandLine.parse(args);
      if (line.help() || args.length == 0 && atTerminal()) {
        return help(line, err);
      }
      if (line.version()) {
        err.print(meta.map(m -> m.info().name() + " " + m.info().version()).orElse("") + "\n");
        return OK;
      }
      var exports = new Exports(meta, out, err);
      if (line.exportMeta().isPresent()) {
        return exports.exportMeta(line.exportMeta().get());
      }
      if (line.exportDoc().isPresent()) {
        return exports.exportDoc(line.exportDoc().get());
      }
      return line.console()
          ? console(line, new Output(out))
          : serve(line, new LineInput(in), new Output(out));
    } catch (UsageException e) {
      err.print(e.getMessage() + "\n");
      return FAILED;
    } catch (IOException e) {
      err.print("[ERROR] " + e.getMessage() + "\n");
      return FAILED;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return FAILED;
    }
  }

  private static boolean atTerminal() {
    return System.console() != null && System.console().isTerminal();
  }

  private int help(CommandLine line, PrintStream err) {
    if (line.command().isEmpty()) {
      err.print(Help.of(meta));
      return OK;
    }
    String name = line.command().get();
    Optional<CommandMeta> command = meta.flatMap(m -> m.command(name));
    err.print(command.map(Help::of).orElse("Unknown command: " + name + "\n"));
    return command.isPresent() ? OK : FAILED;
  }

  private Dispatcher dispatcher() {
    return new Dispatcher(meta, Map.copyOf(handlers), otherwise, validates);
  }

  private int console(CommandLine line, Output output) throws InterruptedException {
    String command = line.command().orElseThrow();
    var answer = output.answer();
    try {
      var fields = meta.flatMap(m -> m.command(command)).map(CommandMeta::params).orElse(List.of());
      var params = Arguments.params(line.arguments(), fields);
      dispatcher().dispatch(command, params, answer);
    } catch (ArgumentException e) {
      answer.error(400, Dispatcher.named("CliParseFailed", e.getMessage()));
    }
    return answer.awaitEnd();
  }

  private int serve(CommandLine line, LineInput input, Output output) throws IOException {
    Dispatcher dispatcher = dispatcher();
    boolean once = !line.profile().equals("keepalive");
    for (var request = input.next(); request.isPresent(); request = input.next()) {
      dispatcher.line(request.get(), output.answer());
      if (once) {
        break;
      }
    }
    return OK;
  }
}
