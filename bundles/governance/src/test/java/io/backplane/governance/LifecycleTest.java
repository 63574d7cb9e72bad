package io.backplane.governance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backplane.api.call.Refusal;
import io.backplane.api.settings.Setting;
import io.backplane.governance.spi.Happening;
import io.backplane.governance.spi.Happening.Asked;
import io.backplane.governance.spi.Happening.Begun;
import io.backplane.governance.spi.Happening.Looked;
import io.backplane.governance.spi.Happening.Touched;
import io.backplane.governance.spi.Lifecycle;
import io.backplane.governance.spi.Lifecycle.Cap;
import io.backplane.governance.spi.Lifecycle.Edge;
import io.backplane.governance.spi.Lifecycle.Overdue;
import io.backplane.governance.spi.Lifecycles;
import io.backplane.governance.spi.Standing;
import io.backplane.governance.spi.Verdict;
import io.backplane.governance.spi.Verdict.Moved;
import io.backplane.governance.spi.Verdict.Refused;
import io.backplane.governance.spi.Verdict.Stays;
import io.backplane.testing.GivenSettings;
import io.backplane.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every table, swept over every state and all that can happen. */
class LifecycleTest {

  static final List<Lifecycle> ALL = Lifecycles.ALL;

  private static final Instant NOW = SettableClock.START;
  private static final GivenSettings DEFAULTS = new GivenSettings();

  private static Standing in(String state) {
    return since(state, NOW);
  }

  private static Standing since(String state, Instant at) {
    return new Standing("it", "ann", state, at, at);
  }

  private static Verdict decide(Lifecycle table, Standing it, Happening what, long others) {
    return table.decide(it, what, NOW, states -> others, DEFAULTS);
  }

  private static Refusal refusal(Verdict verdict) {
    return ((Refused) verdict).refusal();
  }

  @ParameterizedTest
  @FieldSource("ALL")
  void exactly_the_edges_of_the_table_can_be_gone(Lifecycle table) {
    Set<Edge> gone = new HashSet<>();
    for (String from : table.states()) {
      for (String to : table.states()) {
        Verdict verdict = decide(table, in(from), new Asked(to, "why"), 0);
        if (from.equals(to)) {
          assertThat(verdict).isEqualTo(new Stays());
        } else if (table.edges().contains(new Edge(from, to))) {
          assertThat(verdict).isEqualTo(new Moved(to, "why"));
          gone.add(new Edge(from, to));
        } else {
          assertThat(refusal(verdict))
              .isInstanceOf(Refusal.Conflict.class)
              .extracting(Refusal::message)
              .asString()
              .contains("it is " + from);
        }
      }
      assertThat(refusal(decide(table, in(from), new Asked("elsewhere", ""), 0)))
          .isInstanceOf(Refusal.Invalid.class);
      assertThat(refusal(decide(table, in(from), new Begun(), 0)))
          .isInstanceOf(Refusal.Conflict.class);
    }
    assertThat(gone).containsExactlyInAnyOrderElementsOf(table.edges());
  }

  @ParameterizedTest
  @FieldSource("ALL")
  void every_state_can_be_reached_and_every_one_but_a_final_one_left(Lifecycle table) {
    var reached = new HashSet<>(Set.of(table.initial()));
    while (reached.addAll(reached.stream().flatMap(it -> table.next(it).stream()).toList())) {
      assertThat(reached).isSubsetOf(table.states());
    }
    assertThat(reached).containsExactlyInAnyOrderElementsOf(table.states());
    assertThat(decide(table, Standing.none("it", "ann"), new Begun(), 0))
        .isEqualTo(new Moved(table.initial(), ""));
    for (String state : table.states()) {
      Verdict touched = decide(table, in(state), new Touched(), 0);
      assertThat(touched instanceof Stays).isEqualTo(!table.isFinal(state));
    }
  }

