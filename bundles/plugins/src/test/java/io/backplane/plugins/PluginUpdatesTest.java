package io.backplane.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.plugins.spi.Entry;
import io.backplane.plugins.spi.KeptVersion;
import io.backplane.plugins.spi.PluginSource;
import io.backplane.plugins.spi.PluginStatus;
import io.backplane.plugins.spi.Plugins.Expected;
import io.backplane.plugins.spi.UpdateOrder;
import io.backplane.testing.Await;
import io.backplane.testing.GivenSettings;
import io.backplane.updates.JournaledUpdates;
import io.backplane.updates.spi.Update;
import io.backplane.updates.spi.UpdateRecord;
import io.backplane.updates.spi.UpdateRecord.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginUpdatesTest {

  private static final Duration LONG = Duration.ofMinutes(1);

  @TempDir private Path data;
  private Container container;
  private JournaledUpdates updates;
  private HostedPlugins plugins;

  @BeforeEach
  void open() throws IOException {
    container = new Container(data);
    start();
  }

  private void start() throws IOException {
    updates = new JournaledUpdates(container.store, container.board);
    plugins =
        new HostedPlugins(
            container.framework.getBundleContext(),
            container.board,
            updates,
            new SqlPlugins(container.store),
            new GivenSettings(),
            _ -> Optional.empty());
  }

  @AfterEach
  void close() {
    stop();
    container.close();
  }

  private void stop() {
    plugins.close();
    updates.close();
  }

  private static Jars greeter(String version) {
    return Container.jar("greeter", version, "greet");
  }

  private Entry entry(Jars jar) {
    return Entry.of(container.file("x.jar", jar), PluginSource.CLI);
  }

  private PluginStatus load(String version) {
    return plugins.load(entry(greeter(version)), Expected.ANYTHING);
  }

  private Update begin(Jars jar, Duration window) {
    return plugins.update("greeter", UpdateOrder.from(entry(jar), window), "ann");
  }

  private UpdateRecord update(Jars jar) {
    return end(begin(jar, Duration.ZERO));
  }

  private static UpdateRecord end(Update update) {
    return update.outcome().orTimeout(20, TimeUnit.SECONDS).join();
  }

  private UpdateRecord rollback(Optional<String> to) {
    return end(plugins.rollback("greeter", to, Duration.ZERO, "ann"));
  }

  private static void awaitWindow(Update update) {
    Await.until("its window is open", () -> update.windowEndsAt().isPresent());
  }

  private String version() {
    return container.answer("greeter", "version");
  }

  @Test
  void a_new_version_takes_the_calls_and_the_old_one_drains_behind() {
    load("1.0.0");
    CompletableFuture<String> running = container.call("greeter", "stay");
    Await.until(
        "the call is inside",
        () -> container.board.find("greeter").orElseThrow().calls().inFlight() == 1);

    assertThat(update(greeter("1.0.1")).outcome()).isEqualTo(Outcome.COMMITTED);
    assertThat(version()).isEqualTo("done 1.0.1");
    assertThat(running).isNotDone();
    assertThat(container.bundles()).hasSize(2);
    assertThat(plugins.find("greeter").orElseThrow().previous()).contains("1.0.0");
  }

  @Test
  void without_calls_the_old_version_goes_at_once() {
    load("1.0.0");
    update(greeter("1.0.1"));
    Await.until("the old bundle is gone", () -> container.bundles().size() == 1);
  }

  @Test
  void a_version_that_does_not_start_changes_nothing() {
    load("1.0.0");
    var bundles = container.bundles();
    UpdateRecord throwing = update(Container.jar("greeter", "1.0.1", "throw"));
    assertThat(throwing.outcome()).isEqualTo(Outcome.ABANDONED);
    assertThat(throwing.reason()).contains("out of order");
    UpdateRecord unresolved = update(greeter("1.0.2").header("Import-Package", "org.osgi.nowhere"));
    assertThat(unresolved.reason()).contains("does not start");
    assertThat(container.bundles()).isEqualTo(bundles);
    assertThat(version()).isEqualTo("done 1.0.0");
    assertThat(plugins.find("greeter").orElseThrow().version()).isEqualTo("1.0.0");
  }

  @Test
  void a_rollback_undoes_the_last_update_once() {
    load("1.0.0");
    update(greeter("1.0.1"));
    update(greeter("1.0.2"));

    assertThat(rollback(Optional.empty()).to()).isEqualTo("1.0.1");
    assertThat(version()).isEqualTo("done 1.0.1");
    assertThatThrownBy(() -> rollback(Optional.empty()))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("no previous version");
    assertThat(version()).isEqualTo("done 1.0.1");
    assertThat(plugins.updates("greeter")).hasSize(3);
  }

  @Test
  void any_of_the_last_versions_can_be_gone_back_to_and_older_ones_are_forgotten() {
    load("1.0.0");
    for (int patch = 1; patch <= 4; patch++) {
      update(greeter("1.0." + patch));
    }
    Await.until("older ones are gone", () -> plugins.versions("greeter").size() == 4);
    assertThat(plugins.versions("greeter"))
        .extracting(KeptVersion::version)
        .containsExactly("1.0.4", "1.0.3", "1.0.2", "1.0.1");
    assertThat(data.resolve("packages/plugins/greeter/1.0.0")).doesNotExist();

    assertThat(rollback(Optional.of("1.0.1")).outcome()).isEqualTo(Outcome.COMMITTED);
    assertThat(version()).isEqualTo("done 1.0.1");
    assertThatThrownBy(() -> rollback(Optional.of("1.0.0"))).hasMessageContaining("is not kept");
  }

  @Test
  void a_rollback_in_the_window_is_immediate() {
    load("1.0.0");
    Update update = begin(greeter("1.0.1"), LONG);
    awaitWindow(update);
    assertThat(version()).isEqualTo("done 1.0.1");
    assertThat(plugins.rollback("greeter", Optional.empty(), LONG, "bob")).isSameAs(update);
    assertThat(end(update).reason()).isEqualTo("rolled back by bob");
    assertThat(version()).isEqualTo("done 1.0.0");
  }

  @Test
  void a_kernel_that_dies_in_the_window_comes_back_with_the_old_version() throws Exception {
    load("1.0.0");
    awaitWindow(begin(greeter("1.0.1"), LONG));
    stop();
    start();
    Await.until(
        "it is back",
        () -> plugins.find("greeter").filter(p -> p.startedAt().isPresent()).isPresent());
    assertThat(version()).isEqualTo("done 1.0.0");
    assertThat(plugins.updates("greeter").getFirst().outcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(container.bundles()).hasSize(1);
  }

  @Test
  void a_version_is_found_where_the_plugin_came_from() throws Exception {
    Path file = container.file("own.jar", greeter("1.0.0"));
    plugins.load(Entry.of(file, PluginSource.CLI), Expected.ANYTHING);
    assertThatThrownBy(() -> plugins.update("greeter", UpdateOrder.to("1.0.1", LONG), "ann"))
        .hasMessageContaining("is not kept")
        .hasMessageContaining("own.jar is not it");
    Files.move(
        container.file("new.jar", greeter("1.0.1")), file, StandardCopyOption.REPLACE_EXISTING);
    Update update = plugins.update("greeter", UpdateOrder.to("1.0.1", Duration.ZERO), "ann");
    assertThat(end(update).outcome()).isEqualTo(Outcome.COMMITTED);
  }

  @Test
  void a_version_is_found_where_it_was_placed_by_hand() throws Exception {
    load("1.0.0");
    Path folder = Files.createDirectories(data.resolve("packages/plugins/greeter/1.0.1"));
    Files.move(container.file("p.jar", greeter("1.0.1")), folder.resolve("mine.jar"));
    Update update = plugins.update("greeter", UpdateOrder.to("1.0.1", Duration.ZERO), "ann");
    assertThat(end(update).outcome()).isEqualTo(Outcome.COMMITTED);
  }

  @Test
  void a_lower_version_and_the_same_with_another_content_are_refused_unless_forced() {
    load("1.1.0");
    assertThatThrownBy(() -> update(greeter("1.0.0")))
        .hasMessageContaining("1.0.0 is older than 1.1.0")
        .hasMessageContaining("--force");
    assertThatThrownBy(() -> update(greeter("1.1.0").entry("other", "content")))
        .hasMessageContaining("is loaded with another content");
    assertThatThrownBy(() -> update(greeter("1.1.0")))
        .hasMessageContaining("is at version 1.1.0 already");
    assertThat(plugins.updates("greeter")).isEmpty();

    UpdateOrder forced = UpdateOrder.from(entry(greeter("1.0.0")), Duration.ZERO).force(true);
    assertThat(end(plugins.update("greeter", forced, "ann")).outcome())
        .isEqualTo(Outcome.COMMITTED);
  }

  @Test
  void another_bundle_of_the_same_id_is_a_conflict() {
    load("1.0.0");
    assertThatThrownBy(() -> update(greeter("1.1.0").header("Bundle-SymbolicName", "other")))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> assertThat(e.refusal()).isInstanceOf(Refusal.Conflict.class))
        .hasMessageContaining("is the bundle test.greeter, not other");
  }

  @Test
  void what_cannot_be_recorded_is_not_begun() {
    load("1.0.0");
    Entry next = entry(greeter("1.0.1"));
    container.store.freeBytes(0);
    assertThatThrownBy(
            () -> plugins.update("greeter", UpdateOrder.from(next, Duration.ZERO), "ann"))
        .isInstanceOf(RefusedException.class);
    assertThat(version()).isEqualTo("done 1.0.0");
  }

  @Test
  void an_unloaded_plugin_comes_back_from_what_is_kept() {
    load("1.0.0");
    plugins.unload("greeter");
    assertThat(plugins.load("greeter", "1.0.0").version()).isEqualTo("1.0.0");
    assertThat(version()).isEqualTo("done 1.0.0");
  }

  @Test
  void the_version_of_the_pre_release_is_lower_than_the_release() {
    load("1.1.0");
    assertThatThrownBy(() -> update(greeter("1.1.0.rc1")))
        .hasMessageContaining("1.1.0-rc1 is older than 1.1.0");
  }

  @Test
  void builds_that_fail_do_not_push_out_the_version_to_go_back_to() {
    load("1.0.0");
    update(greeter("1.0.1"));
    for (int build = 0; build < 5; build++) {
      update(Container.jar("greeter", "1.0.2", "throw").entry("build", "" + build));
    }
    update(greeter("1.0.2"));
    assertThat(rollback(Optional.empty()).to()).isEqualTo("1.0.1");
    assertThat(rollback(Optional.of("1.0.0")).outcome()).isEqualTo(Outcome.COMMITTED);
  }

  @Test
  void going_to_the_old_version_in_the_window_turns_the_update_back() {
    load("1.0.0");
    Update update = begin(greeter("1.0.1"), LONG);
    awaitWindow(update);
    assertThat(plugins.rollback("greeter", Optional.of("1.0.0"), LONG, "bob")).isSameAs(update);
    assertThat(end(update).outcome()).isEqualTo(Outcome.ROLLED_BACK);
  }

  @Test
  void versions_and_ids_that_are_none_are_refused_before_they_become_paths() {
    load("1.0.0");
    for (String version : List.of("/tmp/x", "../../x", "1.0.0/..", "a\u0000b", "")) {
      assertThatThrownBy(() -> UpdateOrder.to(version, LONG)).isInstanceOf(RefusedException.class);
      assertThatThrownBy(() -> plugins.load("greeter", version))
          .isInstanceOf(RefusedException.class);
    }
    assertThatThrownBy(() -> plugins.load("../greeter", "1.0.0"))
        .isInstanceOf(RefusedException.class);
  }
}
