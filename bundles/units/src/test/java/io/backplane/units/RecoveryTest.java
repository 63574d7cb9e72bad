package io.backplane.units;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.supervisor.spi.Phase;
import io.backplane.testing.Await;
import io.backplane.units.spi.Instance;
import io.backplane.units.spi.NewInstance;
import io.backplane.units.spi.UpdateOrder;
import io.backplane.updates.spi.Update;
import io.backplane.updates.spi.UpdateRecord;
import io.backplane.updates.spi.UpdateRecord.Outcome;
import io.backplane.updates.spi.UpdateStep;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A kernel that dies in an update, at every step: before the act, and after it. */
class RecoveryTest {

  private static final String ID = "thermometer";

  @AutoClose private final Rig rig = new Rig();

  private void running(Driver next) {
    rig.install(Driver.of("1.0.0"));
    rig.install(next);
    rig.instances().create(NewInstance.of("test.thermometer@1.0.0"), "test");
    rig.run(ID);
    Await.until("the old version answers", () -> rig.version(ID).equals("1.0.0"));
  }

  private void dieAt(UpdateStep step, UpdateOrder order) throws InterruptedException {
    die(step, true, order);
  }

  private void die(UpdateStep step, boolean written, UpdateOrder order)
      throws InterruptedException {
    CountDownLatch crashed = rig.crashing.crashAt(step, written);
    rig.instances().update(ID, order, "test");
    assertThat(crashed.await(Await.LIMIT.toSeconds() * 2, TimeUnit.SECONDS)).isTrue();
    rig.restartKernel();
  }

  private void cameBackWith(String version, Outcome outcome) {
    Await.value(version + " answers", () -> rig.version(ID), version::equals);
    Instance instance = rig.await(ID, Phase.RUNNING);
    assertThat(instance.setup().version()).isEqualTo(version);
    UpdateRecord record =
        Await.value(
            "the journal is closed",
            () -> rig.instances().history(ID).getFirst(),
            r -> r.endedAt().isPresent());
    assertThat(record.outcome()).isEqualTo(outcome);
    assertThat(rig.supervisor().all()).hasSize(1);
    Await.value("one process is left", this::drivers, list -> list.size() == 1);
    assertThat(rig.version(ID)).isEqualTo(version);
  }

  private List<String> drivers() {
    return ProcessHandle.allProcesses()
        .filter(ProcessHandle::isAlive)
        .filter(process -> isDriver(process.info()))
        .map(ProcessHandle::toString)
        .toList();
  }

  private boolean isDriver(ProcessHandle.Info info) {
    String command = info.command().orElse("");
    Stream<String> arguments = info.arguments().stream().flatMap(Arrays::stream);
    return command.contains("python")
        && arguments.anyMatch(argument -> argument.startsWith(rig.data.toString()));
  }

  @ParameterizedTest
  @CsvSource({
    "STAGE,ABANDONED",
    "DRAIN,ABANDONED",
    "STOP_OLD,ABANDONED",
    "START_NEW,ABANDONED",
    "CHECK,ABANDONED",
    "SWITCH,ROLLED_BACK",
    "HEALTH_WINDOW,ROLLED_BACK"
  })
  void before_the_commit_the_old_version_comes_back(UpdateStep step, Outcome outcome)
      throws InterruptedException {
    running(Driver.of("2.0.0"));
    dieAt(step, UpdateOrder.to("2.0.0"));

    cameBackWith("1.0.0", outcome);
  }

  @Test
  void a_process_that_was_not_touched_is_found_again() throws InterruptedException {
    running(Driver.of("2.0.0"));
    Optional<Long> pid = rig.await(ID, Phase.RUNNING).status().state().pid();
    dieAt(UpdateStep.DRAIN, UpdateOrder.to("2.0.0"));

    cameBackWith("1.0.0", Outcome.ABANDONED);
    assertThat(rig.await(ID, Phase.RUNNING).status().state().pid()).isEqualTo(pid);
  }

  @ParameterizedTest
  @CsvSource({
    "START_NEW,ABANDONED",
    "CHECK,ABANDONED",
    "SWITCH,ROLLED_BACK",
    "HEALTH_WINDOW,ROLLED_BACK"
  })
  void before_the_commit_the_old_version_stays_where_both_run(UpdateStep step, Outcome outcome)
      throws InterruptedException {
    running(Driver.of("2.0.0"));
    Optional<Long> pid = rig.await(ID, Phase.RUNNING).status().state().pid();
    dieAt(step, UpdateOrder.to("2.0.0").overlap(true));

    cameBackWith("1.0.0", outcome);
    assertThat(rig.await(ID, Phase.RUNNING).status().state().pid()).isEqualTo(pid);
  }

