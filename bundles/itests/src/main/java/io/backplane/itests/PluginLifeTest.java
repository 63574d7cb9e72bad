package io.backplane.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backplane.api.call.Call;
import io.backplane.api.call.CallFault;
import io.backplane.api.call.CallRequest;
import io.backplane.api.call.CallSink;
import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.call.Switchboard;
import io.backplane.api.call.Unit;
import io.backplane.plugins.spi.Entry;
import io.backplane.plugins.spi.PluginSource;
import io.backplane.plugins.spi.PluginState;
import io.backplane.plugins.spi.PluginStatus;
import io.backplane.plugins.spi.Plugins;
import io.backplane.plugins.spi.Plugins.Expected;
import io.backplane.plugins.spi.UpdateOrder;
import io.backplane.testing.Await;
import io.backplane.testing.PluginJar;
import io.backplane.updates.spi.UpdateRecord;
import io.backplane.updates.spi.UpdateRecord.Outcome;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;

/** A plugin from its jar to its end. */
class PluginLifeTest {

  private static final String ID = "lived";

  @InjectBundleContext BundleContext context;
  @InjectService Plugins plugins;
  @InjectService Switchboard switchboard;
  @TempDir Path folder;

  @AfterEach
  void unload() {
    if (plugins.find(ID).isPresent()) {
      plugins.unload(ID);
    }
  }

  private PluginStatus load(String version) {
    Path jar = PluginJar.of(ID, version).write(folder.resolve(version + ".jar"));
    return plugins.load(Entry.of(jar, PluginSource.UPLOAD), Expected.ANYTHING);
  }

  private UpdateRecord update(PluginJar jar) {
    Entry entry = Entry.of(jar.write(folder.resolve("next.jar")), PluginSource.UPLOAD);
    return plugins
        .update(ID, UpdateOrder.from(entry, Duration.ZERO), "tester")
        .outcome()
        .orTimeout(20, TimeUnit.SECONDS)
        .join();
  }

  private void update(String version) {
    assertThat(update(PluginJar.of(ID, version)).outcome()).isEqualTo(Outcome.COMMITTED);
  }

  private List<Bundle> bundles() {
    return Arrays.stream(context.getBundles())
        .filter(bundle -> ("test." + ID).equals(bundle.getSymbolicName()))
        .toList();
  }

  @Test
  void a_loaded_plugin_answers_calls_from_another_bundle() {
    assertThat(load("1.0.0").state()).isEqualTo(PluginState.ACTIVE);
    Map<String, Object> params = Map.of("text", "ü", "number", 1, "list", List.of(1, "two"));
    assertThat(new Caller(switchboard).call("plugin:" + ID, "echo", params)).isEqualTo(params);
  }

  @Test
  void an_update_runs_beside_the_old_version_until_its_calls_have_ended() {
    load("1.0.0");
    var waiting = new Waiting();
    Call call = switchboard.call(CallRequest.builder(ID, "wait").build(), waiting);
    Caller caller = new Caller(switchboard);
    Await.until("the call is in the old version", () -> caller.call(ID, "inside").equals(1));

    update("1.1.0");
    assertThat(caller.call(ID, "version")).isEqualTo("1.1.0");
    assertThat(bundles()).hasSize(2);
    assertThat(waiting.end).as("the old version's call runs on").isNotDone();

    call.cancel();
    assertThat(waiting.end.join()).isEqualTo(CallFault.CANCELLED.code());
    Await.value("the old bundle is gone", this::bundles, found -> found.size() == 1);
    assertThat(bundles().getFirst().getVersion()).hasToString("1.1.0");
  }

  @Test
  void going_back_while_the_old_version_still_ends_its_calls_starts_it_anew() {
    load("1.0.0");
    var waiting = new Waiting();
    Call call = switchboard.call(CallRequest.builder(ID, "wait").build(), waiting);
    Caller caller = new Caller(switchboard);
    Await.until("the call is in the old version", () -> caller.call(ID, "inside").equals(1));
    update("1.1.0");
    plugins.rollback(ID, Optional.empty(), Duration.ZERO, "tester").outcome().join();
    assertThat(caller.call(ID, "inside")).as("of the one that is new").isEqualTo(0);

    call.cancel();
    Await.value("one bundle is left", this::bundles, found -> found.size() == 1);
    assertThat(bundles().getFirst().getState()).isEqualTo(Bundle.ACTIVE);
    assertThat(caller.call(ID, "version")).isEqualTo("1.0.0");
  }

