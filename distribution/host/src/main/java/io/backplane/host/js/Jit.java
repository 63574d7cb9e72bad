package io.backplane.host.js;

import java.io.PrintStream;
import org.graalvm.polyglot.Engine;

/** Says what became of the wish to have JavaScript compiled. */
final class Jit {

  private static final String INTERPRETED = "Interpreted";

  private Jit() {}

  static void tell(Engine engine, PrintStream err) {
    if (!"jit".equals(System.getProperty("backplane.engine"))) {
      return;
    }
    err.println(
        INTERPRETED.equals(engine.getImplementationName())
            ? "Warning: engine jit: its compiler does not work on Java "
                + Runtime.version()
                + "; this is interpreted"
            : "engine jit: hot code is compiled; the start goes without the AOT cache");
  }
}
