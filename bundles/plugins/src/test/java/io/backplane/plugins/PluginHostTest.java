package io.backplane.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backplane.api.call.Call;
import io.backplane.api.call.CallRequest;
import io.backplane.api.call.CallSink;
import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.call.Unit;
import io.backplane.api.meta.Meta;
import io.backplane.api.settings.Settings;
import io.backplane.calls.spi.UnitOptions;
import io.backplane.plugins.spi.Entry;
import io.backplane.plugins.spi.PluginSource;
import io.backplane.plugins.spi.PluginState;
import io.backplane.plugins.spi.PluginStatus;
import io.backplane.plugins.spi.Plugins.Expected;
import io.backplane.testing.Await;
import io.backplane.testing.GivenSettings;
import io.backplane.updates.JournaledUpdates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginHostTest {

  private static final Refusal RETIRED = new Refusal.Conflict("it is retired for good");
  private static final Duration SHORT = Duration.ofMillis(200);

  @TempDir private Path data;
  private Container container;
  private SqlPlugins repository;
  private JournaledUpdates updates;
  private PluginHost host;

  private final HungVersions hung = new HungVersions(Clock.systemUTC());
  private final GivenSettings settings = new GivenSettings();
  private final Set<String> retired = ConcurrentHashMap.newKeySet();

  @BeforeEach
  void open() {
    container = new Container(data);
    repository = new SqlPlugins(container.store);
    updates = new JournaledUpdates(container.store, container.board);
    host = host(settings);
  }

  @AfterEach
  void close() {
    updates.close();
    container.close();
  }

  private PluginHost host(Settings settings) {
    PluginFiles files = new PluginFiles(data);
    var all =
        new Surroundings(
            container.framework.getBundleContext(),
            container.board,
            updates,
            repository,
            files,
            (plugin, version, update, loader) -> {},
            hung,
            Clock.systemUTC(),
            settings);
    return new PluginHost(
        all,
        new Admission(
            files,
            repository,
            new TrustedRoots(List.of(data)),
            new SignatureCheck(data.resolve("trust")),
            id -> Optional.of(RETIRED).filter(_ -> retired.contains(id))));
  }

  private PluginStatus load(Jars jar, Expected expected) throws Exception {
    Path file = container.file("x.jar", jar);
    return host.load(Entry.of(file, PluginSource.CLI), expected);
  }

  private PluginStatus load(Jars jar) throws Exception {
    return load(jar, Expected.ANYTHING);
  }

  private static Jars greeter(String version) {
    return Container.jar("greeter", version, "greet");
  }

  private void refused(Jars jar, Class<? extends Refusal> kind, String reason) {
    assertThatThrownBy(() -> load(jar))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> {
              assertThat(e.refusal()).isInstanceOf(kind);
              assertThat(e.getMessage()).contains(reason);
            });
  }

  @Test
  void a_loaded_plugin_can_be_called_and_is_recorded() throws Exception {
    PluginStatus status = load(greeter("1.0.0"));

    assertThat(status.state()).isEqualTo(PluginState.ACTIVE);
    assertThat(container.answer("greeter", "version")).isEqualTo("done 1.0.0");
    assertThat(repository.all()).extracting(PluginRow::version).containsExactly("1.0.0");
    assertThat(host.find("greeter")).contains(status);
  }

  @Test
  void a_plugin_that_never_started_leaves_nothing_not_even_its_name() throws Exception {
    refused(Container.jar("greeter", "1.0.0", "throw"), Refusal.Invalid.class, "out of order");

    assertThat(host.all()).isEmpty();
    assertThat(container.bundles()).isEmpty();
    assertThat(container.board.all()).isEmpty();
    load(greeter("1.0.0"));
  }

  @Test
  void a_bundle_without_a_unit_is_told_so() {
    host = host(new GivenSettings().with(PluginSettings.START_LIMIT, SHORT));

    refused(Container.jar("greeter", "1.0.0", "no unit"), Refusal.Invalid.class, "offers no unit");
    assertThat(container.bundles()).isEmpty();
  }

  @Test
  void a_start_that_hangs_is_given_up_never_reused_and_put_away_if_it_returns() throws Exception {
    host = host(new GivenSettings().with(PluginSettings.START_LIMIT, SHORT));
    Jars hanging = Container.jar("hanger", "1.0.0", "hang");
    refused(hanging, Refusal.Invalid.class, "did not start within");
    assertThat(host.all()).isEmpty();
    refused(hanging, Refusal.Invalid.class, "did not start within");
    assertThat(container.bundles()).hasSize(2).doesNotHaveDuplicates();
    assertThat(hung.all())
        .hasSize(2)
        .allSatisfy(
            version -> {
              assertThat(version.plugin()).isEqualTo("hanger");
              assertThat(version.what()).isEqualTo("does not start");
            });

    System.setProperty("let.go.test.hanger", "true");
    Await.until("both are put away", () -> container.bundles().isEmpty());
    assertThat(hung.all()).isEmpty();
    assertThat(load(hanging).state()).isEqualTo(PluginState.ACTIVE);
  }

  @Test
  void a_name_that_belongs_to_another_unit_is_a_conflict_and_changes_nothing() {
    container.board.register("driver", "greeter", stranger(), UnitOptions.SERIAL);

    refused(greeter("1.0.0"), Refusal.Conflict.class, "belongs to a driver");
    assertThat(host.all()).isEmpty();
    assertThat(container.bundles()).isEmpty();
    assertThat(repository.all()).isEmpty();
  }

  private static Unit stranger() {
    return new Unit() {
      @Override
      public Meta meta() {
        return Meta.of("stranger", "1.0.0", "");
      }

      @Override
      public Call call(CallRequest request, CallSink sink) {
        return Call.ENDED;
      }
    };
  }

  @Test
  void what_cannot_be_recorded_is_not_plugged_in_and_can_be_later() throws Exception {
    container.store.freeBytes(0);
    refused(greeter("1.0.0"), Refusal.OverCap.class, "");
    assertThat(host.all()).isEmpty();
    assertThat(container.bundles()).isEmpty();
    assertThat(container.board.all()).isEmpty();

    container.store.freeBytes(Long.MAX_VALUE);
    load(greeter("1.0.0"));
    assertThat(container.answer("greeter", "version")).isEqualTo("done 1.0.0");
  }

  @Test
  void what_is_recorded_is_restored_after_a_restart() throws Exception {
    load(greeter("1.0.0"));
    host.close();
    container.close();
    open();
    repository.loaded(rowOf(greeter("1.0.0")));
    host.restore(repository.all().getFirst());

    assertThat(host.find("greeter").orElseThrow().state()).isEqualTo(PluginState.ACTIVE);
    assertThat(container.answer("greeter", "version")).isEqualTo("done 1.0.0");
  }

  private PluginRow rowOf(Jars jar) throws Exception {
    PluginJar plugin = JarInspector.inspect(container.file("row.jar", jar));
    return new PluginRow(
        plugin.id(),
        plugin.version().toString(),
        plugin.symbolicName(),
        plugin.digest(),
        PluginSource.CLI,
        "x.jar",
        Clock.systemUTC().instant(),
        true,
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void a_damaged_copy_is_kept_in_error_and_healed_by_loading_again() throws Exception {
    PluginRow row = rowOf(greeter("1.0.0"));
    host.restore(row);

    PluginStatus status = host.find("greeter").orElseThrow();
    assertThat(status.state()).isEqualTo(PluginState.ERROR);
    assertThat(status.reason()).contains("missing or damaged");
    assertThat(container.answer("greeter", "version")).isEqualTo("refused Conflict");

    Entry entry = Entry.of(container.file("x.jar", greeter("1.0.0")), PluginSource.DEPLOY);
    container.store.freeBytes(0);
    assertThatThrownBy(() -> host.replace("greeter", entry)).isInstanceOf(RefusedException.class);
    assertThat(host.find("greeter").orElseThrow().state()).isEqualTo(PluginState.ERROR);
    container.store.freeBytes(Long.MAX_VALUE);
    host.replace("greeter", entry);
    assertThat(host.find("greeter").orElseThrow().state()).isEqualTo(PluginState.ACTIVE);
    assertThat(container.answer("greeter", "version")).isEqualTo("done 1.0.0");
  }

  @Test
  void a_restored_plugin_whose_name_is_taken_leaves_no_bundle_running() throws Exception {
    container.board.register("driver", "greeter", stranger(), UnitOptions.SERIAL);
    new PluginFiles(data)
        .keep(
            container.file("k.jar", greeter("1.0.0")),
            JarInspector.inspect(container.file("k.jar", greeter("1.0.0"))));
    host.restore(rowOf(greeter("1.0.0")));

    assertThat(host.find("greeter").orElseThrow().state()).isEqualTo(PluginState.ERROR);
    assertThat(container.bundles()).isEmpty();
  }

  @Test
  void an_unloaded_plugin_is_gone_and_forgotten() throws Exception {
    load(greeter("1.0.0"));
    PluginStatus status = host.unload("greeter");

    assertThat(status.state()).isEqualTo(PluginState.UNLOADED);
    assertThat(host.all()).isEmpty();
    assertThat(repository.all()).isEmpty();
    assertThat(container.answer("greeter", "version")).isEqualTo("refused NotFound");
    Await.until("its bundle is gone", () -> container.bundles().isEmpty());
    assertThatThrownBy(() -> host.unload("greeter")).isInstanceOf(RefusedException.class);
  }

  @Test
  void a_jar_other_than_expected_is_refused() throws Exception {
    var version = new Expected(Optional.empty(), Optional.of("2.0.0"));
    var id = new Expected(Optional.of("other"), Optional.empty());
    var once = new Expected(Optional.of("greeter"), Optional.of("1.0.0"));

    assertThatThrownBy(() -> load(greeter("1.0.0"), version)).hasMessageContaining("2.0.0");
    assertThatThrownBy(() -> load(greeter("1.0.0"), id)).hasMessageContaining("other");
    load(greeter("1.0.0"), once);
    assertThatThrownBy(() -> load(greeter("1.0.0"), once)).hasMessageContaining("already loaded");
  }

  @Test
  void the_twenty_first_plugin_is_refused() throws Exception {
    for (int i = 0; i < 20; i++) {
      load(Container.jar("p" + i, "1.0.0", "greet"));
    }

    refused(greeter("1.0.0"), Refusal.OverCap.class, "maxPlugins is limited to 20");
    host.unload("p1");
    load(greeter("1.0.0"));
    assertThat(Files.exists(data.resolve("packages/plugins/greeter/1.0.0"))).isTrue();
  }

  @Test
  void a_cap_that_was_set_holds_at_once_and_takes_nothing_away() throws Exception {
    load(Container.jar("p0", "1.0.0", "greet"));
    load(Container.jar("p1", "1.0.0", "greet"));

    settings.with(PluginSettings.MAX, 1L);
    refused(greeter("1.0.0"), Refusal.OverCap.class, "runtime configure maxPlugins");
    assertThat(host.all()).hasSize(2);
    host.disable("p1");
    assertThat(host.enable("p1").state()).isEqualTo(PluginState.ACTIVE);

    settings.with(PluginSettings.MAX, 3L);
    load(greeter("1.0.0"));
  }

  @Test
  void a_disabled_plugin_keeps_its_name_and_refuses_calls_until_it_is_enabled() throws Exception {
    load(greeter("1.0.0"));
    assertThat(host.disable("greeter").state()).isEqualTo(PluginState.DISABLED);
    assertThat(container.answer("greeter", "version")).isEqualTo("refused Conflict");
    Await.until("its bundle is gone", () -> container.bundles().isEmpty());
    assertThat(host.disable("greeter").state()).isEqualTo(PluginState.DISABLED);
    host.close();

    PluginHost later = host(settings);
    later.restore(repository.all().getFirst());
    assertThat(later.find("greeter").orElseThrow().state()).isEqualTo(PluginState.DISABLED);
    assertThat(later.enable("greeter").state()).isEqualTo(PluginState.ACTIVE);
    assertThat(container.answer("greeter", "version")).isEqualTo("done 1.0.0");
    assertThat(repository.all().getFirst().enabled()).isTrue();
  }

  @Test
  void what_is_retired_is_neither_loaded_nor_enabled_nor_restored() throws Exception {
    load(greeter("1.0.0"));
    host.disable("greeter");
    retired.add("greeter");
    assertThatThrownBy(() -> host.enable("greeter")).hasMessage(RETIRED.message());
    host.unload("greeter");
    refused(greeter("1.0.0"), Refusal.Conflict.class, RETIRED.message());
    assertThat(host.find("greeter")).isEmpty();

    retired.clear();
    load(greeter("1.0.0"));
    retired.add("greeter");
    host.close();
    host = host(settings);
    host.removeLeftovers();
    host.restore(repository.all().getFirst());
    PluginStatus status = host.find("greeter").orElseThrow();
    assertThat(status.state()).isEqualTo(PluginState.ERROR);
    assertThat(status.reason()).isEqualTo(RETIRED.message());
  }

  @Test
  void an_entry_outside_the_trusted_roots_or_behind_a_link_is_denied(@TempDir Path elsewhere)
      throws Exception {
    Path outside = greeter("1.0.0").write(elsewhere.resolve("x.jar"));
    Path link = Files.createSymbolicLink(data.resolve("link.jar"), outside);
    for (Path file : List.of(outside, link)) {
      assertThatThrownBy(() -> host.load(Entry.of(file, PluginSource.CLI), Expected.ANYTHING))
          .isInstanceOfSatisfying(
              RefusedException.class,
              e -> assertThat(e.refusal()).isInstanceOf(Refusal.Denied.class))
          .hasMessageContaining("plugins.trusted-roots");
    }
    assertThat(host.load(Entry.named("x.jar", elsewhere), Expected.ANYTHING).state())
        .isEqualTo(PluginState.ACTIVE);
  }
}
