package io.backplane.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.supervisor.spi.BackOff;
import io.backplane.supervisor.spi.Exit;
import io.backplane.supervisor.spi.Phase;
import io.backplane.supervisor.spi.ProcessId;
import io.backplane.supervisor.spi.Profile;
import io.backplane.supervisor.spi.RestartPolicy;
import io.backplane.supervisor.spi.UnitSpec;
import io.backplane.supervisor.spi.UnitState;
import io.backplane.supervisor.spi.UnitState.Ending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every state meets every event. */
class MachineTest {

  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
  private static final ProcessId PROCESS = new ProcessId("w", 10, 1);

  private static UnitSpec spec(RestartPolicy restart, Profile profile, Duration first) {
    return UnitSpec.of("u", List.of("/bin/true"), Path.of("/tmp"), Path.of("/tmp"))
        .keep(
            profile,
            restart,
            new BackOff(first, 2, 0, Duration.ofSeconds(30), 3, Duration.ofMinutes(10)));
  }

  private static Machine machine(UnitSpec spec) {
    return new Machine(spec, NOW, 0.5, "token");
  }

  private static List<UnitSpec> specs() {
    var specs = new ArrayList<UnitSpec>();
    for (RestartPolicy restart : RestartPolicy.values()) {
      for (Profile profile : Profile.values()) {
        specs.add(spec(restart, profile, Duration.ZERO));
        specs.add(spec(restart, profile, Duration.ofSeconds(1)));
      }
    }
    return specs;
  }

  private static List<UnitState> states() {
    var states = new ArrayList<UnitState>();
    for (Phase phase : Phase.values()) {
      for (Ending ending : Ending.values()) {
        for (boolean wanted : new boolean[] {true, false}) {
          for (int failures = 0; failures < 3; failures++) {
            if ((phase == Phase.STOPPING) == (ending != Ending.NONE)) {
              states.add(state(phase, ending, wanted, failures));
            }
          }
        }
      }
    }
    return states;
  }

  private static UnitState state(Phase phase, Ending ending, boolean wanted, int failures) {
    var failed = new ArrayList<Instant>();
    for (int i = 0; i < failures; i++) {
      failed.add(NOW.minusSeconds(i + 1));
    }
    return new UnitState(
        "u",
        phase,
        wanted,
        7,
        3,
        "old",
        Optional.empty(),
        Optional.of(PROCESS),
        ending,
        "",
        NOW.minusSeconds(5),
        Optional.of(NOW.minusSeconds(5)),
        0,
        failed,
        phase == Phase.BACKOFF ? Optional.of(NOW) : Optional.empty(),
        Optional.empty());
  }

  private static List<UnitEvent> events() {
    return List.of(
        new UnitEvent.Configured(),
        new UnitEvent.StartAsked(),
        new UnitEvent.StopAsked(false),
        new UnitEvent.StopAsked(true),
        new UnitEvent.ShutDown(),
        new UnitEvent.RestartAsked("wished"),
        new UnitEvent.Spawned(3, Optional.empty(), Optional.of(PROCESS)),
        new UnitEvent.SpawnFailed(3, "no program"),
        new UnitEvent.SpareLost(3),
        new UnitEvent.Ready(3),
        new UnitEvent.Faulty(3, "silent"),
        new UnitEvent.Exited(3, 0, ""),
        new UnitEvent.Exited(3, 1, ""),
        new UnitEvent.Exited(3, Exit.UNKNOWN, ""),
        new UnitEvent.Lost(3, "boot"),
        new UnitEvent.TimedOut(7));
  }

  private static List<UnitEvent> oldEvents() {
    return List.of(
        new UnitEvent.Spawned(2, Optional.empty(), Optional.of(PROCESS)),
        new UnitEvent.SpawnFailed(2, "no program"),
        new UnitEvent.SpareLost(2),
        new UnitEvent.Ready(2),
        new UnitEvent.Faulty(2, "silent"),
        new UnitEvent.Exited(2, 1, ""),
        new UnitEvent.Lost(2, "boot"),
        new UnitEvent.TimedOut(6));
  }

  @Test
  void every_edge_of_the_table_is_taken_and_no_other() {
    var taken = new EnumMap<Phase, Set<Phase>>(Phase.class);
    for (UnitSpec spec : specs()) {
      for (UnitState state : states()) {
        for (UnitEvent event : events()) {
          UnitState next = machine(spec).decide(state, event).next();
          boolean again = next.start() != state.start();
          if (next.phase() != state.phase() || again) {
            taken
                .computeIfAbsent(state.phase(), _ -> EnumSet.noneOf(Phase.class))
                .add(next.phase());
          }
        }
      }
    }
    assertThat(taken).isEqualTo(Edges.TABLE);
  }

