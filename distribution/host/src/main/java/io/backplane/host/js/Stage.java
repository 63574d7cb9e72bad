package io.backplane.host.js;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.IOAccess;
import org.graalvm.polyglot.proxy.ProxyObject;

/**
 * A context with what every service has, before anything is known of one.
 *
 * @param finish gives the built-in modules, which are evaluated, their functions, and takes away
 *     what only they may see
 */
record Stage(Loop loop, BuiltIns builtIns, ModuleLoader loader, Context context, Value finish) {

  private static Optional<Engine> engine = Optional.empty();
  private static Optional<Stage> ahead = Optional.empty();

  static synchronized void shareEngine() {
    if (engine.isEmpty()) {
      engine =
          Optional.of(
              Engine.newBuilder("js").option("engine.WarnInterpreterOnly", "false").build());
    }
  }

  static synchronized void makeAhead(PrintStream err) {
    shareEngine();
    ahead = Optional.of(make(err));
  }

  /** The one that was made ahead, once; else a new one. */
  static synchronized Stage take(PrintStream err) {
    Stage taken = ahead.orElseGet(() -> make(err));
    ahead = Optional.empty();
    return taken;
  }

  private static Stage make(PrintStream err) {
    var loop = new Loop();
    var builtIns = new BuiltIns();
    var loader = new ModuleLoader(builtIns);
    Context context = context(loader, err);
    Jit.tell(context.getEngine(), err);
    Value boot = context.eval(source("boot.js"));
    Value finish = boot.execute(ProxyObject.fromMap(new HashMap<>(functions(context, loop, err))));
    context.eval(source("globals.js"));
    readyForFullStack(context);
    BuiltIns.atStart().forEach(name -> imported(context, name));
    return new Stage(loop, builtIns, loader, context, finish);
  }

  /**
   * Loads what the engine looks at a full stack with. Where that is loaded on the full stack
   * itself, it fails for good, and every one of thousands of frames tries again.
   */
  private static void readyForFullStack(Context context) {
    context.eval(
        "js",
        """
        (() => {
          const fail = () => null.x;
          try { fail(); } catch {}
          const later = async () => fail();
          const wait = async () => { try { await later(); } catch {} };
          wait();
        })()""");
    try {
      Class.forName(
          "com.oracle.truffle.api.TruffleStackTrace$1", true, Engine.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, Object> functions(Context context, Loop loop, PrintStream err) {
    return Map.of(
        "print",
        JsRuntime.host(
            given -> {
              err.println(given.text(0, "line"));
              return null;
            }),
        "read", // a script of the host's own is a function
        JsRuntime.host(given -> context.eval(source(given.text(0, "script") + ".js"))),
        "start",
        JsRuntime.host(
            given -> {
              Value work = given.function(1, "callback");
              boolean holds = !given.flag(2);
              long ms = (long) Math.clamp(given.number(0, "delay"), 0, Integer.MAX_VALUE);
              return loop.schedule(Duration.ofMillis(ms), holds, work::executeVoid);
            }),
        "cancel",
        JsRuntime.host(
            given -> {
              loop.cancel((long) given.number(0, "timer"));
              return null;
            }));
  }

  private static Context context(ModuleLoader loader, PrintStream err) {
    Context.Builder builder = Context.newBuilder("js");
    engine.ifPresentOrElse(
        builder::engine, () -> builder.option("engine.WarnInterpreterOnly", "false"));
    return builder
        .hostClassLoader(Stage.class.getClassLoader()) // or the thread's would be kept
        .allowHostAccess(HostAccess.NONE)
        .allowIO(IOAccess.newBuilder().fileSystem(loader).build())
        .in(InputStream.nullInputStream())
        .out(OutputStream.nullOutputStream())
        .err(Debugger.told(err))
        .allowExperimentalOptions(true)
        .option("js.console", "false")
        .option("js.print", "false")
        .option("js.load", "false")
        .option("js.graal-builtin", "false")
        .option("js.polyglot-builtin", "false")
        .option("js.java-package-globals", "false")
        .option("js.esm-eval-returns-exports", "false")
        .option("js.text-encoding", "true")
        .option("js.unhandled-rejections", "throw")
        .option("js.stack-trace-api", "true")
        .options(Debugger.options())
        .build();
  }

  /**
   * Begins to evaluate a module, by its path or a built-in's name.
   *
   * @return a promise, which is settled when the module and all that it awaits is
   */
  static Value imported(Context context, String specifier) {
    String text = "import(" + Json.text(specifier) + ")";
    return context.eval(
        Source.newBuilder("js", text, "backplane:import").internal(true).buildLiteral());
  }

  static Source source(String name) {
    try (InputStream in = Stage.class.getResourceAsStream(name)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Source.newBuilder("js", text, "backplane:" + name).internal(true).buildLiteral();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
