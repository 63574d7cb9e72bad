package io.backplane.units;

import static io.backplane.units.Rig.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.api.call.CallFault;
import io.backplane.api.call.Refusal;
import io.backplane.supervisor.spi.Phase;
import io.backplane.supervisor.spi.Profile;
import io.backplane.supervisor.spi.RestartPolicy;
import io.backplane.testing.Await;
import io.backplane.units.spi.Instance;
import io.backplane.units.spi.NewInstance;
import io.backplane.units.spi.UpdateOrder;
import io.backplane.units.spi.UpdatePlan;
import io.backplane.updates.spi.Update;
import io.backplane.updates.spi.UpdateRecord;
import io.backplane.updates.spi.UpdateRecord.Outcome;
import io.backplane.updates.spi.UpdateRecord.What;
import io.backplane.updates.spi.UpdateStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpdateTest {

  private static final String ID = "thermometer";
  private static final UpdateOrder QUICK =
      UpdateOrder.to("2.0.0").healthWindow(Duration.ofMillis(100));
  private static final UpdateOrder LONG =
      UpdateOrder.to("2.0.0").healthWindow(Duration.ofMinutes(5));

  @AutoClose private final Rig rig = new Rig(Duration.ofMillis(700));

  private Driver old = Driver.of("1.0.0");

  private void running(Driver next) {
    rig.install(old);
    rig.install(next);
    rig.instances().create(NewInstance.of("test.thermometer@1.0.0"), "test");
    rig.run(ID);
    Await.until("the old version answers", () -> rig.version(ID).equals("1.0.0"));
  }

  private UpdateRecord update(UpdateOrder order) {
    return end(rig.instances().update(ID, order, "test"));
  }

  private UpdateRecord back() {
    return end(rig.instances().rollback(ID, Duration.ofMillis(100), "test"));
  }

  private static UpdateRecord end(Update update) {
    Rig.answer(update.over());
    return Rig.answer(update.outcome());
  }

  private Instance instance() {
    return rig.instances().find(ID).orElseThrow();
  }

  private void answers(String version) {
    Await.value(version + " answers", () -> rig.version(ID), version::equals);
  }

  private static void reached(Update update, UpdateStep step) {
    Await.until(
        "the update has come to " + step,
        () -> update.steps().stream().anyMatch(p -> p.step() == step));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void the_new_version_takes_over_and_goes_back_on_demand(boolean beside) {
    running(Driver.of("2.0.0"));
    UpdateRecord done = update(QUICK.overlap(beside));

    assertThat(done.outcome()).isEqualTo(Outcome.COMMITTED);
    answers("2.0.0");
    assertThat(instance().setup().version()).isEqualTo("2.0.0");
    assertThat(instance().setup().previousVersion()).contains("1.0.0");
    assertThat(instance().restartNeeded()).isFalse();
    assertThat(instance().update()).isEmpty();
    assertThat(rig.supervisor().all()).hasSize(1);

    assertThat(back().what()).isEqualTo(What.ROLLBACK);
    answers("1.0.0");
    assertThat(instance().setup().previousVersion()).contains("2.0.0");
    assertThat(rig.instances().history(ID))
        .extracting(r -> r.from() + ">" + r.to() + " " + r.outcome().word())
        .containsExactly("2.0.0>1.0.0 committed", "1.0.0>2.0.0 committed");
    assertThat(rig.events()).contains("instance.updating " + ID, "instance.updated " + ID);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void callers_wait_while_versions_change_and_none_fails(boolean beside) throws Exception {
    running(Driver.of("2.0.0"));
    var stop = new AtomicBoolean();
    var heard = new ArrayList<String>();
    Thread caller =
        Thread.ofVirtual()
            .start(
                () -> {
                  while (!stop.get()) {
                    heard.add(rig.version(ID));
                  }
                });
    assertThat(update(QUICK.overlap(beside)).outcome()).isEqualTo(Outcome.COMMITTED);
    assertThat(back().outcome()).isEqualTo(Outcome.COMMITTED);
    stop.set(true);
    caller.join();

    assertThat(heard).containsOnly("1.0.0", "2.0.0").contains("2.0.0");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_version_that_does_not_start_leaves_the_old_one_answering(boolean beside) {
    running(Driver.of("2.0.0").says("exit", 3).says("says", "no port"));
    UpdateRecord done = update(QUICK.overlap(beside));

    assertThat(done.outcome()).isEqualTo(Outcome.ABANDONED);
    assertThat(done.reason()).contains("exit code 3");
    answers("1.0.0");
    assertThat(instance().setup().version()).isEqualTo("1.0.0");
    assertThat(instance().setup().previousVersion()).isEmpty();
    assertThat(rig.supervisor().all()).hasSize(1);
    assertThat(rig.events()).contains("instance.update-abandoned " + ID);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_version_that_dies_within_the_window_is_taken_back_not_started_again(boolean beside) {
    running(Driver.of("2.0.0").says("dieAfterMs", 300));
    UpdateRecord done = update(LONG.overlap(beside));

    assertThat(done.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    answers("1.0.0");
    assertThat(instance().phase()).isEqualTo(Phase.RUNNING);
  }

  @Test
  void a_version_that_is_not_well_is_taken_back() {
    old = old.command("health").traits("health", "health");
    running(Driver.of("2.0.0").command("health").traits("health", "health").says("unwell", true));

    assertThat(update(LONG).outcome()).isEqualTo(Outcome.ROLLED_BACK);
    answers("1.0.0");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_rollback_within_the_window_is_at_once(boolean beside) {
    running(Driver.of("2.0.0"));
    Update update = rig.instances().update(ID, LONG.overlap(beside), "test");
    reached(update, UpdateStep.HEALTH_WINDOW);
    answers("2.0.0");
    assertThat(instance().toMap().get("update").toString()).contains("health-window");
    assertThat(rig.instances().rollback(ID, Duration.ZERO, "somebody")).isSameAs(update);

    UpdateRecord done = end(update);
    assertThat(done.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(done.reason()).contains("somebody");
    answers("1.0.0");
    assertThat(instance().restartNeeded()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_rollback_does_not_wait_for_a_start_that_hangs(boolean beside) {
    running(Driver.of("2.0.0").says("hangs", true));
    Update update = rig.instances().update(ID, LONG.overlap(beside), "test");
    String process = beside ? ID + "~2" : ID;
    Await.until(
        "the new version starts",
        () ->
            update.record().step() == UpdateStep.START_NEW
                && rig.supervisor()
                    .find(process)
                    .filter(unit -> unit.state().phase() == Phase.STARTING)
                    .isPresent());
    rig.instances().rollback(ID, Duration.ZERO, "somebody");

    assertThat(end(update).reason()).isEqualTo("rolled back by somebody");
    answers("1.0.0");
    assertThat(rig.supervisor().all()).hasSize(1);
    assertThat(rig.events())
        .filteredOn("instance.running thermometer"::equals)
        .as("only the old version has come to run")
        .hasSize(beside ? 1 : 2);
  }

  @Test
  void what_follows_a_commit_waits_until_the_old_version_has_gone() {
    running(Driver.of("2.0.0"));
    rig.send(ID, "wait", Map.of("file", rig.data.resolve("never").toString()));
    Update update = rig.instances().update(ID, QUICK.overlap(true), "test");
    assertThat(Rig.answer(update.outcome()).outcome()).isEqualTo(Outcome.COMMITTED);
    assertThat(update.over()).isNotDone();

    assertThat(back().outcome()).isEqualTo(Outcome.COMMITTED);
    answers("1.0.0");
  }

  @Test
  void the_next_instance_of_a_name_has_no_history() {
    running(Driver.of("2.0.0"));
    update(QUICK);
    rig.instances().delete(ID, true, "test");
    rig.instances().create(NewInstance.of("test.thermometer@1.0.0"), "test");

    assertThat(rig.instances().history(ID)).isEmpty();
  }

  @Test
  void within_the_window_anything_else_is_busy() {
    running(Driver.of("2.0.0"));
    Update update = rig.instances().update(ID, LONG, "test");
    reached(update, UpdateStep.HEALTH_WINDOW);

    assertThat(refusal(() -> rig.instances().update(ID, QUICK, "test")))
        .isInstanceOf(Refusal.Busy.class);
    assertThat(refusal(() -> rig.instances().stop(ID, true, "test")))
        .isInstanceOf(Refusal.Busy.class);
    assertThat(refusal(() -> rig.packages().remove("test.thermometer@2.0.0", "test")))
        .isInstanceOf(Refusal.Conflict.class);
    back();
  }

  @Test
  void calls_that_outlast_the_drain_limit_keep_everything_as_it_is() throws IOException {
    running(Driver.of("2.0.0"));
    Path file = rig.data.resolve("go");
    CompletableFuture<Rig.Answer> slow = rig.send(ID, "wait", Map.of("file", file.toString()));
    CompletableFuture<Rig.Answer> behind = rig.send(ID, "version", Map.of());
    UpdateRecord done = update(QUICK);

    assertThat(done.outcome()).isEqualTo(Outcome.ABANDONED);
    Files.createFile(file);
    assertThat(Rig.answer(slow).kind()).isEqualTo("done");
    assertThat(Rig.answer(behind).get("version")).isEqualTo("1.0.0");
    assertThat(instance().setup().version()).isEqualTo("1.0.0");
  }

  @Test
  void force_ends_the_calls_that_outlast_the_drain_limit() {
    running(Driver.of("2.0.0"));
    CompletableFuture<Rig.Answer> slow =
        rig.send(ID, "wait", Map.of("file", rig.data.resolve("never").toString()));
    UpdateRecord done = update(QUICK.force(true));

    assertThat(done.outcome()).isEqualTo(Outcome.COMMITTED);
    assertThat(Rig.answer(slow).code()).isEqualTo(CallFault.UNIT_REPLACED.code());
    answers("2.0.0");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void an_open_stream_ends_typed_and_holds_nothing_up(boolean beside) {
    running(Driver.of("2.0.0"));
    CompletableFuture<Rig.Answer> stream = rig.stream(ID);

    assertThat(update(QUICK.overlap(beside)).outcome()).isEqualTo(Outcome.COMMITTED);
    assertThat(Rig.answer(stream).code()).isEqualTo(CallFault.UNIT_REPLACED.code());
  }

  @Test
  void a_plan_tells_what_would_happen_and_changes_nothing() {
    old = old.command("gone");
    running(
        Driver.of("2.0.0")
            .command("fresh")
            .without("slow")
            .field("host", "string", "required", true)
            .traits("overlap", true));
    UpdatePlan plan = rig.instances().plan(ID, QUICK);

    assertThat(plan.from()).isEqualTo("1.0.0");
    assertThat(plan.overlap()).isTrue();
    assertThat(plan.meta())
        .isEqualTo(new UpdatePlan.MetaDiff(List.of("fresh"), List.of("slow", "gone"), List.of()));
    assertThat(plan.problems()).containsExactly("config.host: required field missing");
    assertThat(plan.pause()).isEqualTo("none");
    assertThat(rig.instances().history(ID)).isEmpty();

    assertThat(refusal(() -> rig.instances().update(ID, QUICK, "test")))
        .isEqualTo(new Refusal.Invalid("config.host", ": required field missing"));
    assertThat(refusal(() -> rig.instances().plan(ID, UpdateOrder.to("9"))))
        .isInstanceOf(Refusal.NotFound.class);
    assertThat(refusal(() -> rig.instances().plan(ID, UpdateOrder.to("1.0.0"))))
        .isInstanceOf(Refusal.Conflict.class);
    answers("1.0.0");
  }

  @Test
  void a_configuration_comes_with_the_version_that_needs_it_and_goes_with_it() {
    old = old.field("unit", "string");
    running(Driver.of("2.0.0").field("host", "string", "required", true).secret("password"));
    UpdateRecord done = update(QUICK.config(Map.of("host", "h", "password", "Plain-Word")));
    assertThat(done.outcome()).isEqualTo(Outcome.COMMITTED);
    assertThat(rig.call(ID, "config", Map.of()).value())
        .isEqualTo(Map.of("host", "h", "password", "Plain-Word"));
    assertThat(rig.instances().config(ID).config())
        .isEqualTo(Map.of("host", "h", "password", "***"));

    back();
    assertThat(rig.call(ID, "config", Map.of()).value()).isEqualTo(Map.of());
  }

  @Test
  void an_instance_at_rest_changes_its_version_and_stays_at_rest() {
    rig.install(old);
    rig.install(Driver.of("2.0.0"));
    rig.instances().create(NewInstance.of("test.thermometer@1.0.0"), "test");
    assertThat(update(LONG).outcome()).isEqualTo(Outcome.COMMITTED);

    assertThat(instance().phase()).isEqualTo(Phase.CONFIGURED);
    rig.run(ID);
    answers("2.0.0");
  }

  @Test
  void a_crashed_instance_is_mended_by_a_version_that_works() {
    rig.install(Driver.of("1.0.0").says("exit", 3));
    rig.install(Driver.of("2.0.0"));
    rig.instances()
        .create(
            NewInstance.of("test.thermometer@1.0.0").keep(Profile.KEEPALIVE, RestartPolicy.NEVER),
            "test");
    rig.instances().start(ID, "test");
    rig.await(ID, Phase.CRASHED);

    assertThat(update(QUICK).outcome()).isEqualTo(Outcome.COMMITTED);
    answers("2.0.0");
  }

  @Test
  void there_is_no_way_back_before_the_first_update() {
    running(Driver.of("2.0.0"));
    assertThat(refusal(this::back)).isInstanceOf(Refusal.Conflict.class);
  }

  @Test
  void the_steps_come_in_their_order() {
    running(Driver.of("2.0.0"));
    Update update = rig.instances().update(ID, QUICK, "test");
    end(update);

    assertThat(update.steps())
        .extracting(Update.Progress::step)
        .containsExactly(
            UpdateStep.WAIT,
            UpdateStep.STAGE,
            UpdateStep.DRAIN,
            UpdateStep.STOP_OLD,
            UpdateStep.START_NEW,
            UpdateStep.CHECK,
            UpdateStep.SWITCH,
            UpdateStep.HEALTH_WINDOW,
            UpdateStep.COMMIT,
            UpdateStep.RETIRE_OLD,
            UpdateStep.ENDED);
  }
}