  @Test
  void an_unloaded_plugin_leaves_nothing_behind() {
    load("1.0.0");
    new Caller(switchboard).call(ID, "echo", Map.of("text", "hello"));
    WeakReference<ClassLoader> loader = loader(bundles().getFirst());

    assertThat(plugins.unload(ID).state()).isEqualTo(PluginState.UNLOADED);

    Await.value("its bundle is gone", this::bundles, List::isEmpty);
    assertThatThrownBy(() -> new Caller(switchboard).call(ID, "version"))
        .isInstanceOf(RefusedException.class)
        .hasMessage("no unit '" + ID + "'");
    awaitCollected(loader);
  }

  @Test
  void a_replaced_version_can_be_collected() {
    load("1.0.0");
    new Caller(switchboard).call(ID, "echo", Map.of("text", "hello"));
    WeakReference<ClassLoader> loader = loader(bundles().getFirst());
    update("1.1.0");
    new Caller(switchboard).call(ID, "echo", Map.of("text", "hello"));
    awaitCollected(loader);
  }

  private static WeakReference<ClassLoader> loader(Bundle bundle) {
    return new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader());
  }

  private static void awaitCollected(WeakReference<ClassLoader> loader) {
    Await.until(
        "its class loader is collected",
        () -> {
          System.gc();
          return loader.get() == null;
        });
  }

  @Test
  void a_plugin_sees_the_api_and_nothing_else_of_the_kernel() {
    load("1.0.0");
    Bundle plugin = bundles().getFirst();
    assertThat(plugin.adapt(BundleWiring.class).getRequiredWires("osgi.wiring.package"))
        .extracting(wire -> wire.getProvider().getSymbolicName())
        .containsOnly("io.backplane.api");
    for (String hidden :
        List.of(
            "io.backplane.calls.spi.Units", "io.backplane.store.spi.Store", "org.sqlite.JDBC")) {
      assertThatThrownBy(() -> plugin.loadClass(hidden)).isInstanceOf(ClassNotFoundException.class);
    }
    assertThat(plugin.getRegisteredServices())
        .extracting(service -> service.getProperty("objectClass"))
        .containsExactly(new Object[] {new String[] {Unit.class.getName()}});
    assertThat(plugin.getServicesInUse()).isNullOrEmpty();
    String units = "io.backplane.calls.spi.Units";
    assertThat(context.getServiceReference(units)).isNotNull();
    assertThat(plugin.getBundleContext().getServiceReference(units)).as("is hidden").isNull();
  }

  @Test
  void a_version_that_does_not_start_changes_nothing() {
    load("1.0.0");
    var without = PluginJar.of(ID, "1.1.0").component("no.such.Unit");
    var foreign = PluginJar.of(ID, "1.1.0").header("Import-Package", "io.backplane.store.spi");
    assertThat(update(without).outcome()).isEqualTo(Outcome.ABANDONED);
    assertThatThrownBy(() -> update(foreign)).isInstanceOf(RefusedException.class);
    assertThat(new Caller(switchboard).call(ID, "version")).isEqualTo("1.0.0");
    Await.value("only the old bundle is there", this::bundles, found -> found.size() == 1);
  }

  /** Waits for a call's error. */
  private static final class Waiting implements CallSink {
    private final CompletableFuture<Integer> end =
        new CompletableFuture<Integer>().orTimeout(20, TimeUnit.SECONDS);

    @Override
    public void event(String name, Object value) {}

    @Override
    public void done(Object value) {
      end.complete(0);
    }

    @Override
    public void error(int code, Object value) {
      end.complete(code);
    }

    @Override
    public void refused(Refusal refusal) {
      end.completeExceptionally(new RefusedException(refusal));
    }
  }
}
