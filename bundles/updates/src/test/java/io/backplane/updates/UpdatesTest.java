package io.backplane.updates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backplane.api.call.CallFault;
import io.backplane.api.call.CallRequest;
import io.backplane.api.call.RefusedException;
import io.backplane.api.event.Event;
import io.backplane.api.plugin.HandedState;
import io.backplane.calls.spi.UnitOptions;
import io.backplane.testing.Await;
import io.backplane.updates.spi.Changeover.Snapshot;
import io.backplane.updates.spi.StepListener;
import io.backplane.updates.spi.Update;
import io.backplane.updates.spi.Update.Progress;
import io.backplane.updates.spi.UpdateRecord;
import io.backplane.updates.spi.UpdateRecord.Outcome;
import io.backplane.updates.spi.UpdateStep;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class UpdatesTest {

  private static final Duration LONG = Duration.ofMinutes(1);

  @AutoClose private final Rig rig = new Rig();

  private static List<UpdateStep> steps(Update update) {
    return update.steps().stream().map(Progress::step).toList();
  }

  private static void awaitStep(Update update, UpdateStep step) {
    Await.until(update.record() + " is at " + step, () -> steps(update).contains(step));
  }

  @Test
  void the_new_version_starts_beside_the_old_one_and_takes_the_calls() {
    Update update = rig.begin(rig.version("1.1.0"), Duration.ZERO, false);

    assertThat(Rig.end(update).outcome()).isEqualTo(Outcome.COMMITTED);
    assertThat(rig.call("version")).isEqualTo("1.1.0");
    assertThat(rig.closed(update).outcome()).isEqualTo(Outcome.COMMITTED);
    assertThat(rig.story)
        .containsExactly("start 1.1.0", "switched", "commit 1.1.0", "discard 1.0.0");
    assertThat(steps(update))
        .containsExactly(
            UpdateStep.WAIT,
            UpdateStep.STAGE,
            UpdateStep.START_NEW,
            UpdateStep.CHECK,
            UpdateStep.DRAIN,
            UpdateStep.EXPORT,
            UpdateStep.IMPORT,
            UpdateStep.SWITCH,
            UpdateStep.HEALTH_WINDOW,
            UpdateStep.COMMIT,
            UpdateStep.RETIRE_OLD,
            UpdateStep.ENDED);
  }

  @Test
  void every_step_is_an_event() {
    Update update = rig.begin(rig.version("1.1.0"), Duration.ZERO, false);
    rig.closed(update);
    List<Object> told =
        rig.store.events().since(0, 100).stream()
            .filter(event -> event.type().equals("plugin.updating"))
            .map(Event::data)
            .map(data -> data.get("step"))
            .toList();
    assertThat(told)
        .containsExactlyElementsOf(steps(update).stream().map(UpdateStep::word).toList());
  }

  @Test
  void a_version_that_does_not_start_changes_nothing() {
    UpdateRecord ended = rig.update(rig.version("1.1.0").notStarting("no socket"));
    assertThat(ended.outcome()).isEqualTo(Outcome.ABANDONED);
    assertThat(ended.reason()).isEqualTo("no socket");
    assertThat(rig.call("version")).isEqualTo("1.0.0");
  }

  @Test
  void a_version_that_falls_ill_in_the_window_is_turned_back_with_all_it_has_counted() {
    rig.call("add");
    TallyVersion next = rig.version("1.1.0");
    Update update = rig.begin(next, LONG, false);
    awaitStep(update, UpdateStep.HEALTH_WINDOW);
    assertThat(rig.call("add")).isEqualTo(2);

    next.fallIll("too hot");

    assertThat(Rig.end(update).outcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(update.record().reason()).isEqualTo("too hot");
    assertThat(update.record().notes()).isEmpty();
    assertThat(rig.call("version")).isEqualTo("1.0.0");
    assertThat(rig.call("get")).isEqualTo(2);
    assertThat(rig.story).endsWith("discard 1.1.0", "reverted");
  }

  @Test
  void a_new_version_that_does_not_give_its_state_back_loses_it_and_the_record_says_so() {
    rig.call("add");
    TallyVersion next = rig.version("1.1.0");
    Update update = rig.begin(next, LONG, false);
    awaitStep(update, UpdateStep.HEALTH_WINDOW);
    rig.call("add");
    rig.call("add");
    next.keepsItsState = true;
    next.fallIll("too hot");

    Rig.end(update);
    assertThat(rig.closed(update).notes()).containsExactly("state of 2 calls discarded");
    assertThat(rig.call("get")).isEqualTo(1);
  }

  @Test
  void a_version_that_refuses_the_state_is_not_switched_to() {
    rig.call("add");
    TallyVersion next = rig.version("1.1.0");
    next.refusesState = true;
    UpdateRecord ended = rig.update(next);
    assertThat(ended.outcome()).isEqualTo(Outcome.ABANDONED);
    assertThat(ended.reason()).isEqualTo("1.1.0 does not take the state over: unknown format");
    assertThat(rig.call("get")).isEqualTo(1);
    assertThat(rig.story).contains("discard 1.1.0").doesNotContain("switched");
  }

  @Test
  void a_snapshot_stands_in_for_state_that_is_refused() {
    rig.call("add");
    rig.snapshot = Optional.of(new Snapshot(new HandedState(1, new byte[] {'7'}), 3));
    TallyVersion next =
        new TallyVersion("0.9.0", rig.story) {
          @Override
          Optional<String> taking(HandedState state) {
            return state.bytes()[0] == '7' ? Optional.empty() : Optional.of("too new");
          }
        };
    UpdateRecord ended = rig.update(next);
    assertThat(ended.outcome()).isEqualTo(Outcome.COMMITTED);
    assertThat(ended.notes())
        .containsExactly("0.9.0 does not take the state over: too new; state of 3 calls discarded");
    assertThat(rig.call("get")).isEqualTo(7);
  }

  @Test
  void where_only_one_may_run_the_old_one_stops_first() {
    rig.overlap = false;
    rig.call("add");
    Update update = rig.begin(rig.version("1.1.0"), Duration.ZERO, false);
    assertThat(Rig.end(update).outcome()).isEqualTo(Outcome.COMMITTED);
    rig.closed(update);
    assertThat(rig.story)
        .containsExactly("stop 1.0.0", "start 1.1.0", "switched", "commit 1.1.0", "discard 1.0.0");
    assertThat(rig.call("get")).isEqualTo(1);
    assertThat(update.record().paused()).isPositive();
  }

  @Test
  void where_only_one_may_run_the_old_one_comes_back_with_its_state() {
    rig.overlap = false;
    rig.call("add");
    UpdateRecord ended = rig.update(rig.version("1.1.0").notStarting("no socket"));
    assertThat(ended.outcome()).isEqualTo(Outcome.ABANDONED);
    assertThat(rig.story)
        .containsExactly("stop 1.0.0", "start 1.1.0", "discard 1.1.0", "start 1.0.0", "reverted");
    assertThat(rig.call("get")).isEqualTo(1);
  }

  @Test
  void where_only_one_may_run_and_the_old_one_does_not_come_back_it_has_failed() {
    rig.overlap = false;
    rig.current.notStarting("its port is taken");
    UpdateRecord ended = rig.update(rig.version("1.1.0").notStarting("no socket"));
    assertThat(ended.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(ended.reason())
        .isEqualTo("no socket; and 1.0.0 does not come back: its port is taken");
    assertThat(rig.failure).isEqualTo(ended.reason());
  }

  @Test
  void an_update_that_cannot_drain_changes_nothing() {
    var stuck = rig.answer("stick");
    Await.until("it is inside", () -> rig.board.find("tally").get().calls().inFlight() == 1);
    UpdateRecord ended = rig.update(rig.version("1.1.0"));
    assertThat(ended.outcome()).isEqualTo(Outcome.ABANDONED);
    assertThat(ended.reason())
        .isEqualTo("calls under way have not ended within 200 ms; --force ends them");
    assertThat(stuck).isNotDone();
    assertThat(rig.call("version")).isEqualTo("1.0.0");
  }

  @Test
  void force_ends_what_does_not_drain() {
    var stuck = rig.answer("stick");
    Await.until("it is inside", () -> rig.board.find("tally").get().calls().inFlight() == 1);
    UpdateRecord ended = Rig.end(rig.begin(rig.version("1.1.0"), Duration.ZERO, true));
    assertThat(ended.outcome()).isEqualTo(Outcome.COMMITTED);
    assertThat(stuck.join()).isEqualTo("error " + CallFault.UNIT_REPLACED.code());
    assertThat(rig.call("version")).isEqualTo("1.1.0");
  }

  @Test
  void a_second_update_waits_for_the_first_ones_window() {
    Update first = rig.begin(rig.version("1.1.0"), LONG, false);
    awaitStep(first, UpdateStep.HEALTH_WINDOW);
    Update second = rig.begin(rig.version("1.2.0"), Duration.ZERO, false);
    assertThat(second.record().step()).isEqualTo(UpdateStep.WAIT);
    assertThat(rig.updates.underWay("plugin", "tally")).contains(first);

    assertThat(rig.updates.revert("plugin", "tally", "by hand")).contains(first);

    assertThat(Rig.end(first).outcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(Rig.end(second).outcome()).isEqualTo(Outcome.COMMITTED);
    assertThat(rig.closed(second).from()).isEqualTo("1.0.0");
    assertThat(rig.call("version")).isEqualTo("1.2.0");
  }

  @Test
  void a_rollback_in_the_window_is_an_immediate_revert_and_after_it_there_is_none() {
    Update update = rig.begin(rig.version("1.1.0"), LONG, false);
    awaitStep(update, UpdateStep.HEALTH_WINDOW);
    assertThat(update.windowEndsAt()).isPresent();
    assertThat(rig.updates.revert("plugin", "tally", "rolled back by ann")).contains(update);
    assertThat(Rig.end(update).reason()).isEqualTo("rolled back by ann");
    rig.closed(update);
    Await.until("the line is empty", () -> rig.updates.underWay("plugin", "tally").isEmpty());
    assertThat(rig.updates.revert("plugin", "tally", "again")).isEmpty();
  }

  @Test
  void what_a_dead_kernel_leaves_open_is_closed_by_how_far_it_had_come() throws Exception {
    Update update = rig.begin(rig.version("1.1.0"), LONG, false);
    awaitStep(update, UpdateStep.HEALTH_WINDOW);
    rig.restart();
    UpdateRecord closed = rig.updates.history("plugin", "tally", 1).getFirst();
    assertThat(closed.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(closed.reason()).isEqualTo("the kernel ended before the update was committed");
    assertThat(closed.endedAt()).isPresent();
  }

  @Test
  void an_update_that_was_committed_when_the_kernel_died_stays_committed() throws Exception {
    var there = new CountDownLatch(1);
    rig.updates.add(
        new StepListener() {
          @Override
          public void before(UpdateRecord update) throws InterruptedException {
            if (update.step() == UpdateStep.COMMIT) {
              there.countDown();
              new CountDownLatch(1).await(); // until the kernel ends
            }
          }

          @Override
          public void after(UpdateRecord update) {}
        });
    rig.begin(rig.version("1.1.0"), Duration.ZERO, false);
    assertThat(there.await(20, TimeUnit.SECONDS)).isTrue();
    rig.restart();
    UpdateRecord closed = rig.updates.history("plugin", "tally", 1).getFirst();
    assertThat(closed.outcome()).isEqualTo(Outcome.COMMITTED);
    assertThat(closed.endedAt()).isPresent();
  }

  @Test
  void a_window_out_of_range_is_refused_by_name() {
    assertThatThrownBy(() -> rig.begin(rig.version("1.1.0"), Duration.ofHours(1), false))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("healthWindowMs")
        .hasMessageContaining("600000");
  }

  @Test
  void a_call_that_comes_back_through_another_unit_passes_the_gate() throws Exception {
    var inside = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    rig.board.register(
        "plugin",
        "relay",
        new Relay(
            request -> {
              inside.countDown();
              Relay.await(goOn);
              return CallRequest.within(request.context(), "tally", "add", Map.of());
            },
            rig.board),
        UnitOptions.CONCURRENT);
    rig.current.relay = Optional.of(rig.board);
    var outer = rig.answer("relayed");
    assertThat(inside.await(20, TimeUnit.SECONDS)).isTrue();

    Update update = rig.begin(rig.version("1.1.0"), Duration.ZERO, false);
    Await.until("the gate is held", () -> rig.board.find("tally").orElseThrow().held());
    goOn.countDown();

    assertThat(outer.get(20, TimeUnit.SECONDS)).isEqualTo(1);
    assertThat(Rig.end(update).outcome()).isEqualTo(Outcome.COMMITTED);
    assertThat(rig.call("get")).as("what was added on the way is handed over").isEqualTo(1);
  }

  @Test
  void the_state_of_an_update_outlives_the_next_one_s() {
    rig.call("add");
    Update first = rig.begin(rig.version("1.1.0"), Duration.ZERO, false);
    rig.closed(first);
    rig.call("add");
    rig.closed(rig.begin(rig.version("1.2.0"), Duration.ZERO, false));
    assertThat(rig.updates.snapshot(first.record().id()))
        .contains(new HandedState(1, new byte[] {'1'}));
  }

  private void at(UpdateStep step, Runnable what) {
    rig.updates.add(
        new StepListener() {
          @Override
          public void before(UpdateRecord update) {
            if (update.step() == step) {
              what.run();
            }
          }

          @Override
          public void after(UpdateRecord update) {}
        });
  }

  @Test
  void what_cannot_be_written_down_is_undone_all_the_same() {
    rig.call("add");
    for (boolean overlap : new boolean[] {true, false}) {
      rig.overlap = overlap;
      at(UpdateStep.SWITCH, () -> rig.store.freeBytes(0));
      UpdateRecord ended = rig.update(rig.version("1.1.0"));
      rig.store.freeBytes(Long.MAX_VALUE);
      assertThat(ended.outcome()).as(ended.reason()).isEqualTo(Outcome.ROLLED_BACK);
      assertThat(rig.call("version")).isEqualTo("1.0.0");
      assertThat(rig.call("get")).isEqualTo(1);
      rig.restart();
      assertThat(rig.updates.history("plugin", "tally", 1).getFirst().outcome())
          .isEqualTo(Outcome.ROLLED_BACK);
    }
  }

  @Test
  void a_reason_of_any_length_is_told_in_short_and_the_gate_is_open() {
    TallyVersion next = rig.version("1.1.0");
    Update update = rig.begin(next, LONG, false);
    awaitStep(update, UpdateStep.HEALTH_WINDOW);
    next.fallIll("x".repeat(100_000));
    assertThat(Rig.end(update).outcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(update.record().reason()).hasSizeLessThan(1_100);
    assertThat(rig.closed(update).endedAt()).isPresent();
    assertThat(rig.call("version")).isEqualTo("1.0.0");
  }

  @Test
  void a_commit_that_fails_is_no_commit() {
    rig.commitFault = "the disk is full";
    UpdateRecord ended = rig.update(rig.version("1.1.0"));
    assertThat(ended.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(ended.reason()).contains("the disk is full");
    assertThat(rig.call("version")).isEqualTo("1.0.0");
  }

  @Test
  void what_goes_wrong_behind_the_commit_does_not_undo_it() {
    rig.committedFault = "no";
    Update update = rig.begin(rig.version("1.1.0"), Duration.ZERO, false);
    assertThat(Rig.end(update).outcome()).isEqualTo(Outcome.COMMITTED);
    assertThat(rig.call("version")).isEqualTo("1.1.0");
    assertThat(rig.story).contains("discard 1.0.0");
  }

  @Test
  void a_line_has_an_end() {
    Update first = rig.begin(rig.version("1.1.0"), LONG, false);
    awaitStep(first, UpdateStep.HEALTH_WINDOW);
    for (int waiting = 0; waiting < 7; waiting++) {
      rig.begin(rig.version("1.2.0"), Duration.ZERO, false);
    }
    assertThatThrownBy(() -> rig.begin(rig.version("1.3.0"), Duration.ZERO, false))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("8 updates of tally are waiting");
  }
}
