package io.backplane.host.js;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.proxy.ProxyObject;

/**
 * One service's JavaScript world: a context, its loop, and the built-in modules. For one thread,
 * but for the loop's own promises.
 */
public final class JsRuntime implements AutoCloseable {

  private final Loop loop;
  private final List<HostModule> modules;
  private final BuiltIns builtIns;
  private final Context context;
  private final ModuleLoader loader;
  private UnaryOperator<String> places = UnaryOperator.identity();

  /**
   * @param directory where relative paths of the first module start
   * @param err gets what {@code console} is told
   * @param modules closed with this
   */
  public JsRuntime(Path directory, PrintStream err, List<HostModule> modules) {
    Stage stage = Stage.take(err);
    this.loop = stage.loop();
    this.modules = modules;
    this.builtIns = stage.builtIns();
    this.loader = stage.loader();
    this.context = stage.context();
    loader.startAt(directory);
    stage.finish().executeVoid(functions(modules));
  }

  /** Where a debugger can connect to, once there is a context; empty where none was asked for. */
  public static Optional<String> debugger() {
    return Debugger.address();
  }

  /** Makes the next one, as far as it can be made before anything is known of its service. */
  public static void makeAhead(PrintStream err) {
    Stage.makeAhead(err);
  }

  /** All that are made from now on share what they have parsed. */
  public static void shareEngine() {
    Stage.shareEngine();
  }

  private ProxyObject functions(List<HostModule> modules) {
    var all = new HashMap<String, Object>();
    for (HostModule module : modules) {
      var functions = new HashMap<String, Object>();
      module.functions(this).forEach((name, function) -> functions.put(name, host(function)));
      all.put(module.name(), ProxyObject.fromMap(functions));
    }
    return ProxyObject.fromMap(all);
  }

  /**
   * As JavaScript sees it: what is thrown comes back as an object, since only JavaScript can throw
   * its errors.
   */
  static ProxyExecutable host(HostFunction function) {
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

  public Loop loop() {
    return loop;
  }

  /** Has a module read as this, and stacks of errors tell its places. Before it is imported. */
  public void substitute(Substitute module) {
    loader.substitute(module);
    places = module.places();
    Value stacks = context.eval(Stage.source("stacks.js"));
    stacks.executeVoid(host(given -> places(given.text(0, "frame"))));
  }

  /** A frame of a stack, with places as they are in what was written. */
  public String places(String frame) {
    return places.apply(frame);
  }

  /**
   * Begins to evaluate a module, by its path or a built-in's name.
   *
   * @return a promise, which is settled when the module and all that it awaits is
   */
  public Value importModule(String specifier) {
    return Stage.imported(context, specifier);
  }

  /**
   * Begins to evaluate a service's first module as {@link #importModule} does. Before that, {@code
   * backplane/service} is told what the module exports; what it throws then keeps the module from
   * being evaluated.
   */
  public Value importService(String entry) {
    // Both are linked before either is evaluated, and a function is there from then on.
    builtIns.provide(
        "backplane/entry",
        """
        import 'backplane/before';
        import * as service from %s;
        export function exported() { return service; }
        """
            .formatted(Json.text(entry)));
    builtIns.provide(
        "backplane/before",
        """
        import { begin } from 'backplane/service';
        import { exported } from 'backplane/entry';
        begin(exported());
        """);
    return importModule("backplane/entry");
  }

  /** Has whatever runs in it end, from any thread; returns when it has. */
  public void cancel() {
    context.close(true);
  }

  @Override
  public void close() {
    modules.forEach(HostModule::close);
    context.close(true);
  }
}
