package io.backplane.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.supervisor.log.LogSettings;
import io.backplane.supervisor.spi.Phase;
import io.backplane.supervisor.spi.Preparation;
import io.backplane.supervisor.spi.RestartPolicy;
import io.backplane.supervisor.spi.UnitState;
import io.backplane.testing.Await;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Without shims: what every system can do. */
class PipeModeTest {

  @AutoClose private final Rig rig = new Rig(false, LogSettings.DEFAULT);

  @Test
  void a_driver_starts_answers_logs_and_stops() {
    rig.run(rig.python("d"));
    assertThat(rig.call("d", "log", Map.of("lines", 3)).kind()).isEqualTo("done");
    Await.until("the log is there", () -> rig.log("d").contains("line 2"));
    rig.call("d", "fork", Map.of("command", List.of("sleep", "1000"), "session", true));
    List<Long> pids =
        rig.supervisor().processes("d").stream()
            .flatMap(node -> node.children().stream())
            .map(node -> node.id().pid())
            .toList();
    assertThat(pids).hasSize(1);

    rig.supervisor().stop("d", false);
    assertThat(rig.await("d", Phase.STOPPED).exit().orElseThrow().code()).isZero();
    Await.until("its child is gone", () -> pids.stream().noneMatch(Rig::alive));
  }

  @Test
  void a_process_that_is_killed_is_followed_by_a_new_one() {
    UnitState first = rig.run(Rig.fast(rig.python("d"), RestartPolicy.ON_FAILURE, 5));
    ProcessHandle.of(first.pid().orElseThrow()).orElseThrow().destroyForcibly();
    UnitState second =
        Await.value(
            "another process",
            () -> rig.supervisor().find("d").orElseThrow().state(),
            state -> state.phase() == Phase.RUNNING && state.start() == 2);
    assertThat(second.reason()).contains("signal 9");
  }

  @Test
  void after_a_restart_of_the_kernel_it_is_started_anew() {
    var spec = Rig.fast(rig.python("d"), RestartPolicy.ON_FAILURE, 5);
    UnitState first = rig.run(spec);
    rig.restartKernel();
    rig.supervisor().configure(spec, Preparation.NONE);
    assertThat(rig.await("d", Phase.RUNNING).start()).isEqualTo(2);
    Await.until("the first has ended", () -> !Rig.alive(first.pid().orElseThrow()));
  }
}
