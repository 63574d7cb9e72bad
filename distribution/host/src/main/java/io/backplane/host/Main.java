package io.backplane.host;

import io.backplane.host.js.JsRuntime;
import io.backplane.host.modules.Modules;
import io.backplane.host.process.Surroundings;
import io.backplane.host.source.BuildException;
import io.backplane.host.source.Bundling;
import io.backplane.host.source.TypeCheck;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs one service in this process; the kernel starts it so, and {@code backplane service run}. */
public final class Main {

  private Main() {}

  public static void main(String[] args) {
    Surroundings at = Surroundings.ofProcess();
    System.setOut(System.err); // stdout may be a link's
    end(run(List.of(args), at));
  }

  /**
   * Whatever threads it has left behind end with the process. Where a signal has already begun to
   * end it, the code is the signal's.
   */
  private static void end(int code) {
    try {
      Runtime.getRuntime().addShutdownHook(new Thread()); // refused once a shutdown has begun
    } catch (IllegalStateException e) {
      return;
    }
    Runtime.getRuntime().halt(code);
  }

  private static int run(List<String> words, Surroundings at) {
    if (words.contains("-h") || words.contains("--help")) {
      at.say(CommandLine.USAGE);
      return ExitCode.OK;
    }
    if (words.contains("-v") || words.contains("--version")) {
      at.say("stdiolink_service 0.1.0");
      return ExitCode.OK;
    }
    return ExitCode.of(() -> awaited(words, at), at.err());
  }

  private static int awaited(List<String> words, Surroundings at)
      throws Refused, BuildException, InterruptedException {
    if (words.equals(List.of("--train"))) {
      // More of it makes starts with the cache that is recorded slower.
      Spare.runSmall(Main::run, at);
      return ExitCode.OK;
    }
    if (words.equals(List.of(Spare.WORD))) {
      Optional<Spare.Told> told = Spare.await(Main::run, at);
      return told.isPresent() ? run(told.get().words(), told.get().at()) : ExitCode.OK;
    }
    return guarded(Guard.watch(words), at);
  }

  private static int guarded(List<String> words, Surroundings at)
      throws Refused, BuildException, InterruptedException {
    if (words.contains(Linked.WORD)) {
      return Linked.run(words, at, _ -> {});
    }
    if (MetaExport.isMeant(words)) {
      return MetaExport.run(words, at);
    }
    CommandLine line = CommandLine.parse(words, at);
    ServiceFolder folder = ServiceFolder.read(line.folder());
    if (line.dumpSchema()) {
      at.say(Configuration.describe(folder.schema()));
      return ExitCode.OK;
    }
    Map<String, Object> config = Configuration.of(line, folder.schema(), at, at.input());
    if (line.check()) {
      TypeCheck.of(folder.path(), folder.entry(), at.variables());
    }
    var facts = folder.facts(line.dataRoot(), config, at);
    Bundling bundling = Bundling.start(folder.path(), folder.entry(), at.variables());
    try (var runtime = new JsRuntime(folder.path(), at.err(), Modules.all(facts))) {
      bundling.result(at.err()).ifPresent(runtime::substitute);
      return new Evaluation(runtime, at.err())
          .of(() -> runtime.importModule(folder.entry().toString()), () -> {}, () -> false);
    }
  }
}
