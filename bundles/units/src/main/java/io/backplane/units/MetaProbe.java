package io.backplane.units;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.supervisor.spi.DriverEvent;
import io.backplane.supervisor.spi.LogStream;
import io.backplane.supervisor.spi.Preparation;
import io.backplane.supervisor.spi.Supervisor;
import io.backplane.supervisor.spi.Trial;
import io.backplane.supervisor.spi.UnitSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Learns what a driver offers: by asking it, by letting it write its meta, by the file beside it.
 */
final class MetaProbe {

  private static final String FILE = "driver.meta.json";
  private static final int META_BYTES_MAX = 4 << 20;

  /**
   * The program was written a moment ago. A process that another thread forked meanwhile holds it
   * open for writing until it has become another program, and until then it cannot be run
   * (ETXTBSY).
   */
  private static final String BUSY = "Text file busy";

  private static final int BUSY_ATTEMPTS = 100;
  private static final long BUSY_PAUSE_MS = 20;

  private final Supervisor supervisor;
  private final Path scratch;
  private final Duration limit;

  /**
   * @param scratch an empty directory to run in
   * @param limit for each way of asking
   */
  MetaProbe(Supervisor supervisor, Path scratch, Duration limit) {
    this.supervisor = supervisor;
    this.scratch = scratch;
    this.limit = limit;
  }

  /**
   * @throws RefusedException {@link Refusal.Invalid} with what was tried and the driver's last
   *     words
   */
  Map<String, Object> meta(Path program) throws IOException, InterruptedException {
    var heard = new Heard();
    var tried = new ArrayList<String>();
    Optional<Map<String, Object>> meta = described(program, heard, tried);
    if (meta.isEmpty()) {
      meta = exported(program, heard, tried);
    }
    if (meta.isEmpty()) {
      meta = shipped(program.resolveSibling(FILE), tried);
    }
    return meta.orElseThrow(() -> unknown(program, tried, heard));
  }

  private static RefusedException unknown(Path program, List<String> tried, Heard heard) {
    List<String> last = heard.errors();
    String words = last.isEmpty() ? "" : "; it said: " + String.join(" | ", last);
    return new RefusedException(
        new Refusal.Invalid(
            program.getFileName().toString(),
            "does not tell its meta: " + String.join(", ", tried) + words));
  }

  private Optional<Map<String, Object>> described(Path program, Heard heard, List<String> tried)
      throws InterruptedException {
    try (Trial trial = run(program, "--profile=keepalive", heard)) {
      Optional<Map<String, Object>> meta =
          trial.describe(limit).get(2 * limit.toMillis(), TimeUnit.MILLISECONDS);
      if (meta.isEmpty()) {
        tried.add("it answers meta.describe with an error");
      }
      return meta;
    } catch (TimeoutException e) {
      tried.add("no answer to meta.describe within " + limit.toSeconds() + " s");
    } catch (ExecutionException e) {
      tried.add("meta.describe failed: " + e.getCause().getMessage());
    } catch (RefusedException e) {
      tried.add("it cannot be run: " + e.getMessage());
    }
    return Optional.empty();
  }

  private Optional<Map<String, Object>> exported(Path program, Heard heard, List<String> tried)
      throws IOException, InterruptedException {
    Path file = scratch.resolve("meta.json");
    heard.forgetOutput();
    try (Trial trial = run(program, "--export-meta=" + file, heard)) {
      trial.finish();
      trial.exit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      tried.add("--export-meta did not end within " + limit.toSeconds() + " s");
    } catch (ExecutionException | RefusedException e) {
      tried.add("--export-meta failed: " + e.getMessage());
    }
    Optional<Map<String, Object>> meta =
        Files.exists(file) ? fromFile(file) : Json.tryObject(heard.output());
    if (meta.isEmpty()) {
      tried.add("--export-meta brings no JSON object");
    }
    return meta;
  }

  private static Optional<Map<String, Object>> shipped(Path file, List<String> tried)
      throws IOException {
    if (!Files.exists(file)) {
      tried.add("there is no " + FILE + " beside it");
      return Optional.empty();
    }
    Optional<Map<String, Object>> meta = fromFile(file);
    if (meta.isEmpty()) {
      tried.add(FILE + " is no JSON object");
    }
    return meta;
  }

  static Optional<Map<String, Object>> fromFile(Path file) throws IOException {
    return Files.size(file) > META_BYTES_MAX
        ? Optional.empty()
        : Json.tryObject(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
  }

  private Trial run(Path program, String argument, Heard heard) throws InterruptedException {
    UnitSpec spec =
        UnitSpec.of("meta", List.of(program.toString(), argument), scratch, scratch)
            .environment(JavaHome.variables());
    for (int attempt = 1; ; attempt++) {
      try {
        return supervisor.attempt(spec, Preparation.NONE, heard);
      } catch (RefusedException e) {
        if (attempt == BUSY_ATTEMPTS || !e.getMessage().contains(BUSY)) {
          throw e;
        }
        TimeUnit.MILLISECONDS.sleep(BUSY_PAUSE_MS);
      }
    }
  }

  /** What a driver said while it was asked. */
  private static final class Heard implements Trial.Listener {

    private static final int ERRORS_MAX = 5;
    private static final int OUTPUT_MAX = 100_000;

    private final ArrayDeque<String> errors = new ArrayDeque<>();
    private final StringBuilder output = new StringBuilder();

    @Override
    public void event(DriverEvent event) {}

    @Override
    public synchronized void line(LogStream stream, String text) {
      if (stream == LogStream.STDOUT) {
        if (output.length() + text.length() < OUTPUT_MAX) {
          output.append(text).append('\n');
        }
        return;
      }
      if (errors.size() == ERRORS_MAX) {
        errors.removeFirst();
      }
      errors.addLast(text.length() > 200 ? text.substring(0, 200) + "…" : text);
    }

    synchronized List<String> errors() {
      return List.copyOf(errors);
    }

    synchronized String output() {
      return output.toString();
    }

    synchronized void forgetOutput() {
      output.setLength(0);
    }
  }
}
