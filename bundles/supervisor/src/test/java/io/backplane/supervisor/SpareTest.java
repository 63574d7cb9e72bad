package io.backplane.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backplane.api.call.RefusedException;
import io.backplane.supervisor.log.LogSettings;
import io.backplane.supervisor.spi.Phase;
import io.backplane.supervisor.spi.Preparation;
import io.backplane.supervisor.spi.RestartPolicy;
import io.backplane.supervisor.spi.Spare;
import io.backplane.supervisor.spi.SpareStatus;
import io.backplane.supervisor.spi.UnitSpec;
import io.backplane.supervisor.spi.UnitState;
import io.backplane.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Processes that were started ahead. */
class SpareTest {

  @AutoClose private final Rig rig = new Rig();

  /** A unit has been started, and a spare waits for the next one. */
  private SpareStatus warm() {
    rig.run(rig.spared("first"));
    return rig.spare();
  }

  private static long pid(UnitState state) {
    return state.pid().orElseThrow();
  }

  private static void ended(long pid) {
    Await.until(pid + " has ended", () -> !Rig.alive(pid));
  }

  private List<String> spareDirectories() {
    String[] names = rig.data.resolve("run/spares").toFile().list();
    return names == null ? List.of() : List.of(names);
  }

  @Test
  void none_is_started_before_a_unit_that_can_use_it() {
    rig.supervisor().configure(rig.spared("a"), Preparation.NONE);
    rig.run(rig.python("b"));
    assertThat(rig.supervisor().spares()).isEmpty();
    assertThat(spareDirectories()).isEmpty();
  }

  @Test
  void a_start_takes_the_one_that_waits_and_another_comes_up() {
    SpareStatus spare = warm();
    assertThat(spare.memoryBytes()).isGreaterThan(1 << 20);

    UnitState taken = rig.run(rig.spared("d"));
    assertThat(pid(taken)).isEqualTo(spare.pid());
    assertThat(rig.call("d", "echo", Map.of("a", 1)).map()).containsEntry("a", 1);
    assertThat(rig.spare().pid()).isNotEqualTo(spare.pid());
    assertThat(rig.supervisor().all()).hasSize(2);
  }

  @Test
  void its_log_says_whether_it_has_taken_one() {
    warm();
    rig.run(rig.spared("d"));
    assertThat(rig.log("first")).contains("starting without a spare, since none waits");
    assertThat(rig.log("d")).contains("starting with a spare");
    rig.run(rig.python("e"));
    assertThat(rig.log("e")).contains("starting");
  }

  @Test
  void it_learns_what_a_fresh_process_would_have_been_given() throws IOException {
    SpareStatus spare = warm();
    UnitSpec spec =
        rig.spared("d", "--a=b c", "\u00e4\n\"").environment(Map.of("NAME", "v\u00e4lue"));
    Preparation preparation =
        directory -> {
          Files.writeString(directory.resolve("config.json"), "{}");
          return Map.of("CONFIG", directory.resolve("config.json").toString());
        };
    rig.supervisor().configure(spec, preparation);
    rig.supervisor().start("d");
    UnitState taken = rig.await("d", Phase.RUNNING);

    Path home = rig.data.resolve("run/units/d/1");
    assertThat(pid(taken)).isEqualTo(spare.pid());
    assertThat(rig.call("d", "where", Map.of()).map())
        .containsEntry("directory", rig.data.resolve("work").toRealPath().toString())
        .containsEntry("arguments", List.of("--a=b c", "\u00e4\n\""));
    assertThat(rig.call("d", "env", Map.of()).map())
        .containsEntry("NAME", "v\u00e4lue")
        .containsEntry("CONFIG", home.resolve("config.json").toString())
        .containsEntry("BACKPLANE_RUN", taken.token());
    assertThat(Files.readString(Path.of("/proc/" + pid(taken) + "/environ")))
        .contains("BACKPLANE_RUN=" + taken.token());
    assertThat(home.resolve("config.json")).exists();
  }

  @Test
  void two_that_start_at_once_do_not_get_the_same() {
    SpareStatus spare = warm();
    rig.supervisor().configure(rig.spared("a"), Preparation.NONE);
    rig.supervisor().configure(rig.spared("b"), Preparation.NONE);
    Thread one = Thread.ofVirtual().start(() -> rig.supervisor().start("a"));
    rig.supervisor().start("b");
    long a = pid(rig.await("a", Phase.RUNNING));
    long b = pid(rig.await("b", Phase.RUNNING));

    assertThat(one).isNotNull();
    assertThat(List.of(a, b)).contains(spare.pid()).doesNotHaveDuplicates();
  }

