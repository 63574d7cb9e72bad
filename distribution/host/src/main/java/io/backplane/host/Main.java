package io.backplane.host;

import io.backplane.host.js.JsRuntime;
import io.backplane.host.modules.Modules;
import io.backplane.host.modules.ServiceFacts;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs one service in this process; the kernel starts it so, and {@code backplane service run}. */
public final class Main {

  private Main() {}

  public static void main(String[] args) {
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    var err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    Runtime.getRuntime().halt(run(List.of(args), out, err));
  }

  /** Whatever threads it has left behind end with the process. */
  private static int run(List<String> words, PrintStream out, PrintStream err) {
    if (words.contains("-h") || words.contains("--help")) {
      out.println(CommandLine.USAGE);
      return ExitCode.OK;
    }
    if (words.contains("-v") || words.contains("--version")) {
      out.println("stdiolink_service 0.1.0");
      return ExitCode.OK;
    }
    try {
      if (words.equals(List.of("--train"))) {
        return train(err);
      }
      CommandLine line = CommandLine.parse(words);
      ServiceFolder folder = ServiceFolder.read(line.folder());
      if (line.dumpSchema()) {
        out.println(Configuration.describe(folder.schema()));
        return ExitCode.OK;
      }
      Map<String, Object> config = Configuration.of(line, folder.schema(), System.in);
      return run(folder, config, line, err);
    } catch (Refused e) {
      err.println("Error: " + e.getMessage());
      return e.exitCode();
    } catch (InterruptedException e) {
      return ExitCode.FAILED;
    }
  }

  private static int run(
      ServiceFolder folder, Map<String, Object> config, CommandLine line, PrintStream err)
      throws InterruptedException {
    var facts =
        ServiceFacts.of(
            folder.path(), folder.entry(), line.dataRoot().map(Path::toAbsolutePath), config);
    try (var runtime = new JsRuntime(folder.path(), err, Modules.all(facts, err))) {
      return new Evaluation(runtime, err).of(folder.entry());
    }
  }

  /** What every service does, for the AOT cache that is recorded meanwhile. */
  private static int train(PrintStream err) throws InterruptedException {
    Path nowhere = Path.of("").toAbsolutePath();
    var facts = ServiceFacts.of(nowhere, nowhere.resolve("index.js"), Optional.empty(), Map.of());
    try (var runtime = new JsRuntime(nowhere, err, Modules.all(facts, err))) {
      runtime.importModule("stdiolink");
      runtime.loop().run();
    }
    return ExitCode.OK;
  }
}
