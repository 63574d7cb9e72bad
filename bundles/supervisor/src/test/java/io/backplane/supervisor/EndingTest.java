package io.backplane.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.supervisor.spi.Phase;
import io.backplane.supervisor.spi.RestartPolicy;
import io.backplane.supervisor.spi.UnitState;
import io.backplane.testing.Await;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Processes that do not want to go. */
class EndingTest {

  @AutoClose private final Rig rig = new Rig();

  @Test
  void a_driver_that_ignores_everything_is_killed() {
    UnitState running = rig.run(rig.python("d", "--ignore-term", "--ignore-eof"));
    rig.supervisor().stop("d", false);

    UnitState stopped = rig.await("d", Phase.STOPPED);
    assertThat(stopped.exit().orElseThrow().signal()).isEqualTo(9);
    assertThat(rig.log("d")).contains("still there after SIGTERM: SIGKILL");
    assertThat(Rig.alive(running.pid().orElseThrow())).isFalse();
  }

  @Test
  void force_does_not_wait() {
    rig.run(rig.python("d", "--ignore-term", "--ignore-eof"));
    rig.supervisor().stop("d", true);
    rig.await("d", Phase.STOPPED);
    assertThat(rig.log("d")).noneMatch(line -> line.contains("SIGTERM"));
  }

  @Test
  void children_that_hid_go_with_their_parent() {
    rig.run(rig.python("d"));
    List<String> doubleForked =
        List.of("/bin/sh", "-c", "setsid sh -c 'trap \"\" TERM; sleep 1000 & wait' & exit 0");
    rig.call("d", "fork", Map.of("command", doubleForked, "session", true));
    rig.call("d", "fork", Map.of("command", List.of("setsid", "-f", "sleep", "1000")));
    List<Long> pids =
        Await.value(
                "all three are seen",
                () -> pids(rig.supervisor().processes("d")),
                found -> found.size() == 4)
            .stream()
            .toList();

    rig.supervisor().stop("d", false);
    rig.await("d", Phase.STOPPED);
    Await.until("none is left", () -> pids.stream().noneMatch(Rig::alive));
  }

  private static List<Long> pids(List<io.backplane.supervisor.spi.ProcessNode> nodes) {
    return nodes.stream()
        .flatMap(
            node ->
                java.util.stream.Stream.concat(
                    java.util.stream.Stream.of(node.id().pid()), pids(node.children()).stream()))
        .toList();
  }

  @Test
  void a_driver_that_hangs_in_its_start_is_restarted_and_given_up() {
    var spec =
        Rig.fast(rig.python("d", "--silent"), RestartPolicy.ON_FAILURE, 2)
            .timing(
                io.backplane.supervisor.spi.Timing.DEFAULT
                    .starting(
                        java.time.Duration.ofMillis(400),
                        java.time.Duration.ofSeconds(5),
                        java.time.Duration.ofSeconds(5))
                    .ending(java.time.Duration.ofMillis(100), java.time.Duration.ofMillis(500)));
    rig.supervisor().configure(spec, io.backplane.supervisor.spi.Preparation.NONE);
    rig.supervisor().start("d");
    assertThat(rig.await("d", Phase.CRASHED).reason()).contains("not ready within 400 ms");
  }

  @Test
  void a_call_that_is_cancelled_costs_the_process() {
    UnitState first = rig.run(Rig.fast(rig.python("d"), RestartPolicy.NEVER, 5));
    var sink = new java.util.concurrent.atomic.AtomicReference<Object>();
    var call =
        rig.supervisor()
            .call(
                "d",
                io.backplane.api.call.CallRequest.builder("d", "hang").build(),
                new io.backplane.api.call.CallSink() {
                  @Override
                  public void event(String name, Object value) {}

                  @Override
                  public void done(Object value) {
                    sink.set(value);
                  }

                  @Override
                  public void error(int code, Object value) {
                    sink.set(value);
                  }

                  @Override
                  public void refused(io.backplane.api.call.Refusal refusal) {
                    sink.set(refusal);
                  }
                });
    call.cancel();
    UnitState second =
        Await.value(
            "another process",
            () -> rig.supervisor().find("d").orElseThrow().state(),
            s -> s.phase() == Phase.RUNNING && s.start() == 2);
    assertThat(second.pid()).isNotEqualTo(first.pid());
  }
}
