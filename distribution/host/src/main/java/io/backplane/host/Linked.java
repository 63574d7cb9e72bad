package io.backplane.host;

import io.backplane.host.js.JsRuntime;
import io.backplane.host.link.ServiceModule;
import io.backplane.host.link.StdioLink;
import io.backplane.host.modules.Modules;
import io.backplane.host.process.Surroundings;
import io.backplane.host.source.BuildException;
import io.backplane.host.source.Bundling;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.graalvm.polyglot.Value;

/** A service under a kernel: stdin and stdout are a StdioLink link, as a driver's are. */
final class Linked {

  static final String WORD = "--linked";

  private static final String PROFILE = "--profile=";

  private final JsRuntime runtime;
  private final ServiceModule service;
  private final StdioLink link;
  private final PrintStream err;

  private Linked(JsRuntime runtime, ServiceModule service, StdioLink link, PrintStream err) {
    this.runtime = runtime;
    this.service = service;
    this.link = link;
    this.err = err;
  }

  /**
   * @param words {@code --linked}, perhaps {@code --profile=}, and what any service is run with
   * @param made is given the runtime before anything of the service is run
   */
  static int run(List<String> words, Surroundings at, Consumer<JsRuntime> made)
      throws Refused, BuildException, InterruptedException {
    boolean once = !words.contains(PROFILE + "keepalive");
    var rest = new ArrayList<>(words);
    rest.removeIf(word -> word.equals(WORD) || word.startsWith(PROFILE));
    CommandLine line = configured(CommandLine.parse(rest, at), at);
    ServiceFolder folder = ServiceFolder.read(line.folder());
    Map<String, Object> config =
        Configuration.of(line, folder.schema(), at, InputStream.nullInputStream());
    var facts = folder.facts(line.dataRoot(), config, at);
    var service = new ServiceModule(true);
    PrintStream err = at.err();
    Bundling bundling = Bundling.start(folder.path(), folder.entry(), at.variables());
    try (var runtime = new JsRuntime(folder.path(), err, Modules.linked(facts, service));
        var link = new StdioLink(runtime.loop(), service, once, at.output())) {
      made.accept(runtime);
      bundling.result(err).ifPresent(runtime::substitute);
      link.open(at.input());
      JsRuntime.debugger().ifPresent(service::tellDebugger);
      return new Linked(runtime, service, link, err).of(folder);
    }
  }

  private static CommandLine configured(CommandLine line, Surroundings at) {
    Optional<String> file =
        line.configFile()
            .or(() -> Optional.ofNullable(at.variables().get("STDIOLINK_CONFIG_PATH")));
    return line.withConfigFile(file);
  }

  private int of(ServiceFolder folder) throws InterruptedException {
    try {
      return new Evaluation(runtime, err)
          .of(() -> begin(folder), () -> settle(folder), link::stopping);
    } catch (IllegalArgumentException e) {
      err.println("Error: " + e.getMessage());
      return ExitCode.FAILED;
    }
  }

  private Value begin(ServiceFolder folder) {
    Value evaluated = runtime.importService(folder.entry().toString());
    if (!service.callable()) {
      link.begin(folder.meta());
    }
    return evaluated;
  }

  private void settle(ServiceFolder folder) {
    if (service.callable()) {
      link.begin(service.meta(folder.meta()));
    }
    link.settled();
  }
}
