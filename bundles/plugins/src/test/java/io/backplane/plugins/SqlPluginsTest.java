package io.backplane.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.backplane.api.event.Event;
import io.backplane.api.event.Event.Level;
import io.backplane.plugins.PluginRow.Origin;
import io.backplane.plugins.spi.KeptVersion;
import io.backplane.plugins.spi.PluginSource;
import io.backplane.testing.TempStore;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class SqlPluginsTest {

  private static final Origin ORIGIN = new Origin(PluginSource.UPLOAD, "a.jar");

  @AutoClose private final TempStore store = new TempStore();
  private SqlPlugins plugins = new SqlPlugins(store);

  private static PluginRow row(String id, String version, PluginSource source) {
    return new PluginRow(
        id,
        version,
        "test." + id,
        "digest-" + version,
        source,
        "/deploy/" + id + ".jar",
        Instant.parse("2026-01-01T12:00:00.123Z"),
        true,
        Optional.empty(),
        Optional.empty());
  }

  private void restart() {
    store.restart();
    plugins = new SqlPlugins(store);
  }

  @Test
  void what_is_put_is_there_after_a_restart_sorted_by_id() {
    for (PluginSource source : PluginSource.values()) {
      plugins.loaded(row("p" + (9 - source.ordinal()), "1.0.0", source));
    }
    restart();

    assertThat(plugins.all())
        .containsExactly(
            row("p7", "1.0.0", PluginSource.CLI),
            row("p8", "1.0.0", PluginSource.UPLOAD),
            row("p9", "1.0.0", PluginSource.DEPLOY));
  }

  @Test
  void a_new_version_replaces_the_row_and_tells_from_which() {
    plugins.loaded(row("a", "1.0.0", PluginSource.DEPLOY));
    update(row("a", "1.1.0", PluginSource.UPLOAD), "1.0.0");

    assertThat(plugins.all()).containsExactly(row("a", "1.1.0", PluginSource.UPLOAD));
    assertThat(store.events().since(0, 10))
        .extracting(Event::type)
        .containsExactly("plugin.loaded", "plugin.updated");
    assertThat(store.events().since(0, 10).getLast().data())
        .isEqualTo(Map.of("version", "1.1.0", "from", "1.0.0", "source", "upload"));
  }

  @Test
  void what_changes_about_a_plugin_is_kept_and_is_no_event() {
    plugins.loaded(row("a", "1.0.0", PluginSource.DEPLOY));
    plugins.loaded(row("b", "1.0.0", PluginSource.DEPLOY));
    long events = store.events().last();
    PluginRow changed =
        row("a", "1.0.0", PluginSource.DEPLOY)
            .entry("/deploy/z.jar")
            .enabled(false)
            .declined("digest-2.0.0");
    plugins.changed(changed);
    restart();

    assertThat(plugins.all()).containsExactly(changed, row("b", "1.0.0", PluginSource.DEPLOY));
    assertThat(store.events().last()).isEqualTo(events);
  }

  @Test
  void versions_are_listed_the_last_used_first_also_of_an_unloaded_plugin() {
    plugins.loaded(row("a", "1.0.0", PluginSource.DEPLOY));
    plugins.keep("a", "1.1.0", "digest-1.1.0", ORIGIN);
    plugins.keep("a", "1.2.0", "digest-1.2.0", ORIGIN);
    plugins.forget("a", "digest-1.1.0");

    assertThat(plugins.versions("a"))
        .extracting(KeptVersion::version, KeptVersion::current)
        .as("what was used comes before what never was")
        .containsExactly(tuple("1.0.0", true), tuple("1.2.0", false));
    plugins.remove(row("a", "1.0.0", PluginSource.DEPLOY));
    assertThat(plugins.versions("a")).extracting(KeptVersion::current).containsOnly(false);
  }

  private void update(PluginRow row, String from) {
    store.write(
        tx -> {
          plugins.updated(tx, row, from);
          return row;
        });
  }

  @Test
  void what_is_removed_is_gone_and_told() {
    plugins.loaded(row("a", "1.0.0", PluginSource.DEPLOY));
    plugins.remove(row("a", "1.0.0", PluginSource.DEPLOY));
    restart();

    assertThat(plugins.all()).isEmpty();
    Event last = store.events().since(0, 10).getLast();
    assertThat(last.type()).isEqualTo("plugin.unloaded");
    assertThat(last.subject()).isEqualTo("a");
  }

  @Test
  void what_happened_to_a_plugin_is_told() {
    plugins.tell("plugin.error", "a", Level.ERROR, Map.of("reason", "no"));
    Event last = store.events().since(0, 10).getLast();

    assertThat(last.level()).isEqualTo(Level.ERROR);
    assertThat(last.data()).isEqualTo(Map.of("reason", "no"));
  }
}