  @Test
  void a_used_one_is_never_handed_out_again() {
    long used = warm().pid();
    rig.run(Rig.fast(rig.spared("d"), RestartPolicy.ON_FAILURE, 5));
    long next = rig.spare().pid();
    assertThat(next).isNotEqualTo(used);

    ProcessHandle.of(used).orElseThrow().destroyForcibly();
    UnitState again =
        Await.value(
            "another process",
            () -> rig.supervisor().find("d").orElseThrow().state(),
            state -> state.phase() == Phase.RUNNING && state.start() == 2);
    assertThat(pid(again)).isEqualTo(next);
    assertThat(Stream.of(rig.spare()).map(SpareStatus::pid)).doesNotContain(used, next);
  }

  @Test
  void it_ends_as_any_other_with_all_that_it_started() {
    long spare = warm().pid();
    assertThat(pid(rig.run(rig.spared("d")))).isEqualTo(spare);
    rig.call("d", "log", Map.of("lines", 3));
    rig.call("d", "fork", Map.of("command", List.of("setsid", "-f", "sleep", "1000")));
    List<Long> pids =
        Await.value(
            "both are seen",
            () ->
                rig.supervisor().processes("d").stream()
                    .flatMap(node -> node.flat())
                    .map(node -> node.id().pid())
                    .toList(),
            found -> found.size() == 2);

    rig.supervisor().stop("d", false);
    assertThat(rig.await("d", Phase.STOPPED).exit().orElseThrow().code()).isZero();
    Await.until("none is left", () -> pids.stream().noneMatch(Rig::alive));
    assertThat(rig.log("d")).contains("line 0", "line 2");
    Await.until("its directory is gone", () -> !Files.exists(rig.data.resolve("run/units/d/1")));
  }

  @Test
  void the_next_kernel_finds_it_again() {
    warm();
    UnitSpec spec = rig.spared("d");
    UnitState taken = rig.run(spec);
    rig.restartKernel();
    rig.supervisor().configure(rig.spared("first"), Preparation.NONE);
    rig.supervisor().configure(spec, Preparation.NONE);

    Await.until("in step", () -> rig.supervisor().find("d").orElseThrow().inStep());
    assertThat(rig.await("d", Phase.RUNNING).pid()).isEqualTo(taken.pid());
    assertThat(rig.call("d", "pid", Map.of()).map())
        .containsEntry("pid", taken.pid().get().intValue());
    assertThat(rig.spare().pid()).isNotEqualTo(pid(taken));
    rig.supervisor().stop("d", false);
    assertThat(rig.await("d", Phase.STOPPED).exit().orElseThrow().code()).isZero();
  }

  @Test
  void none_outlives_a_kernel_that_ends() {
    long waiting = warm().pid();
    rig.killKernel();
    ended(waiting);
    assertThat(spareDirectories()).isEmpty();
    rig.startKernel();
    assertThat(rig.supervisor().spares()).isEmpty();
    rig.supervisor().configure(rig.spared("first"), Preparation.NONE);
  }

  @Test
  void none_is_started_any_more_while_the_kernel_stops() {
    long waiting = warm().pid();
    rig.supervisor().shutDown();
    assertThat(rig.supervisor().spares()).isEmpty();
    ended(waiting);
    rig.await("first", Phase.STOPPED);
    assertThat(rig.supervisor().spares()).isEmpty();
  }

  @Test
  void one_that_dies_is_replaced() {
    long waiting = warm().pid();
    ProcessHandle.of(waiting).orElseThrow().destroyForcibly();
    Await.until("another", () -> rig.spare().pid() != waiting);
    Await.until("its directory is gone", () -> spareDirectories().size() == 1);
  }

  @Test
  void one_that_died_this_moment_is_not_taken() {
    long waiting = warm().pid();
    String directory = spareDirectories().getFirst();
    ProcessHandle.of(waiting).orElseThrow().destroyForcibly();
    UnitState state = rig.run(rig.spared("d"));
    assertThat(pid(state)).isNotEqualTo(waiting);
    assertThat(rig.call("d", "echo", Map.of("a", 1)).kind()).isEqualTo("done");
    Await.until("its directory is gone", () -> !spareDirectories().contains(directory));
  }