  @ParameterizedTest
  @CsvSource({
    "COMMIT,false",
    "COMMIT,true",
    "RETIRE_OLD,false",
    "RETIRE_OLD,true",
    "ENDED,false",
    "ENDED,true"
  })
  void after_the_commit_the_new_version_comes_back(UpdateStep step, boolean beside)
      throws InterruptedException {
    running(Driver.of("2.0.0"));
    dieAt(step, UpdateOrder.to("2.0.0").overlap(beside).healthWindow(Duration.ofMillis(50)));

    cameBackWith("2.0.0", Outcome.COMMITTED);
  }

  /** The last act was that of the step before. */
  @ParameterizedTest
  @CsvSource({
    "DRAIN,false,1.0.0,ABANDONED",
    "STOP_OLD,false,1.0.0,ABANDONED",
    "START_NEW,false,1.0.0,ABANDONED",
    "CHECK,false,1.0.0,ABANDONED",
    "CHECK,true,1.0.0,ABANDONED",
    "SWITCH,false,1.0.0,ABANDONED",
    "HEALTH_WINDOW,false,1.0.0,ROLLED_BACK",
    "HEALTH_WINDOW,true,1.0.0,ROLLED_BACK",
    "COMMIT,false,1.0.0,ROLLED_BACK",
    "COMMIT,true,1.0.0,ROLLED_BACK",
    "RETIRE_OLD,false,2.0.0,COMMITTED",
    "RETIRE_OLD,true,2.0.0,COMMITTED",
    "ENDED,false,2.0.0,COMMITTED",
    "ENDED,true,2.0.0,COMMITTED"
  })
  void between_two_steps_it_comes_back_with_one_version(
      UpdateStep step, boolean beside, String version, Outcome outcome)
      throws InterruptedException {
    running(Driver.of("2.0.0"));
    UpdateOrder order = UpdateOrder.to("2.0.0").healthWindow(Duration.ofMillis(50));
    die(step, false, order.overlap(beside));

    cameBackWith(version, outcome);
  }

  @ParameterizedTest
  @CsvSource({"REVERT,false", "REVERT,true", "ENDED,false", "ENDED,true"})
  void while_going_back_the_old_version_comes_back(UpdateStep step, boolean beside)
      throws InterruptedException {
    running(Driver.of("2.0.0").says("dieAfterMs", 300));
    dieAt(step, UpdateOrder.to("2.0.0").overlap(beside));

    cameBackWith("1.0.0", Outcome.ROLLED_BACK);
  }

  @Test
  void an_instance_that_was_at_rest_is_at_rest_afterwards() throws InterruptedException {
    rig.install(Driver.of("1.0.0"));
    rig.install(Driver.of("2.0.0"));
    rig.instances().create(NewInstance.of("test.thermometer@1.0.0"), "test");
    dieAt(UpdateStep.DRAIN, UpdateOrder.to("2.0.0"));

    Instance instance = rig.await(ID, Phase.CONFIGURED);
    assertThat(instance.setup().version()).isEqualTo("1.0.0");
    assertThat(instance.live()).isFalse();
  }

  @Test
  void another_update_can_follow() throws Exception {
    running(Driver.of("2.0.0"));
    dieAt(UpdateStep.HEALTH_WINDOW, UpdateOrder.to("2.0.0"));
    cameBackWith("1.0.0", Outcome.ROLLED_BACK);
    UpdateOrder order = UpdateOrder.to("2.0.0").healthWindow(Duration.ofMillis(50));

    assertThat(Rig.answer(rig.instances().update(ID, order, "test").outcome()).outcome())
        .isEqualTo(Outcome.COMMITTED);
    cameBackWith("2.0.0", Outcome.COMMITTED);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_kernel_that_takes_its_processes_along_comes_back_with_the_old_version(boolean beside) {
    running(Driver.of("2.0.0"));
    Update update = rig.instances().update(ID, UpdateOrder.to("2.0.0").overlap(beside), "test");
    Await.until("the window is open", () -> update.windowEndsAt().isPresent());
    rig.supervisor().shutDown();
    Rig.answer(update.over());
    Await.until(
        "all have ended", () -> rig.supervisor().all().stream().noneMatch(u -> u.state().live()));
    rig.restartKernel();

    cameBackWith("1.0.0", Outcome.ROLLED_BACK);
  }

  @Test
  void a_kernel_that_ends_in_order_leaves_the_update_to_the_next_one() throws InterruptedException {
    running(Driver.of("2.0.0"));
    Update update = rig.instances().update(ID, UpdateOrder.to("2.0.0"), "test");
    Await.until("the window is open", () -> update.windowEndsAt().isPresent());
    rig.restartKernel();

    cameBackWith("1.0.0", Outcome.ROLLED_BACK);
    assertThat(update.outcome()).isNotDone();
  }
}
