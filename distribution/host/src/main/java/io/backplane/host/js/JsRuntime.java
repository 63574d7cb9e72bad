package io.backplane.host.js;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.IOAccess;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.proxy.ProxyObject;

/**
 * One service's JavaScript world: a context, its loop, and the built-in modules. For one thread,
 * but for the loop's own promises.
 */
public final class JsRuntime implements AutoCloseable {

  private final Loop loop = new Loop();
  private final PrintStream err;
  private final List<HostModule> modules;
  private final Context context;

  /**
   * @param directory where relative paths of the first module start
   * @param err gets what {@code console} is told
   * @param modules closed with this
   */
  public JsRuntime(Path directory, PrintStream err, List<HostModule> modules) {
    this.err = err;
    this.modules = modules;
    var builtIns = new BuiltIns();
    this.context = context(new ModuleLoader(builtIns, directory));
    Value boot = context.eval(source("boot.js"));
    Value finish =
        boot.execute(
            ProxyObject.fromMap(
                new HashMap<>(
                    Map.of(
                        "print",
                        host(this::print),
                        "start",
                        host(this::startTimer),
                        "cancel",
                        host(this::cancelTimer)))));
    context.eval(source("globals.js"));
    define(modules);
    for (String specifier : builtIns.specifiers()) {
      importModule(specifier);
    }
    finish.executeVoid();
  }

  private static Context context(ModuleLoader loader) {
    return Context.newBuilder("js")
        .allowHostAccess(HostAccess.NONE)
        .allowIO(IOAccess.newBuilder().fileSystem(loader).build())
        .in(InputStream.nullInputStream())
        .out(OutputStream.nullOutputStream())
        .err(OutputStream.nullOutputStream())
        .allowExperimentalOptions(true)
        .option("engine.WarnInterpreterOnly", "false")
        .option("js.console", "false")
        .option("js.print", "false")
        .option("js.load", "false")
        .option("js.graal-builtin", "false")
        .option("js.polyglot-builtin", "false")
        .option("js.java-package-globals", "false")
        .option("js.esm-eval-returns-exports", "false")
        .option("js.text-encoding", "true")
        .option("js.unhandled-rejections", "throw")
        .build();
  }

  private static Source source(String name) {
    try (InputStream in = JsRuntime.class.getResourceAsStream(name)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Source.newBuilder("js", text, "backplane:" + name).internal(true).buildLiteral();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void define(List<HostModule> modules) {
    var all = new HashMap<String, Object>();
    for (HostModule module : modules) {
      var functions = new HashMap<String, Object>();
      module.functions(this).forEach((name, function) -> functions.put(name, host(function)));
      all.put(module.name(), ProxyObject.fromMap(functions));
    }
    context
        .getBindings("js")
        .getMember("backplaneHost")
        .putMember("modules", ProxyObject.fromMap(all));
  }

  /**
   * As JavaScript sees it: what is thrown comes back as an object, since only JavaScript can throw
   * its errors.
   */
  private static ProxyExecutable host(HostFunction function) {
    return values -> {
      try {
        return function.call(new Given(values));
      } catch (Fault e) {
        return fault(e.type(), e.getMessage());
      } catch (PolyglotException e) {
        throw e;
      } catch (Exception e) {
        return fault("InternalError", String.valueOf(e.getMessage()));
      }
    };
  }

  private static ProxyObject fault(String type, String message) {
    return ProxyObject.fromMap(new HashMap<>(Map.of("fault", type, "message", message)));
  }

  private Object print(Given given) {
    err.println(given.text(0, "line"));
    return null;
  }

  private Object startTimer(Given given) {
    Value work = given.function(1, "callback");
    long ms = (long) Math.clamp(given.number(0, "delay"), 0, Integer.MAX_VALUE);
    return loop.schedule(Duration.ofMillis(ms), work::executeVoid);
  }

  private Object cancelTimer(Given given) {
    loop.cancel((long) given.number(0, "timer"));
    return null;
  }

  public Loop loop() {
    return loop;
  }

  /**
   * Begins to evaluate a module, by its path or a built-in's name.
   *
   * @return a promise, which is settled when the module and all that it awaits is
   */
  public Value importModule(String specifier) {
    String text = "import(" + Json.text(specifier) + ")";
    return context.eval(
        Source.newBuilder("js", text, "backplane:import").internal(true).buildLiteral());
  }

  @Override
  public void close() {
    modules.forEach(HostModule::close);
    context.close(true);
  }
}