  @Test
  void another_command_gets_others_and_the_last_unit_takes_them_along() {
    long waiting = warm().pid();
    Spare other = new Spare(List.of(Rig.driver().toString()), List.of("--spare", "--other"));
    rig.supervisor().configure(rig.spared("first").spare(other), Preparation.NONE);
    ended(waiting);
    SpareStatus next = rig.spare();
    assertThat(next.command()).isEqualTo(other.command());

    rig.supervisor().stop("first", true);
    rig.await("first", Phase.STOPPED);
    assertThat(Rig.alive(next.pid())).isTrue();
    rig.supervisor().remove("first");
    ended(next.pid());
    assertThat(rig.supervisor().spares()).isEmpty();
    assertThat(spareDirectories()).isEmpty();
  }

  private Spare spare(String... waiting) {
    return new Spare(List.of(Rig.driver().toString()), List.of(waiting));
  }

  @Test
  void one_that_does_not_wait_yet_is_not_waited_for() {
    Spare mute = spare("--spare", "--mute");
    rig.run(rig.spared("first").spare(mute));
    SpareStatus coming =
        Await.value("one is coming", () -> rig.supervisor().spares(), all -> !all.isEmpty())
            .getFirst();
    assertThat(coming.waiting()).isFalse();
    assertThat(pid(rig.run(rig.spared("d").spare(mute)))).isNotEqualTo(coming.pid());
    rig.killKernel();
    ended(coming.pid());
    rig.startKernel();
    rig.supervisor().configure(rig.spared("first").spare(mute), Preparation.NONE);
    rig.supervisor().configure(rig.spared("d").spare(mute), Preparation.NONE);
  }

  @Test
  void one_that_does_not_listen_costs_a_start_and_nothing_else() {
    Spare deaf = spare("--spare", "--deaf");
    rig.run(rig.spared("first").spare(deaf));
    long waiting = rig.spare().pid();
    UnitSpec spec = rig.spared("d").spare(deaf).environment(Map.of("LONG", "x".repeat(100_000)));
    UnitState state = rig.run(spec);

    assertThat(state.start()).as("one for each that was taken").isGreaterThan(1);
    assertThat(state.restarts()).isZero();
    assertThat(state.reason()).isEmpty();
    assertThat(pid(state)).isNotEqualTo(waiting);
    ended(waiting);
    Await.until("the first is gone", () -> !Files.exists(rig.data.resolve("run/units/d/1")));
  }

  @Test
  void a_start_that_is_not_stored_leaves_it_waiting() {
    long waiting = warm().pid();
    rig.supervisor().configure(rig.spared("d"), Preparation.NONE);
    rig.store.freeBytes(0);
    assertThatThrownBy(() -> rig.supervisor().start("d")).isInstanceOf(RefusedException.class);
    assertThat(rig.spare().pid()).isEqualTo(waiting);
    rig.store.freeBytes(Long.MAX_VALUE);
    rig.supervisor().start("d");
    assertThat(pid(rig.await("d", Phase.RUNNING))).isEqualTo(waiting);
  }

  @Test
  void a_preparation_that_fails_is_a_failed_start_that_leaves_nothing() {
    long waiting = warm().pid();
    rig.supervisor()
        .configure(
            Rig.fast(rig.spared("d"), RestartPolicy.NEVER, 1),
            directory -> {
              throw new IOException("no such key");
            });
    rig.supervisor().start("d");
    assertThat(rig.await("d", Phase.CRASHED).reason()).contains("no such key");
    ended(waiting);
    Await.until("its directory is gone", () -> !Files.exists(rig.data.resolve("run/units/d/1")));
  }

  @Test
  void a_command_that_does_not_begin_as_its_spare_does_is_refused() {
    Spare other = new Spare(List.of("/bin/other"), List.of("--spare"));
    assertThatThrownBy(() -> rig.spared("d").spare(other))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void with_0_of_them_every_start_is_fresh() {
    try (Rig without = new Rig(true, LogSettings.DEFAULT, 0)) {
      without.run(without.spared("a"));
      without.run(without.spared("b"));
      assertThat(without.supervisor().spares()).isEmpty();
      assertThat(without.data.resolve("run/spares")).doesNotExist();
    }
  }

  @Test
  void over_pipes_they_wait_as_well() {
    try (Rig piped = new Rig(false, LogSettings.DEFAULT)) {
      piped.run(piped.spared("a"));
      long waiting = piped.spare().pid();
      UnitState taken = piped.run(piped.spared("b", "--x"));
      assertThat(pid(taken)).isEqualTo(waiting);
      assertThat(piped.call("b", "where", Map.of()).map())
          .containsEntry("arguments", List.of("--x"));
      piped.call("b", "log", Map.of("lines", 2));
      Await.until("its log", () -> piped.log("b").contains("line 1"));
      long next = piped.spare().pid();
      piped.killKernel();
      ended(next);
      piped.startKernel();
    }
  }
}
