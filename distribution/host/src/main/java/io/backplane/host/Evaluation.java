package io.backplane.host;

import io.backplane.host.js.JsRuntime;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.stream.StreamSupport;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;

/** Evaluates a service's first module, and goes on until nothing is left to be done. */
final class Evaluation {

  private static final int FRAMES_MAX = 10;

  private final JsRuntime runtime;
  private final PrintStream err;
  private boolean settled;

  Evaluation(JsRuntime runtime, PrintStream err) {
    this.runtime = runtime;
    this.err = err;
  }

  int of(Path entry) throws InterruptedException {
    try {
      Value evaluated = runtime.importModule(entry.toString());
      evaluated.invokeMember("then", (ProxyExecutable) values -> settled = true);
      runtime.loop().run();
    } catch (PolyglotException e) {
      err.println("Error: " + told(e));
      return e.isExit() ? e.getExitStatus() : ExitCode.FAILED;
    }
    if (!settled) {
      err.println(
          "Error: the service waits for something that never comes: an await at the top level, and"
              + " nothing under way");
      return ExitCode.FAILED;
    }
    return ExitCode.OK;
  }

  /** The message, and where in the service's own files it happened. */
  private static String told(PolyglotException e) {
    var text = new StringBuilder("Uncaught " + e.getMessage().strip());
    StreamSupport.stream(e.getPolyglotStackTrace().spliterator(), false)
        .filter(frame -> frame.isGuestFrame() && !frame.toString().contains("backplane:"))
        .limit(FRAMES_MAX)
        .forEach(frame -> text.append("\n    at ").append(frame.toString().replace("<js> ", "")));
    return text.toString();
  }
}
