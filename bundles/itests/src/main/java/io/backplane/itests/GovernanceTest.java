package io.backplane.itests;

import static io.backplane.governance.spi.Lifecycles.PLUGIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backplane.api.call.CallContext;
import io.backplane.api.call.CallRequest;
import io.backplane.api.call.CallSink;
import io.backplane.api.call.Refusal;
import io.backplane.api.call.Switchboard;
import io.backplane.governance.spi.Governance;
import io.backplane.governance.spi.Task;
import io.backplane.governance.spi.TaskOrder;
import io.backplane.governance.spi.Tasks;
import io.backplane.plugins.spi.Plugins;
import io.backplane.testing.Await;
import io.backplane.testing.PluginJar;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.test.common.annotation.InjectService;

/** Life cycles as they are enforced in a running kernel. */
class GovernanceTest {

  @InjectService Plugins plugins;
  @InjectService Switchboard switchboard;
  @InjectService Governance governance;
  @InjectService Tasks tasks;
  @TempDir Path folder;

  private Optional<Plugged> plugged = Optional.empty();

  @AfterEach
  void unload() {
    plugged.ifPresent(Plugged::unload);
  }

  private Plugged load(String id) {
    var plugin = new Plugged(plugins, id, folder);
    plugged = Optional.of(plugin);
    plugin.load(PluginJar.of(id, "1.0.0"));
    return plugin;
  }

  /** What a call ends with. */
  private String called(String unit, String owner) {
    var end = new CompletableFuture<String>();
    switchboard.call(
        CallRequest.builder(unit, "version").context(CallContext.of(owner)).build(),
        new CallSink() {
          @Override
          public void event(String name, Object value) {}

          @Override
          public void done(Object value) {
            end.complete("done " + value);
          }

          @Override
          public void error(int code, Object value) {
            end.complete("error " + code);
          }

          @Override
          public void refused(Refusal refusal) {
            end.complete(refusal.message());
          }
        });
    return end.orTimeout(Await.LIMIT.toSeconds(), TimeUnit.SECONDS).join();
  }

  @Test
  void a_draft_is_called_by_its_owner_alone_until_it_is_active() {
    load("drafted");
    assertThat(called("drafted", "bob")).isEqualTo("done 1.0.0");
    governance.register(PLUGIN, "drafted", "ann", "test");
    assertThat(called("plugin:drafted", "bob")).contains("a draft of ann");
    assertThat(called("plugin:drafted", "ann")).isEqualTo("done 1.0.0");
    governance.move(PLUGIN, "drafted", "active", "", "test");
    assertThat(called("drafted", "bob")).isEqualTo("done 1.0.0");
  }

  @Test
  void what_is_retired_is_not_called_enabled_or_loaded() {
    Plugged plugin = load("pensioned");
    governance.register(PLUGIN, "pensioned", "ann", "test");
    governance.move(PLUGIN, "pensioned", "retired", "too old", "test");
    String reason = "'pensioned' is retired for good: too old";
    assertThat(called("pensioned", "ann")).isEqualTo(reason);

    plugins.disable("pensioned");
    assertThatThrownBy(() -> plugins.enable("pensioned")).hasMessage(reason);
    plugin.unload();
    assertThatThrownBy(() -> plugin.load(PluginJar.of("pensioned", "2.0.0"))).hasMessage(reason);
    assertThat(plugins.find("pensioned")).isEmpty();
  }

  @Test
  void a_task_calls_a_unit_for_its_owner() throws Exception {
    load("worked");
    governance.register(PLUGIN, "worked", "ann", "test");
    assertThat(end(order("ann")).answer().orElseThrow().value()).isEqualTo(Map.of("n", 1L));
    Task bobs = end(order("bob"));
    assertThat(bobs.state()).isEqualTo("failed");
    assertThat(bobs.reason()).startsWith("refused: 'worked' is a draft of ann");
  }

  private static TaskOrder order(String owner) {
    return new TaskOrder("worked", "echo", Map.of("n", 1), owner, "test", false);
  }

  private Task end(TaskOrder order) throws InterruptedException {
    return tasks.await(tasks.submit(order).id(), Await.LIMIT);
  }
}
