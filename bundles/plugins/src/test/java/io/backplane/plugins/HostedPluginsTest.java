package io.backplane.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.plugins.spi.Entry;
import io.backplane.plugins.spi.PluginSource;
import io.backplane.plugins.spi.PluginState;
import io.backplane.plugins.spi.PluginStatus;
import io.backplane.plugins.spi.UpdateOrder;
import io.backplane.testing.Await;
import io.backplane.testing.GivenSettings;
import io.backplane.updates.JournaledUpdates;
import io.backplane.updates.spi.Update;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostedPluginsTest {

  @TempDir private Path data;
  private Container container;
  private JournaledUpdates updates;
  private final GivenSettings settings = new GivenSettings();
  private HostedPlugins plugins;
  private Path deploy;

  @BeforeEach
  void open() throws IOException {
    container = new Container(data);
    deploy = data.resolve("deploy");
    updates = new JournaledUpdates(container.store, container.board);
    plugins =
        new HostedPlugins(
            container.framework.getBundleContext(),
            container.board,
            updates,
            new SqlPlugins(container.store),
            settings,
            _ -> Optional.empty());
  }

  @AfterEach
  void close() {
    plugins.close();
    updates.close();
    container.close();
  }

  private Path drop(String name, Jars jar) throws IOException {
    Path made = container.file(name, jar);
    return Files.move(made, deploy.resolve(name), StandardCopyOption.REPLACE_EXISTING);
  }

  private static Jars greeter(String version) {
    return Container.jar("greeter", version, "greet");
  }

  private void awaitVersion(String version) {
    Await.until(
        "greeter " + version + " is active",
        () ->
            plugins
                .find("greeter")
                .filter(p -> p.state() == PluginState.ACTIVE && p.version().equals(version))
                .isPresent());
  }

  private void awaitRejected(String file, String reason) {
    Await.until(
        file + " is rejected",
        () ->
            plugins.rejected().stream()
                .anyMatch(r -> r.file().equals(file) && r.reason().contains(reason)));
  }

  private long told(String type) {
    return container.store.events().since(0, 1_000).stream()
        .filter(event -> event.type().equals(type))
        .count();
  }

  @Test
  void a_dropped_jar_is_loaded_updated_and_unloaded_with_its_file() throws Exception {
    Path file = drop("g.jar", greeter("1.0.0"));
    awaitVersion("1.0.0");
    assertThat(container.answer("greeter", "version")).isEqualTo("done 1.0.0");
    drop("g.jar", greeter("1.1.0"));
    awaitVersion("1.1.0");
    Files.delete(file);

    Await.until("it is unplugged", () -> container.board.all().isEmpty());
    assertThat(container.answer("greeter", "version")).isEqualTo("refused NotFound");
  }

  @Test
  void a_bad_jar_is_rejected_and_told_once_and_the_good_version_stays() throws Exception {
    drop("g.jar", greeter("1.0.0"));
    awaitVersion("1.0.0");
    drop("bad.jar", Container.jar("greeter", "2.0.0", "throw"));
    awaitRejected("bad.jar", "out of order");
    drop("worse.jar", Jars.plugin("x", "1").withoutManifest().entry("a", "b"));
    awaitRejected("worse.jar", "has no META-INF/MANIFEST.MF");

    awaitVersion("1.0.0");
    assertThat(plugins.rejected()).hasSize(2);
    drop("other.jar", Container.jar("other", "1.0.0", "greet"));
    Await.until("a later look has acted", () -> plugins.find("other").isPresent());
    assertThat(told("plugin.rejected")).isEqualTo(2);
  }

  @Test
  void a_file_that_takes_the_kernel_with_it_is_not_tried_at_each_start() throws Exception {
    drop("g.jar", greeter("1.0.0"));
    awaitVersion("1.0.0");
    settings.with(PluginSettings.HEALTH_WINDOW, Duration.ofMinutes(1));
    drop("g.jar", greeter("1.1.0"));
    awaitVersion("1.1.0");

    PluginRow inWindow = new SqlPlugins(container.store).all().getFirst();
    assertThat(inWindow.version()).isEqualTo("1.0.0");
    assertThat(inWindow.declined()).hasValue(plugins.find("greeter").orElseThrow().digest());

    plugins.rollback("greeter", Optional.empty(), Duration.ZERO, "ann").outcome().join();
    awaitRejected("g.jar", "1.1.0 was rolled");
    settings.with(PluginSettings.HEALTH_WINDOW, Duration.ZERO);
    drop("g.jar", greeter("1.2.0"));
    Await.until(
        "1.2.0 is committed",
        () -> new SqlPlugins(container.store).all().getFirst().version().equals("1.2.0"));
    assertThat(new SqlPlugins(container.store).all().getFirst().declined()).isEmpty();
  }

  @Test
  void an_upload_is_not_undone_by_the_older_file_in_the_directory() throws Exception {
    drop("g.jar", greeter("1.0.0"));
    awaitVersion("1.0.0");
    Path upload = container.file("upload.jar", greeter("1.1.0"));
    Entry entry = new Entry(upload, "upload.jar", PluginSource.UPLOAD, Optional.empty());
    plugins.update("greeter", UpdateOrder.from(entry, Duration.ZERO), "ann").outcome().join();
    drop("other.jar", Container.jar("other", "1.0.0", "greet"));
    Await.until("a later look has acted", () -> plugins.find("other").isPresent());

    assertThat(plugins.find("greeter").orElseThrow().version()).isEqualTo("1.1.0");
    assertThat(container.answer("greeter", "version")).isEqualTo("done 1.1.0");
  }

  @Test
  void unloading_puts_the_file_away_and_moving_it_back_loads_it_again() throws Exception {
    Path file = drop("g.jar", greeter("1.0.0"));
    awaitVersion("1.0.0");
    PluginStatus status = plugins.unload("greeter");

    assertThat(status.state()).isEqualTo(PluginState.UNLOADED);
    Path away = deploy.resolve("unloaded").resolve("g.jar");
    assertThat(file).doesNotExist();
    assertThat(away).exists();
    Files.move(away, file);
    awaitVersion("1.0.0");
  }

  @Test
  void a_dropped_version_that_is_rolled_back_stays_away() throws Exception {
    drop("g.jar", greeter("1.0.0"));
    awaitVersion("1.0.0");
    drop("g.jar", greeter("1.1.0"));
    Await.until("its window is open", () -> inWindow("greeter"));
    Update update = plugins.rollback("greeter", Optional.empty(), Duration.ZERO, "ann");
    assertThat(update.outcome().join().reason()).isEqualTo("rolled back by ann");

    awaitRejected("g.jar", "rolled back");
    drop("other.jar", Container.jar("other", "1.0.0", "greet"));
    Await.until("a later look has acted", () -> plugins.find("other").isPresent());
    awaitVersion("1.0.0");
    assertThat(plugins.updates("greeter")).hasSize(1);
  }

  private boolean inWindow(String id) {
    return plugins.underWay(id).flatMap(Update::windowEndsAt).isPresent();
  }

  @Test
  void a_plugin_that_is_unloaded_in_its_window_goes_at_once() throws Exception {
    drop("g.jar", greeter("1.0.0"));
    awaitVersion("1.0.0");
    drop("g.jar", greeter("1.1.0"));
    Await.until("its window is open", () -> inWindow("greeter"));
    plugins.unload("greeter");
    assertThat(plugins.all()).isEmpty();
    Await.until("no bundle is left", () -> container.bundles().isEmpty());
  }

  @Test
  void a_disabled_plugin_waits_with_a_new_file_until_it_is_enabled() throws Exception {
    drop("g.jar", greeter("1.0.0"));
    awaitVersion("1.0.0");
    plugins.disable("greeter");
    drop("g.jar", greeter("1.1.0"));
    drop("other.jar", Container.jar("other", "1.0.0", "greet"));
    Await.until("a later look has acted", () -> plugins.find("other").isPresent());
    assertThat(plugins.find("greeter").orElseThrow().version()).isEqualTo("1.0.0");

    plugins.enable("greeter");
    awaitVersion("1.1.0");
  }

  @Test
  void a_version_by_command_and_back_leaves_the_dropped_file_in_charge() throws Exception {
    Path file = drop("g.jar", greeter("1.0.0"));
    awaitVersion("1.0.0");
    Entry entry = Entry.named("next.jar", container.file("next.jar", greeter("1.0.1")).getParent());
    plugins.update("greeter", UpdateOrder.from(entry, Duration.ZERO), "ann").outcome().join();
    plugins.rollback("greeter", Optional.empty(), Duration.ZERO, "ann").outcome().join();
    assertThat(plugins.find("greeter").orElseThrow().entry()).isEqualTo(file.toString());

    drop("g.jar", greeter("1.0.1"));
    awaitVersion("1.0.1");
    Files.delete(file);
    Await.until("it is unloaded", () -> plugins.all().isEmpty());
  }

  @Test
  void going_back_to_a_dropped_version_whose_file_is_gone_does_not_unload_it() throws Exception {
    Path file = drop("g.jar", greeter("1.0.0"));
    awaitVersion("1.0.0");
    Entry entry = Entry.named("next.jar", container.file("next.jar", greeter("1.0.1")).getParent());
    plugins.update("greeter", UpdateOrder.from(entry, Duration.ZERO), "ann").outcome().join();
    Files.delete(file);
    plugins.rollback("greeter", Optional.empty(), Duration.ZERO, "ann").outcome().join();
    drop("other.jar", Container.jar("other", "1.0.0", "greet"));
    Await.until("a later look has acted", () -> plugins.find("other").isPresent());
    assertThat(plugins.find("greeter").orElseThrow().source()).isEqualTo(PluginSource.UPLOAD);
    awaitVersion("1.0.0");
  }

  @Test
  void the_dropped_file_does_not_undo_a_command_in_its_window() throws Exception {
    drop("g.jar", greeter("1.0.0"));
    awaitVersion("1.0.0");
    Entry entry = Entry.named("next.jar", container.file("next.jar", greeter("1.0.1")).getParent());
    Update update =
        plugins.update("greeter", UpdateOrder.from(entry, Duration.ofSeconds(3)), "ann");
    Await.until("its window is open", () -> inWindow("greeter"));
    drop("other.jar", Container.jar("other", "1.0.0", "greet"));
    Await.until("a later look has acted", () -> plugins.find("other").isPresent());
    assertThat(update.outcome().join().reason()).isEmpty();
    drop("third.jar", Container.jar("third", "1.0.0", "greet"));
    Await.until("another look has acted", () -> plugins.find("third").isPresent());
    awaitVersion("1.0.1");
    assertThat(plugins.updates("greeter")).hasSize(1);
  }

  @Test
  void unloading_puts_every_file_of_the_plugin_away() throws Exception {
    drop("g-1.jar", greeter("1.0.0"));
    drop("g-2.jar", greeter("1.0.1"));
    awaitVersion("1.0.1");
    plugins.unload("greeter");
    drop("other.jar", Container.jar("other", "1.0.0", "greet"));
    Await.until("a later look has acted", () -> plugins.find("other").isPresent());
    assertThat(plugins.find("greeter")).isEmpty();
    assertThat(deploy.resolve("unloaded")).isDirectoryContaining("glob:**/g-1.jar");
    assertThat(deploy.resolve("unloaded")).isDirectoryContaining("glob:**/g-2.jar");
  }
}
