package io.backplane.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.supervisor.DyingKernel.Step;
import io.backplane.supervisor.spi.Phase;
import io.backplane.supervisor.spi.Preparation;
import io.backplane.supervisor.spi.UnitState;
import io.backplane.testing.Await;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The kernel dies at each step of a start with a spare. */
class SpareDeathTest {

  @AutoClose private final Rig rig = new Rig();

  /**
   * A kernel takes a spare until it dies, then another one comes.
   *
   * @return the spare's number
   */
  private long dieAt(Step step) throws Exception {
    rig.killKernel();
    Process kernel =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                DyingKernel.class.getName(),
                rig.data.toString(),
                rig.store.directory().toString(),
                step.name())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String said = new String(kernel.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(kernel.waitFor()).isEqualTo(9);
    long spare = Long.parseLong(said.strip());
    assertThat(Rig.alive(spare)).isTrue();
    rig.store.restart();
    rig.startKernel();
    rig.supervisor().configure(DyingKernel.spec(rig.data, "first"), Preparation.NONE);
    rig.supervisor().configure(DyingKernel.spec(rig.data, "d"), Preparation.NONE);
    return spare;
  }

  private void assertNothingOfItIsLeft(long spare) {
    Await.until("the spare has ended", () -> !Rig.alive(spare));
    Await.until("its start is gone", () -> !Files.exists(rig.data.resolve("run/units/d/1")));
    long next = rig.spare().pid();
    assertThat(next).isNotEqualTo(spare);
    Await.until(
        "only the next one is left",
        () -> List.of(rig.data.resolve("run/spares").toFile().list()).size() == 1);
    assertThat(rig.call("first", "echo", Map.of("a", 1)).kind()).isEqualTo("done");
  }

  private void assertStartedAnew(long spare) {
    UnitState state = rig.await("d", Phase.RUNNING);
    assertThat(state.start()).isEqualTo(2);
    assertThat(state.pid().orElseThrow()).isNotEqualTo(spare);
    assertThat(rig.call("d", "echo", Map.of("a", 1)).kind()).isEqualTo("done");
    assertNothingOfItIsLeft(spare);
  }

  @Test
  void one_that_nobody_wanted_is_ended() throws Exception {
    long spare = dieAt(Step.WAITING);
    assertThat(rig.supervisor().find("d").orElseThrow().state().phase())
        .isEqualTo(Phase.CONFIGURED);
    assertNothingOfItIsLeft(spare);
  }

  @Test
  void one_that_was_only_meant_for_a_unit_is_ended() throws Exception {
    assertStartedAnew(dieAt(Step.STORED));
  }

  @Test
  void one_that_was_moved_is_ended() throws Exception {
    assertStartedAnew(dieAt(Step.MOVED));
  }

  @Test
  void one_that_was_told_and_not_noted_is_ended() throws Exception {
    assertStartedAnew(dieAt(Step.TOLD));
  }

  @Test
  void one_that_was_noted_runs_on() throws Exception {
    long spare = dieAt(Step.SPAWNED);
    UnitState state = rig.await("d", Phase.RUNNING);
    assertThat(state.start()).isOne();
    assertThat(state.pid()).contains(spare);
    assertThat(rig.call("d", "pid", Map.of()).map()).containsEntry("pid", (int) spare);
    assertThat(rig.spare().pid()).isNotEqualTo(spare);
  }
}