  @Test
  void what_follows_fits_the_state() {
    for (UnitSpec spec : specs()) {
      for (UnitState state : states()) {
        for (UnitEvent event : events()) {
          Decision decision = machine(spec).decide(state, event);
          UnitState next = decision.next();
          String what = spec.restart() + " " + state.phase() + " " + event;
          assertThat(next == state || next.version() == 8).as(what).isTrue();
          boolean launches = decision.effects().contains(new Effect.Launch());
          assertThat(launches).as(what).isEqualTo(next.start() == 4);
          if (launches) {
            assertThat(next.phase()).as(what).isEqualTo(Phase.STARTING);
            assertThat(next.process()).as(what).isEmpty();
            assertThat(next.token()).as(what).isEqualTo("token");
          }
          if (next.phase() == Phase.BACKOFF) {
            assertThat(next.dueAt()).as(what).isPresent();
          }
          if (next.phase() == Phase.STOPPING && state.phase() != Phase.STOPPING) {
            assertThat(next.ending()).as(what).isNotEqualTo(Ending.NONE);
          }
          if (event instanceof UnitEvent.StopAsked) {
            assertThat(next.wanted() && next.phase() != Phase.CREATED && next != state)
                .as(what)
                .isFalse();
          }
        }
      }
    }
  }

  @Test
  void what_tells_of_an_earlier_start_changes_nothing() {
    for (UnitSpec spec : specs()) {
      for (UnitState state : states()) {
        for (UnitEvent event : oldEvents()) {
          Decision decision = machine(spec).decide(state, event);
          assertThat(decision.next()).isSameAs(state);
          assertThat(decision.effects()).isEmpty();
        }
      }
    }
  }

  @Test
  void pauses_double_up_to_the_cap_and_the_last_failure_gives_up() {
    UnitSpec spec = spec(RestartPolicy.ON_FAILURE, Profile.KEEPALIVE, Duration.ofMillis(500));
    UnitState running = state(Phase.RUNNING, Ending.NONE, true, 0);

    UnitState once = machine(spec).decide(running, new UnitEvent.Exited(3, 1, "")).next();
    assertThat(once.dueAt()).contains(NOW.plusMillis(500));
    UnitState again = state(Phase.RUNNING, Ending.NONE, true, 1);
    UnitState twice = machine(spec).decide(again, new UnitEvent.Exited(3, 1, "")).next();
    assertThat(twice.dueAt()).contains(NOW.plusMillis(1_000));
    UnitState last = state(Phase.RUNNING, Ending.NONE, true, 2);
    UnitState given = machine(spec).decide(last, new UnitEvent.Exited(3, 1, "")).next();
    assertThat(given.phase()).isEqualTo(Phase.CRASHED);
    assertThat(BackOff.DEFAULT.pause(30, 1)).isEqualTo(Duration.ofSeconds(36));
  }

  @Test
  void a_health_restart_is_never_the_last_one() {
    UnitSpec spec = spec(RestartPolicy.NEVER, Profile.KEEPALIVE, Duration.ofMillis(500));
    UnitState unit = state(Phase.RUNNING, Ending.NONE, true, 2);
    UnitState stopping = machine(spec).decide(unit, new UnitEvent.Faulty(3, "ill")).next();
    assertThat(stopping.phase()).isEqualTo(Phase.STOPPING);
    UnitState next = machine(spec).decide(stopping, new UnitEvent.Exited(3, 143, "")).next();
    assertThat(next.phase()).isEqualTo(Phase.STARTING);
    assertThat(next.failures()).hasSize(2);
  }

  @Test
  void a_shutdown_keeps_what_is_wanted() {
    UnitSpec spec = spec(RestartPolicy.ALWAYS, Profile.KEEPALIVE, Duration.ZERO);
    UnitState unit = state(Phase.RUNNING, Ending.NONE, true, 0);
    UnitState stopping = machine(spec).decide(unit, new UnitEvent.ShutDown()).next();
    UnitState stopped = machine(spec).decide(stopping, new UnitEvent.Exited(3, 0, "")).next();
    assertThat(stopped.phase()).isEqualTo(Phase.STOPPED);
    assertThat(stopped.wanted()).isTrue();
  }

  @Test
  void the_documentation_shows_the_table() throws IOException {
    String page = Files.readString(Path.of("../../docs/concepts/supervision.md"));
    Map<Phase, Set<Phase>> table = Edges.TABLE;
    assertThat(page).contains(Edges.diagram());
    assertThat(table.keySet()).containsExactlyInAnyOrder(Phase.values());
  }
}
