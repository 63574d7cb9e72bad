package io.backplane.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.meta.spi.SemanticVersion;
import io.backplane.plugins.DropIn.Broken;
import io.backplane.plugins.DropIn.Look;
import io.backplane.plugins.spi.Declared;
import io.backplane.plugins.spi.PluginSource;
import io.backplane.plugins.spi.PluginState;
import io.backplane.plugins.spi.PluginStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DropInPlanTest {

  @TempDir private Path directory;
  private final Map<Path, PluginJar> jars = new HashMap<>();
  private final Map<Path, Broken> broken = new HashMap<>();
  private final Map<String, String> declined = new HashMap<>();
  private boolean unsettled;

  private Path path(String name) {
    return directory.resolve(name);
  }

  /** Puts a settled jar into the directory; its digest is its version with a mark. */
  private Path jar(String name, String id, String version, String mark) throws IOException {
    Path file = Files.writeString(path(name), "");
    jars.put(
        file,
        new PluginJar(
            id, "test", SemanticVersion.parse(version), version + mark, Declared.NOTHING));
    return file;
  }

  private Path jar(String name, String id, String version) throws IOException {
    return jar(name, id, version, "");
  }

  private void broken(String name) throws IOException {
    broken.put(Files.writeString(path(name), ""), new Broken("broken", Instant.EPOCH));
  }

  private static PluginStatus plugin(
      String id, String version, PluginState state, PluginSource source, String entry) {
    return new PluginStatus(
        id,
        version,
        state,
        "",
        "test",
        version,
        source,
        entry,
        Instant.EPOCH,
        Optional.empty(),
        Optional.empty(),
        Declared.NOTHING);
  }

  private PluginStatus deployed(String id, String version, String name) {
    return plugin(id, version, PluginState.ACTIVE, PluginSource.DEPLOY, path(name).toString());
  }

  private static PluginStatus uploaded(String id, String version) {
    return plugin(id, version, PluginState.ACTIVE, PluginSource.UPLOAD, id + ".jar");
  }

  private DropInPlan plan(PluginStatus... plugins) {
    return DropInPlan.of(
        new Look(jars, broken, unsettled),
        List.of(plugins),
        id -> Optional.ofNullable(declined.get(id)));
  }

  private static void nothing(DropInPlan plan) {
    assertThat(plan).isEqualTo(new DropInPlan(Map.of(), List.of(), Map.of()));
  }

  @Test
  void new_files_are_loaded() throws Exception {
    Path a = jar("a.jar", "a", "1.0.0");
    Path b = jar("b.jar", "b", "1.0.0");

    assertThat(plan()).isEqualTo(new DropInPlan(Map.of("a", a, "b", b), List.of(), Map.of()));
  }

  @Test
  void of_several_files_the_highest_version_wins_as_a_version_not_as_a_text() throws Exception {
    jar("a-1.9.0.jar", "a", "1.9.0");
    Path highest = jar("a-1.10.0.jar", "a", "1.10.0");
    jar("a-1.10.0-rc.1.jar", "a", "1.10.0-rc.1");
    jar("z.jar", "a", "1.2.0");

    assertThat(plan().load()).isEqualTo(Map.of("a", highest));
    nothing(plan(deployed("a", "1.10.0", "a-1.10.0.jar")));
    assertThat(plan(deployed("a", "1.9.0", "a-1.9.0.jar")).load()).isEqualTo(Map.of("a", highest));
  }

  @Test
  void what_is_loaded_is_left_alone() throws Exception {
    jar("a.jar", "a", "1.0.0");

    nothing(plan(deployed("a", "1.0.0", "a.jar")));
  }

  @Test
  void the_same_version_with_other_bytes_is_loaded() throws Exception {
    Path file = jar("a.jar", "a", "1.0.0", "rebuilt");

    assertThat(plan(deployed("a", "1.0.0", "a.jar")).load()).isEqualTo(Map.of("a", file));
  }

  @Test
  void a_file_whose_version_went_down_is_loaded() throws Exception {
    Path file = jar("a.jar", "a", "1.0.0");

    assertThat(plan(deployed("a", "2.0.0", "a.jar")).load()).isEqualTo(Map.of("a", file));
  }

  @Test
  void when_the_highest_is_removed_the_next_one_comes_back() throws Exception {
    Path file = jar("a-1.jar", "a", "1.0.0");

    assertThat(plan(deployed("a", "2.0.0", "a-2.jar")))
        .isEqualTo(new DropInPlan(Map.of("a", file), List.of(), Map.of()));
  }

  @Test
  void while_the_highest_is_changing_or_broken_a_lower_one_does_not_replace_it() throws Exception {
    jar("a-1.jar", "a", "1.0.0");
    broken("a-2.jar");
    nothing(plan(deployed("a", "2.0.0", "a-2.jar")));

    broken.clear();
    unsettled = true;
    nothing(plan(deployed("a", "2.0.0", "a-2.jar")));
  }

  @Test
  void a_higher_file_replaces_one_whose_own_file_is_broken() throws Exception {
    broken("a-2.jar");
    Path file = jar("a-3.jar", "a", "3.0.0");

    assertThat(plan(deployed("a", "2.0.0", "a-2.jar")).load()).isEqualTo(Map.of("a", file));
  }

  @Test
  void a_renamed_file_is_loaded_under_its_new_name_and_not_unloaded() throws Exception {
    Path file = jar("new.jar", "a", "1.0.0");

    assertThat(plan(deployed("a", "1.0.0", "old.jar")))
        .isEqualTo(new DropInPlan(Map.of("a", file), List.of(), Map.of()));
  }

  @Test
  void a_plugin_whose_file_is_gone_is_unloaded() throws Exception {
    jar("b.jar", "b", "1.0.0");

    assertThat(plan(deployed("a", "1.0.0", "a.jar"), deployed("b", "1.0.0", "b.jar")))
        .isEqualTo(new DropInPlan(Map.of(), List.of("a"), Map.of()));
  }

  @Test
  void while_a_file_is_changing_nothing_is_unloaded() {
    unsettled = true;

    nothing(plan(deployed("a", "1.0.0", "a.jar")));
  }

  @Test
  void a_plugin_whose_file_became_broken_is_not_unloaded() throws Exception {
    broken("a.jar");

    nothing(plan(deployed("a", "1.0.0", "a.jar")));
  }

  @Test
  void what_came_another_way_is_never_unloaded() {
    nothing(
        plan(
            uploaded("a", "1.0.0"),
            plugin("b", "1.0.0", PluginState.ACTIVE, PluginSource.CLI, "/gone/b.jar")));
  }

  @Test
  void an_upload_is_not_undone_by_an_older_or_equal_file() throws Exception {
    jar("a.jar", "a", "1.0.0", "other bytes");

    nothing(plan(uploaded("a", "2.0.0")));
    nothing(plan(uploaded("a", "1.0.0")));
  }

  @Test
  void a_higher_file_replaces_an_upload() throws Exception {
    Path file = jar("a.jar", "a", "2.0.0");

    assertThat(plan(uploaded("a", "1.0.0")).load()).isEqualTo(Map.of("a", file));
  }

  @Test
  void a_plugin_in_error_is_loaded_again_from_its_file() throws Exception {
    Path file = jar("a.jar", "a", "1.0.0");
    String entry = file.toString();

    assertThat(plan(plugin("a", "1.0.0", PluginState.ERROR, PluginSource.DEPLOY, entry)).load())
        .isEqualTo(Map.of("a", file));
  }

  @Test
  void two_copies_of_one_jar_are_one_plugin_and_do_not_take_turns() throws Exception {
    Path first = jar("a.jar", "a", "1.0.0");
    jar("b.jar", "a", "1.0.0");
    var sorted = new TreeMap<>(jars);
    var plan = DropInPlan.of(new Look(sorted, broken, false), List.of(), id -> Optional.empty());

    assertThat(plan.load()).isEqualTo(Map.of("a", first));
    nothing(
        DropInPlan.of(
            new Look(sorted, broken, false),
            List.of(deployed("a", "1.0.0", "a.jar")),
            id -> Optional.empty()));
  }

  @Test
  void what_a_plugin_has_gone_back_from_stays_away_until_the_file_changes() throws Exception {
    Path file = jar("a.jar", "a", "1.1.0");
    declined.put("a", "1.1.0");
    DropInPlan plan = plan(deployed("a", "1.0.0", "a.jar"));
    assertThat(plan.load()).isEmpty();
    assertThat(plan.declined()).isEqualTo(Map.of(file, "1.1.0"));

    jar("a.jar", "a", "1.1.0", "rebuilt");
    assertThat(plan(deployed("a", "1.0.0", "a.jar")).load()).isEqualTo(Map.of("a", file));
  }
}
