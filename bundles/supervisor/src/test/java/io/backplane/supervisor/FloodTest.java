package io.backplane.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.supervisor.log.LogSettings;
import io.backplane.supervisor.spi.BackOff;
import io.backplane.supervisor.spi.Phase;
import io.backplane.supervisor.spi.Profile;
import io.backplane.supervisor.spi.RestartPolicy;
import io.backplane.testing.Await;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A unit that says more than anybody can read. */
class FloodTest {

  private static final int LINES = 2_000_000;

  @AutoClose private final Rig rig = new Rig(true, new LogSettings(64L << 20, 100, 4L << 30));

  @Test
  void others_answer_while_one_floods_and_of_the_flood_nothing_is_lost() {
    rig.run(rig.python("quiet"));
    String line = "x".repeat(99);
    rig.run(
        rig.shell("loud", "yes " + line + " | head -" + LINES + " >&2; echo THE END >&2; cat")
            .keep(Profile.ONESHOT, RestartPolicy.NEVER, BackOff.DEFAULT));
    int answers = 0;
    while (!rig.supervisor()
        .log("loud")
        .newest(io.backplane.supervisor.spi.LogQuery.ALL, 1)
        .lines()
        .getLast()
        .text()
        .equals("THE END")) {
      assertThat(rig.call("quiet", "echo", Map.of("n", answers)).kind()).isEqualTo("done");
      answers++;
    }
    assertThat(answers).isGreaterThan(10);
    var out = new CountingLines();
    Await.until("all is written", () -> copied(out).lines() >= LINES);
    assertThat(out.lines()).isEqualTo(LINES + 1);
  }

  private CountingLines copied(CountingLines out) {
    try {
      out.reset();
      rig.supervisor().log("loud").copy(out);
      return out;
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void a_driver_that_closes_its_input_costs_its_callers_their_calls_and_nobody_else() {
    rig.run(rig.python("quiet"));
    rig.run(
        rig.shell("deaf", "exec 0<&-; while :; do sleep 1; done")
            .keep(Profile.ONESHOT, RestartPolicy.NEVER, BackOff.DEFAULT));
    var answer = rig.send("deaf", "echo", Map.of());
    assertThat(rig.call("quiet", "echo", Map.of("a", 1)).kind()).isEqualTo("done");
    assertThat(answer).isNotDone();
    rig.supervisor().stop("deaf", true);
    rig.await("deaf", Phase.STOPPED);
    assertThat(answer.join().code()).isEqualTo(1001);
  }

  /** Counts stderr's lines of a log. */
  private static final class CountingLines extends java.io.OutputStream {
    private long lines;
    private int column;

    void reset() {
      lines = 0;
      column = 0;
    }

    long lines() {
      return lines;
    }

    @Override
    public void write(int b) {
      if (b == '\n') {
        column = 0;
        return;
      }
      // The stream's name stands at a fixed place of each line.
      if (column == 34 && b == 'e') {
        lines++;
      }
      column++;
    }
  }
}