  @ParameterizedTest
  @FieldSource("ALL")
  void a_cap_holds_for_what_comes_into_its_states_and_for_nothing_else(Lifecycle table) {
    for (Cap cap : table.caps()) {
      long limit = cap.limit().fallback();
      for (Edge edge : table.edges()) {
        boolean enters = cap.states().contains(edge.to()) && !cap.states().contains(edge.from());
        Verdict full =
            table.decide(
                in(edge.from()),
                new Asked(edge.to(), ""),
                NOW,
                states -> states.equals(cap.states()) ? limit : 0,
                DEFAULTS);
        Verdict last =
            table.decide(
                in(edge.from()),
                new Asked(edge.to(), ""),
                NOW,
                states -> states.equals(cap.states()) ? limit - 1 : 0,
                DEFAULTS);
        assertThat(last).isInstanceOf(Moved.class);
        assertThat(full instanceof Refused).as("%s over %s", edge, cap.states()).isEqualTo(enters);
        if (enters) {
          assertThat(refusal(full).message())
              .startsWith(cap.limit().key() + " is limited to " + limit)
              .contains("ann", "runtime configure " + cap.limit().key());
        }
      }
    }
  }

  @ParameterizedTest
  @FieldSource("ALL")
  void what_is_overdue_moves_at_its_time_and_not_before(Lifecycle table) {
    for (String state : table.states()) {
      Optional<Overdue> rule =
          Stream.concat(table.idle().stream(), table.stuck().stream())
              .filter(it -> it.from().contains(state))
              .findFirst();
      Duration limit = rule.map(it -> it.after().fallback()).orElse(Duration.ofDays(10_000));
      Standing due = since(state, NOW.minus(limit));
      Standing early = since(state, NOW.minus(limit).plusMillis(1));
      assertThat(decide(table, early, new Looked(), 0)).isEqualTo(new Stays());
      Verdict verdict = decide(table, due, new Looked(), 1_000_000);
      assertThat(verdict instanceof Moved).isEqualTo(rule.isPresent());
      if (verdict instanceof Moved(String to, String reason)) {
        assertThat(to).isEqualTo(rule.orElseThrow().to());
        assertThat(reason).isNotEmpty().doesNotContain("%");
      }
    }
  }

  static Stream<List<Object>> numbers() {
    return Stream.of(
        List.of("governance.active-plugins", 40L),
        List.of("governance.running-tasks", 5L),
        List.of("governance.active-pipelines", 10L),
        List.of("governance.pending-runs", 20L),
        List.of("governance.plugin-idle", Duration.ofDays(90)),
        List.of("governance.pipeline-idle", Duration.ofDays(3)),
        List.of("governance.task-stuck", Duration.ofHours(4)),
        List.of("governance.run-stuck", Duration.ofMinutes(10)));
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void the_numbers_are_settings(List<Object> number) {
    assertThat(new GovernanceSettings().settings())
        .filteredOn(setting -> setting.key().equals(number.getFirst()))
        .<Object>map(Setting::fallback)
        .containsExactly(number.getLast());
  }

  @Test
  void use_puts_the_idle_rule_off_and_a_setting_changes_it_at_once() {
    Duration days = Duration.ofDays(90);
    var used = new Standing("it", "ann", "active", NOW.minus(days), NOW.minusSeconds(1));
    assertThat(decide(Lifecycles.PLUGIN, used, new Looked(), 0)).isEqualTo(new Stays());
    Setting<Duration> idle = Lifecycles.PLUGIN.idle().orElseThrow().after();
    assertThat(
            Lifecycles.PLUGIN.decide(
                used,
                new Looked(),
                NOW,
                states -> 0,
                new GivenSettings().with(idle, Duration.ofSeconds(1))))
        .isEqualTo(new Moved("retired", "nobody used it for 1s"));
  }

  @Test
  void a_table_that_contradicts_itself_cannot_be_made() {
    List<String> states = List.of("a", "b");
    List<Edge> edges = List.of(new Edge("a", "b"));
    assertThatThrownBy(() -> table(states, List.of(new Edge("a", "c")), Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
    Setting<Duration> time =
        Setting.time("t", Duration.ZERO, Duration.ZERO, Duration.ofDays(1), "");
    assertThatThrownBy(
            () -> table(states, edges, Optional.of(new Overdue(Set.of("b"), "a", time, ""))))
        .hasMessageContaining("no edge b → a");
  }

  private static Lifecycle table(List<String> states, List<Edge> edges, Optional<Overdue> idle) {
    return new Lifecycle("t", states, edges, List.of(), idle, Optional.empty());
  }
}
