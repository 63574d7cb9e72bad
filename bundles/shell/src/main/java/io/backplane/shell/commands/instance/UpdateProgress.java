package io.backplane.shell.commands.instance;

import io.backplane.shell.ExitCode;
import io.backplane.shell.Invocation;
import io.backplane.units.spi.Update;
import io.backplane.units.spi.UpdateRecord;
import io.backplane.units.spi.UpdateRecord.Outcome;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A command that waits for an update, and tells each step to whoever watches. */
abstract class UpdateProgress extends InstanceCommand {

  private static final int LOOK_MS = 50;

  private Outcome outcome = Outcome.UNDER_WAY;

  UpdateProgress(Invocation invocation) {
    super(invocation);
  }

  final Map<String, Object> follow(Update update) throws InterruptedException {
    int told = 0;
    while (true) {
      told = tell(update, told);
      try {
        UpdateRecord record = update.outcome().get(LOOK_MS, TimeUnit.MILLISECONDS);
        tell(update, told);
        outcome = record.outcome();
        return record.toMap();
      } catch (TimeoutException e) {
        continue;
      } catch (ExecutionException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private int tell(Update update, int told) {
    var steps = update.steps();
    if (invocation().terminal() && !json()) {
      steps.stream().skip(told).forEach(step -> out().println("  " + step.step().word() + "…"));
      out().flush();
    }
    return steps.size();
  }

  @Override
  protected final int exitCode() {
    return switch (outcome) {
      case COMMITTED, UNDER_WAY -> ExitCode.OK;
      case ROLLED_BACK, ABANDONED, FAILED -> ExitCode.FAILED;
    };
  }

  @Override
  protected void print(Object answer) {
    Map<?, ?> record = (Map<?, ?>) answer;
    Object reason = record.get("reason");
    out()
        .println(
            record.get("instance")
                + " "
                + record.get("from")
                + " → "
                + record.get("to")
                + ": "
                + record.get("outcome")
                + (reason.equals("") ? "" : ": " + reason));
  }
}
