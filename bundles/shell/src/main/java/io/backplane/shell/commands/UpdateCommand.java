package io.backplane.shell.commands;

import io.backplane.shell.Command;
import io.backplane.shell.ExitCode;
import io.backplane.shell.Invocation;
import io.backplane.updates.spi.Update;
import io.backplane.updates.spi.Update.Progress;
import io.backplane.updates.spi.UpdateRecord;
import io.backplane.updates.spi.UpdateRecord.Outcome;
import io.backplane.updates.spi.UpdateRecord.What;
import io.backplane.updates.spi.UpdateStep;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Option;

/** A command that waits for an update, and tells each step to whoever watches. */
public abstract class UpdateCommand extends Command {

  private static final int LOOK_MS = 50;

  @Option(names = "--no-wait", description = "Return once it has begun.")
  private boolean noWait;

  @Option(
      names = "--health-window",
      paramLabel = "TIME",
      description = "How long the version has to keep well. Default: 10s.")
  private String window;

  private final What asked;
  private boolean wished = true;

  protected UpdateCommand(Invocation invocation, What asked) {
    super(invocation);
    this.asked = asked;
  }

  /**
   * @param usual where none is given
   */
  protected final Duration window(Duration usual) {
    return window == null ? usual : Words.parse("--health-window", window);
  }

  protected final Map<String, Object> follow(Update update) throws InterruptedException {
    if (noWait) {
      return update.toMap();
    }
    int told = 0;
    while (true) {
      told = tell(update, told);
      try {
        UpdateRecord record = update.outcome().get(LOOK_MS, TimeUnit.MILLISECONDS);
        tell(update, told);
        wished = wished(record);
        return record.toMap();
      } catch (TimeoutException e) {
        continue;
      } catch (ExecutionException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private int tell(Update update, int told) {
    List<Progress> steps = update.steps();
    if (invocation().terminal() && !json()) {
      steps.stream().skip(told).forEach(step -> out().println("  " + words(step, update)));
      out().flush();
    }
    return steps.size();
  }

  private static String words(Progress step, Update update) {
    if (step.step() != UpdateStep.HEALTH_WINDOW) {
      return step.step().word() + "…";
    }
    return update
        .windowEndsAt()
        .map(end -> "health-window, " + seconds(step.since(), end) + "…")
        .orElse("health-window…");
  }

  private static String seconds(Instant from, Instant to) {
    return Words.duration(Duration.between(from, to));
  }

  /** Whether an outcome is what was asked for: to go back may be to turn an update back. */
  private boolean wished(UpdateRecord record) {
    return record.what() == asked
        ? record.outcome() == Outcome.COMMITTED
        : record.outcome() == Outcome.ROLLED_BACK || record.outcome() == Outcome.ABANDONED;
  }

  @Override
  protected final int exitCode() {
    return wished ? ExitCode.OK : ExitCode.FAILED;
  }

  @Override
  protected void print(Object answer) {
    Map<?, ?> record = (Map<?, ?>) answer;
    String reason = record.get("reason").equals("") ? "" : ": " + record.get("reason");
    out()
        .println(
            "%s %s → %s (%s): %s%s"
                .formatted(
                    record.get("unit"),
                    record.get("from"),
                    record.get("to"),
                    record.get("type"),
                    record.get("outcome"),
                    reason));
    ((List<?>) record.get("notes")).forEach(note -> out().println("  " + note));
  }
}
