package io.backplane.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.supervisor.spi.BackOff;
import io.backplane.supervisor.spi.Phase;
import io.backplane.supervisor.spi.Preparation;
import io.backplane.supervisor.spi.Profile;
import io.backplane.supervisor.spi.RestartPolicy;
import io.backplane.supervisor.spi.UnitState;
import io.backplane.testing.Await;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A unit from its first start to its end. */
class LifeTest {

  @AutoClose private final Rig rig = new Rig();

  @Test
  void a_driver_starts_answers_and_stops_at_the_end_of_its_input() {
    UnitState running = rig.run(rig.python("d"));

    assertThat(Rig.alive(running.pid().orElseThrow())).isTrue();
    assertThat(rig.call("d", "pid", Map.of()).map())
        .containsEntry("pid", running.pid().get().intValue());
    assertThat(rig.call("d", "nothing", Map.of()).code()).isEqualTo(404);

    rig.supervisor().stop("d", false);
    UnitState stopped = rig.await("d", Phase.STOPPED);
    assertThat(stopped.exit().orElseThrow().code()).isZero();
    assertThat(rig.log("d")).noneMatch(line -> line.contains("SIGTERM"));
  }

  @Test
  void a_process_that_is_killed_is_followed_by_a_new_one() {
    UnitState first = rig.run(Rig.fast(rig.python("d"), RestartPolicy.ON_FAILURE, 5));

    ProcessHandle.of(first.pid().orElseThrow()).orElseThrow().destroyForcibly();

    UnitState second =
        Await.value(
            "another process runs",
            () -> rig.supervisor().find("d").orElseThrow().state(),
            state -> state.phase() == Phase.RUNNING && state.start() == 2);
    assertThat(second.pid()).isNotEqualTo(first.pid());
    assertThat(second.restarts()).isOne();
    assertThat(second.reason()).contains("signal 9");
  }

  @Test
  void a_crash_loop_ends_crashed_with_the_reason_and_its_last_words() {
    rig.supervisor()
        .configure(
            Rig.fast(rig.python("d", "--crash"), RestartPolicy.ON_FAILURE, 3), Preparation.NONE);
    rig.supervisor().start("d");

    UnitState crashed = rig.await("d", Phase.CRASHED);
    assertThat(crashed.start()).isEqualTo(3);
    assertThat(crashed.wanted()).isTrue();
    assertThat(crashed.reason())
        .isEqualTo(
            "3 failed starts in 10 min, the last: exit code 3: [ERROR] cannot open the port");
  }

  @Test
  void an_exit_with_0_is_the_end_unless_the_policy_is_always() {
    rig.run(Rig.fast(rig.python("a"), RestartPolicy.ON_FAILURE, 5));
    rig.run(Rig.fast(rig.python("b"), RestartPolicy.ALWAYS, 5));
    rig.run(Rig.fast(rig.python("c"), RestartPolicy.NEVER, 5));

    rig.send("a", "exit", Map.of("code", 0));
    rig.send("b", "exit", Map.of("code", 0));
    rig.send("c", "exit", Map.of("code", 7));

    assertThat(rig.await("a", Phase.STOPPED).wanted()).isFalse();
    assertThat(rig.await("c", Phase.CRASHED).reason()).startsWith("exit code 7");
    Await.until(
        "b runs again",
        () -> {
          UnitState b = rig.supervisor().find("b").orElseThrow().state();
          return b.phase() == Phase.RUNNING && b.start() == 2;
        });
  }

  @Test
  void a_oneshot_runs_for_a_call_and_ends() {
    var spec =
        rig.python("d", "--profile=oneshot")
            .keep(Profile.ONESHOT, RestartPolicy.ON_FAILURE, BackOff.DEFAULT);
    rig.supervisor().configure(spec, Preparation.NONE);

    assertThat(rig.call("d", "echo", Map.of("n", 1)).map()).containsEntry("n", 1);
    rig.await("d", Phase.STOPPED);
    assertThat(rig.call("d", "echo", Map.of("n", 2)).map()).containsEntry("n", 2);
    assertThat(rig.await("d", Phase.STOPPED).start()).isEqualTo(2);
  }

  @Test
  void the_preparation_gives_the_environment_and_its_directory_goes_with_the_process()
      throws Exception {
    var seen = new java.util.concurrent.atomic.AtomicReference<java.nio.file.Path>();
    rig.supervisor()
        .configure(
            rig.python("d").environment(Map.of("STDIOLINK_INSTANCE_ID", "d")),
            directory -> {
              seen.set(directory);
              java.nio.file.Files.writeString(directory.resolve("config.json"), "{}");
              return Map.of("SECRET", "s3");
            });
    rig.supervisor().start("d");
    rig.await("d", Phase.RUNNING);

    assertThat(rig.call("d", "env", Map.of()).map())
        .containsEntry("SECRET", "s3")
        .containsEntry("STDIOLINK_INSTANCE_ID", "d");
    assertThat(seen.get().resolve("config.json")).exists();
    rig.supervisor().stop("d", false);
    rig.await("d", Phase.STOPPED);
    Await.until("the directory is gone", () -> !java.nio.file.Files.exists(seen.get()));
  }

  @Test
  void strays_and_events_are_kept() {
    rig.run(rig.python("d"));
    rig.call("d", "event", Map.of("t", 20));
    assertThat(rig.supervisor().events("d")).hasSize(1);
    assertThat(rig.supervisor().events("d").getFirst().name()).isEqualTo("tick");
    assertThat(rig.log("d").stream().filter(l -> l.startsWith("starting")).toList()).hasSize(1);
  }

  @Test
  void usage_and_the_process_tree_can_be_seen() {
    UnitState running = rig.run(rig.python("d"));
    rig.call("d", "fork", Map.of("command", List.of("sleep", "100"), "session", true));

    var nodes = rig.supervisor().processes("d");
    assertThat(nodes).hasSize(1);
    assertThat(nodes.getFirst().id().pid()).isEqualTo(running.pid().orElseThrow());
    assertThat(nodes.getFirst().children()).hasSize(1);
    assertThat(nodes.getFirst().children().getFirst().command()).isEqualTo("sleep 100");
    var usage =
        Await.value(
            "a sample with both processes",
            () -> rig.supervisor().find("d").orElseThrow().usage(),
            u -> u.isPresent() && u.get().processes() == 2);
    assertThat(usage.get().memoryBytes()).isGreaterThan(1 << 20);
    assertThat(usage.get().handles()).isGreaterThan(3);
    rig.supervisor().kill("d", nodes.getFirst().children().getFirst().id().pid());
    Await.until(
        "the child is gone", () -> rig.supervisor().processes("d").getFirst().children().isEmpty());
  }
}
