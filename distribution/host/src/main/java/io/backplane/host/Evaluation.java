package io.backplane.host;

import io.backplane.host.js.JsRuntime;
import java.io.PrintStream;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;

/** Evaluates a service's first module, and goes on until nothing is left to be done. */
final class Evaluation {

  static final String UNSETTLED =
      "the service waits for something that never comes: an await at the top level, and nothing"
          + " under way";

  private final JsRuntime runtime;
  private final PrintStream err;
  private boolean settled;

  Evaluation(JsRuntime runtime, PrintStream err) {
    this.runtime = runtime;
    this.err = err;
  }

  /**
   * @param begin begins to evaluate it, and gives the promise
   * @param then run when it and what it awaits at its top level is evaluated
   * @param excused whether it may end before that
   * @return its exit code; what went wrong is told
   */
  int of(Supplier<Value> begin, Runnable then, BooleanSupplier excused)
      throws InterruptedException {
    try {
      begin
          .get()
          .invokeMember(
              "then",
              (ProxyExecutable)
                  _ -> {
                    settled = true;
                    then.run();
                    return null;
                  });
      runtime.loop().run();
    } catch (PolyglotException e) {
      if (!e.isCancelled()) {
        err.println("Error: " + new Uncaught(runtime).told(e));
      }
      return e.isExit() ? e.getExitStatus() : ExitCode.FAILED;
    }
    if (!settled && !excused.getAsBoolean()) {
      err.println("Error: " + UNSETTLED);
      return ExitCode.FAILED;
    }
    return ExitCode.OK;
  }
}
