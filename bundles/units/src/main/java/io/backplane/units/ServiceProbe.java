package io.backplane.units;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.supervisor.spi.DriverEvent;
import io.backplane.supervisor.spi.Exit;
import io.backplane.supervisor.spi.LogStream;
import io.backplane.supervisor.spi.Preparation;
import io.backplane.supervisor.spi.Supervisor;
import io.backplane.supervisor.spi.Trial;
import io.backplane.supervisor.spi.UnitSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Learns what a service is and offers, from its host.
 *
 * @param scratch an empty directory to run in
 */
record ServiceProbe(Supervisor supervisor, Programs programs, Path scratch) {

  /** The host gives its service 10 s; the rest is for a slow machine. */
  private static final int LIMIT_SECONDS = 30;

  /**
   * @throws RefusedException {@link Refusal.Invalid} with what is wrong with the folder
   */
  Map<String, Object> meta(Path service) throws InterruptedException {
    var said = new Said();
    Path file = scratch.resolve("meta.json");
    UnitSpec spec = UnitSpec.of("meta", programs.metaOf(service, file), scratch, scratch);
    try (Trial trial = supervisor.attempt(spec, Preparation.NONE, said)) {
      trial.finish();
      Exit exit = trial.exit().get(LIMIT_SECONDS, TimeUnit.SECONDS);
      if (exit.code() == 0) {
        return MetaProbe.fromFile(file)
            .orElseThrow(() -> invalid("tells no meta, or more than 4 MiB of it"));
      }
      throw invalid(said.errors(exit));
    } catch (TimeoutException e) {
      throw invalid("has not told its meta within " + LIMIT_SECONDS + " s");
    } catch (IOException e) {
      throw invalid("cannot be asked: " + e.getMessage());
    } catch (ExecutionException e) {
      throw invalid("cannot be asked: " + e.getCause().getMessage());
    }
  }

  private static RefusedException invalid(String reason) {
    return new RefusedException(new Refusal.Invalid("service", reason));
  }

  /** What the host had to complain of. */
  private static final class Said implements Trial.Listener {

    private static final int TEXT_MAX = 4 << 20;

    private final StringBuilder errors = new StringBuilder();

    @Override
    public void event(DriverEvent event) {}

    @Override
    public synchronized void line(LogStream stream, String text) {
      if (stream == LogStream.STDERR && errors.length() + text.length() < TEXT_MAX) {
        errors.append(text).append('\n');
      }
    }

    synchronized String errors(Exit exit) {
      return errors.isEmpty()
          ? exit.words()
          : errors.toString().strip().replaceFirst("^Error: ", "");
    }
  }
}
