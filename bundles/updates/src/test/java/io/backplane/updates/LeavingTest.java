package io.backplane.updates;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.testing.Await;
import io.backplane.updates.spi.StepListener;
import io.backplane.updates.spi.Update;
import io.backplane.updates.spi.UpdateRecord;
import io.backplane.updates.spi.UpdateRecord.Outcome;
import io.backplane.updates.spi.UpdateStep;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** How updates come to an end, or are left without one. */
class LeavingTest {

  private static final Duration LONG = Duration.ofMinutes(1);

  @AutoClose private final Rig rig = new Rig();

  private Update watched() {
    Update update = rig.begin(rig.version("1.1.0"), LONG, false);
    Await.until("its window is open", () -> update.windowEndsAt().isPresent());
    return update;
  }

  @Test
  void it_is_over_when_the_old_version_has_gone_and_no_sooner() throws Exception {
    var goOn = new CountDownLatch(1);
    rig.updates.add(
        new StepListener() {
          @Override
          public void before(UpdateRecord update) throws InterruptedException {
            if (update.step() == UpdateStep.RETIRE_OLD) {
              goOn.await();
            }
          }

          @Override
          public void after(UpdateRecord update) {}
        });
    Update update = rig.begin(rig.version("1.1.0"), Duration.ZERO, false);
    assertThat(Rig.end(update).outcome()).isEqualTo(Outcome.COMMITTED);
    assertThat(update.over()).isNotDone();
    assertThat(rig.updates.underWay("plugin", "tally")).isPresent();

    goOn.countDown();
    update.over().get(20, TimeUnit.SECONDS);
    assertThat(rig.story).endsWith("discard 1.0.0");
    assertThat(rig.updates.underWay("plugin", "tally")).isEmpty();
    assertThat(update.record().endedAt()).isPresent();
  }

  @Test
  void what_is_left_stays_where_it_is_until_its_journal_is_closed() {
    Update update = watched();
    rig.updates.leave("instance");
    assertThat(update.over()).isNotDone();

    rig.updates.leave("plugin");
    assertThat(update.over()).isDone();
    assertThat(update.outcome()).isNotDone();
    assertThat(rig.call("version")).isEqualTo("1.1.0");
    UpdateRecord left = rig.updates.history("plugin", "tally", 1).getFirst();
    assertThat(left.endedAt()).isEmpty();

    rig.updates.closeLeft("plugin");
    assertThat(rig.updates.history("plugin", "tally", 1).getFirst().outcome())
        .isEqualTo(Outcome.ROLLED_BACK);
  }

  @Test
  void of_a_unit_that_is_gone_nothing_is_known() {
    rig.call("add");
    Update update = rig.begin(rig.version("1.1.0"), Duration.ZERO, false);
    rig.closed(update);
    rig.updates.forget("instance", "tally");
    assertThat(rig.updates.history("plugin", "tally", 9)).hasSize(1);

    rig.updates.forget("plugin", "tally");
    assertThat(rig.updates.history("plugin", "tally", 9)).isEmpty();
    assertThat(rig.updates.snapshot(update.record().id())).isEmpty();
  }
}
