package io.backplane.host;

import io.backplane.api.meta.Meta;
import io.backplane.host.js.JsRuntime;
import io.backplane.host.js.Json;
import io.backplane.host.link.ServiceModule;
import io.backplane.host.modules.Modules;
import io.backplane.host.process.Surroundings;
import io.backplane.host.source.BuildException;
import io.backplane.host.source.Bundling;
import io.backplane.meta.spi.Defaults;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;

/** Says what a service is, and what can be called of it, without running it. */
final class MetaExport {

  private static final String WORD = "--export-meta";
  private static final String TO_FILE = WORD + "=";

  private static final Duration LIMIT = Duration.ofSeconds(10);

  private MetaExport() {}

  static boolean isMeant(List<String> words) {
    return words.stream().anyMatch(MetaExport::isWord);
  }

  private static boolean isWord(String word) {
    return word.equals(WORD) || word.startsWith(TO_FILE);
  }

  /**
   * Prints the meta as JSON, or writes it to the file that {@code --export-meta=} names; the
   * service's module is evaluated when it exports commands.
   */
  static int run(List<String> words, Surroundings at)
      throws Refused, BuildException, InterruptedException {
    List<String> rest = words.stream().filter(word -> !isWord(word)).toList();
    ServiceFolder folder = ServiceFolder.read(CommandLine.parse(rest, at).folder());
    String meta = Json.text(meta(folder, at).toMap());
    Optional<String> file = words.stream().filter(word -> word.startsWith(TO_FILE)).findFirst();
    if (file.isEmpty()) {
      at.say(meta);
    } else {
      write(at.path(file.get().substring(TO_FILE.length())), meta);
    }
    return ExitCode.OK;
  }

  private static void write(Path file, String meta) throws Refused {
    try {
      Files.writeString(file, meta);
    } catch (IOException e) {
      throw Refused.failure("cannot write " + file + ": " + e.getMessage());
    }
  }

  /** The end of the process is all that stops every kind of program. */
  private static void limit(PrintStream err) {
    Thread.ofPlatform()
        .daemon()
        .name("export-limit")
        .start(
            () -> {
              try {
                Thread.sleep(LIMIT);
                err.println("Error: the service has not said within 10 s what it offers");
                Runtime.getRuntime().halt(ExitCode.FAILED);
              } catch (InterruptedException e) {
                // the process ends
              }
            });
  }

  private static Meta meta(ServiceFolder folder, Surroundings at)
      throws Refused, BuildException, InterruptedException {
    Map<String, Object> config = Defaults.fill(folder.schema(), Map.of());
    var facts = folder.facts(Optional.empty(), config, at);
    var service = new ServiceModule(false);
    var found = new ArrayList<Meta>();
    Bundling bundling = Bundling.start(folder.path(), folder.entry(), at.variables());
    try (var runtime = new JsRuntime(folder.path(), at.err(), Modules.described(facts, service))) {
      bundling.result(at.err()).ifPresent(runtime::substitute);
      limit(at.err());
      try {
        Value evaluated = runtime.importService(folder.entry().toString());
        evaluated.invokeMember(
            "then",
            (ProxyExecutable)
                _ -> {
                  found.add(service.meta(folder.meta()));
                  runtime.loop().end();
                  return null;
                });
        runtime.loop().run();
      } catch (PolyglotException e) {
        if (service.refused()) {
          return folder.meta();
        }
        throw Refused.failure(new Uncaught(runtime).told(e));
      } catch (IllegalArgumentException e) {
        throw Refused.failure(e.getMessage());
      }
    }
    if (found.isEmpty()) {
      throw Refused.failure(Evaluation.UNSETTLED);
    }
    return found.getFirst();
  }
}
