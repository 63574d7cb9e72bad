package io.backplane.governance;

import static io.backplane.governance.spi.Lifecycles.PIPELINE;
import static io.backplane.governance.spi.Lifecycles.PLUGIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backplane.api.call.CallContext;
import io.backplane.api.call.CallRequest;
import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.event.Event;
import io.backplane.api.settings.Setting;
import io.backplane.governance.spi.CapUse;
import io.backplane.governance.spi.Subject;
import io.backplane.governance.spi.Swept;
import io.backplane.testing.GivenSettings;
import io.backplane.testing.TempStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class MaturityTest {

  private static final Setting<Long> ACTIVE = PLUGIN.caps().getFirst().limit();

  @AutoClose private final TempStore store = new TempStore();
  private final GivenSettings settings = new GivenSettings();
  private StoredGovernance governance = new StoredGovernance(store, settings, store.clock());

  private void active(String name) {
    governance.register(PLUGIN, name, "ann", "local");
    move(name, "active");
  }

  private Subject move(String name, String to) {
    return governance.move(PLUGIN, name, to, "", "local");
  }

  private Refusal refusal(Runnable asking) {
    long before = store.events().last();
    var refused = new Refusal[1];
    assertThatThrownBy(asking::run)
        .isInstanceOfSatisfying(RefusedException.class, e -> refused[0] = e.refusal());
    assertThat(store.events().last()).as("nothing was told").isEqualTo(before);
    return refused[0];
  }

  private Optional<Refusal> called(String unit, String owner) {
    return governance.refusal(
        CallRequest.builder(unit, "go").context(CallContext.of(owner)).build());
  }

  private void restart() {
    governance.close();
    store.restart();
    governance = new StoredGovernance(store, settings, store.clock());
  }

  @Test
  void every_change_is_a_row_and_an_event() {
    active("greeter");
    store.clock().advance(Duration.ofHours(1));
    governance.move(PLUGIN, "greeter", "deprecated", "use counter", "bob");
    governance.touch(PLUGIN, "greeter", "bob");
    governance.move(PLUGIN, "greeter", "retired", "gone", "bob");

    assertThat(store.events().since(0, 100))
        .extracting(Event::type)
        .containsExactly(
            "governance.registered",
            "governance.active",
            "governance.deprecated",
            "governance.touched",
            "governance.retired");
    assertThat(store.events().since(0, 100).get(2).data())
        .containsEntry("from", "active")
        .containsEntry("reason", "use counter")
        .containsEntry("by", "bob");
    Subject before = governance.find(PLUGIN, "greeter");
    assertThat(before.state()).isEqualTo("retired");
    assertThat(before.since()).isEqualTo(before.createdAt().plus(Duration.ofHours(1)));
    restart();
    assertThat(governance.find(PLUGIN, "greeter")).isEqualTo(before);
  }

  @Test
  void the_cap_of_an_owner_is_refused_by_name_and_changes_nothing() {
    settings.with(ACTIVE, 2L);
    active("a");
    active("b");
    governance.register(PLUGIN, "c", "ann", "local");

    assertThat(refusal(() -> move("c", "active")).message())
        .isEqualTo(
            "governance.active-plugins is limited to 2: retire one of ann's with 'runtime"
                + " gov-retire', or raise it with 'runtime configure governance.active-plugins'");
    assertThat(governance.find(PLUGIN, "c").state()).isEqualTo("draft");
    governance.register(PLUGIN, "other", "bob", "local");
    assertThat(move("other", "active").state()).isEqualTo("active");
    assertThat(governance.caps("ann"))
        .contains(new CapUse("governance.active-plugins", "plugin", "ann", 2, 2));

    move("a", "retired");
    assertThat(move("c", "active").state()).isEqualTo("active");
  }

  @Test
  void what_comes_back_does_not_count_anew() {
    settings.with(ACTIVE, 1L);
    active("a");
    move("a", "deprecated");
    settings.with(ACTIVE, 0L);
    assertThat(move("a", "active").state()).isEqualTo("active");

    Setting<Long> pipelines = PIPELINE.caps().getFirst().limit();
    settings.with(pipelines, 1L);
    governance.register(PIPELINE, "p", "ann", "local");
    governance.move(PIPELINE, "p", "active", "", "local");
    governance.move(PIPELINE, "p", "paused", "", "local");
    settings.with(pipelines, 0L);
    assertThat(governance.move(PIPELINE, "p", "active", "", "local").state()).isEqualTo("active");
  }

  @Test
  void names_are_unique_within_a_life_cycle_and_well_formed() {
    governance.register(PLUGIN, "a", "ann", "local");
    governance.register(PIPELINE, "a", "ann", "local");
    assertThat(refusal(() -> governance.register(PLUGIN, "a", "bob", "local")).message())
        .isEqualTo("plugin 'a' is registered already: it is draft, of ann");
    assertThat(refusal(() -> governance.register(PLUGIN, "A b", "ann", "local")))
        .isInstanceOf(Refusal.Invalid.class);
    assertThat(refusal(() -> governance.register(PLUGIN, "b", "", "local")))
        .isInstanceOf(Refusal.Invalid.class);
    assertThat(refusal(() -> move("nobody", "active"))).isInstanceOf(Refusal.NotFound.class);
    assertThat(refusal(() -> governance.touch(PLUGIN, "nobody", "local")))
        .isInstanceOf(Refusal.NotFound.class);
  }

  @Test
  void an_idle_plugin_is_retired_unless_it_is_called_or_touched() {
    List.of("idle", "called", "touched").forEach(this::active);
    governance.register(PLUGIN, "draft", "ann", "local");
    store.clock().advance(Duration.ofDays(89));
    assertThat(governance.sweep()).isEmpty();
    governance.touch(PLUGIN, "touched", "local");
    assertThat(called("plugin:called", "bob")).isEmpty();
    long before = store.events().last();
    restart();
    assertThat(store.events().last()).as("a call is no event").isEqualTo(before);
    store.clock().advance(Duration.ofDays(1));

    assertThat(governance.sweep())
        .containsExactly(
            new Swept("plugin", "idle", "active", "retired", "nobody used it for 90d"));
    assertThat(governance.find(PLUGIN, "idle").by()).isEqualTo("kernel");
    assertThat(governance.sweep()).isEmpty();
    Instant last = governance.find(PLUGIN, "called").touchedAt();
    assertThat(last).isEqualTo(governance.find(PLUGIN, "touched").touchedAt());
    assertThat(governance.find(PLUGIN, "draft").state()).isEqualTo("draft");
  }

  @Test
  void an_idle_pipeline_is_paused() {
    governance.register(PIPELINE, "p", "ann", "local");
    governance.move(PIPELINE, "p", "active", "", "local");
    store.clock().advance(Duration.ofDays(3));
    assertThat(governance.sweep()).extracting(Swept::to).containsExactly("paused");
  }

  @Test
  void a_draft_is_its_owners_and_what_is_retired_is_nobodys() {
    assertThat(called("greeter", "bob")).isEmpty();
    governance.register(PLUGIN, "greeter", "ann", "local");
    assertThat(called("greeter", "ann")).isEmpty();
    assertThat(called("plugin:greeter", "bob").orElseThrow())
        .isInstanceOf(Refusal.Denied.class)
        .extracting(Refusal::message)
        .asString()
        .contains("draft of ann", "gov-activate greeter");
    assertThat(called("other", "bob")).isEmpty();
    assertThat(governance.refusal("greeter")).isEmpty();

    move("greeter", "active");
    assertThat(called("greeter", "bob")).isEmpty();
    move("greeter", "deprecated");
    assertThat(called("greeter", "bob")).isEmpty();
    governance.move(PLUGIN, "greeter", "retired", "too old", "local");
    assertThat(called("greeter", "ann").orElseThrow().message())
        .isEqualTo("'greeter' is retired for good: too old");
    assertThat(governance.refusal("greeter")).isPresent();
    assertThat(refusal(() -> move("greeter", "active")).message())
        .isEqualTo("plugin 'greeter' is retired for good");
  }

  @Test
  void figures_tell_every_state() {
    active("a");
    assertThat(governance.stats().get("plugin"))
        .containsEntry("active", 1L)
        .containsEntry("draft", 0L);
    assertThat(governance.stats()).containsOnlyKeys("plugin", "task", "pipeline", "run");
    assertThat(governance.caps(""))
        .contains(new CapUse("governance.pending-runs", "run", "", 0, 20))
        .contains(new CapUse("governance.active-plugins", "plugin", "ann", 1, 40));
  }
}
