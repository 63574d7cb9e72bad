package io.backplane.script;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Source;

/**
 * The one JavaScript engine, which all scripts' contexts share. Made with the first of them: until
 * then no class of it is loaded. Thread-safe.
 */
final class SharedEngine implements AutoCloseable {

  private Engine engine; // null until it is needed; guarded by this
  private Source boot;
  private int contexts;
  private boolean closed;

  /**
   * A context that reaches nothing of the host: no classes, files, threads, processes, environment,
   * other languages. It has the language's own globals and what {@code boot.js} adds. Its end is to
   * be {@linkplain #released told}.
   */
  synchronized Context newContext(Modules modules) {
    Context made = builder(modules).build();
    contexts++;
    return made;
  }

  private Context.Builder builder(Modules modules) {
    return Context.newBuilder("js")
        .engine(engine())
        .hostClassLoader(Engine.class.getClassLoader()) // or the thread's would be kept
        .allowHostAccess(HostAccess.NONE)
        .allowIO(ModuleFiles.access(modules))
        .in(InputStream.nullInputStream())
        .out(OutputStream.nullOutputStream())
        .err(OutputStream.nullOutputStream())
        .allowExperimentalOptions(true)
        .option("js.console", "false")
        .option("js.print", "false")
        .option("js.load", "false")
        .option("js.graal-builtin", "false")
        .option("js.polyglot-builtin", "false")
        .option("js.java-package-globals", "false")
        .option("js.shared-array-buffer", "false") // with it a script could put its thread to sleep
        .option("js.syntax-extensions", "false")
        .option("js.unhandled-rejections", "throw");
  }

  private Engine engine() {
    if (closed) {
      throw new IllegalStateException("the JavaScript engine is closed");
    }
    if (engine == null) {
      engine =
          Engine.newBuilder("js")
              .option("engine.WarnInterpreterOnly", "false") // it has no compiler, on purpose
              .build();
    }
    return engine;
  }

  synchronized Source boot() {
    if (boot == null) {
      try (InputStream in = SharedEngine.class.getResourceAsStream("boot.js")) {
        String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        boot = Source.newBuilder("js", text, "backplane:boot").internal(true).buildLiteral();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return boot;
  }

  /** A context of it was closed. */
  synchronized void released() {
    contexts--;
  }

  /**
   * Makes no more contexts. While a script is stuck the engine itself is left as it is: closing it
   * would wait for the script, under a lock that the JVM's exit needs.
   */
  @Override
  public synchronized void close() {
    closed = true;
    if (engine != null && contexts == 0) {
      engine.close();
      engine = null;
    }
  }
}
