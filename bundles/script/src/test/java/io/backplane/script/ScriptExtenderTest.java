package io.backplane.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backplane.api.call.CallRequest;
import io.backplane.api.call.RefusedException;
import io.backplane.api.call.Unit;
import io.backplane.api.health.HealthCheck;
import io.backplane.api.health.HealthLevel;
import io.backplane.api.plugin.HandedState;
import io.backplane.api.plugin.StateHandover;
import io.backplane.testing.Await;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

class ScriptExtenderTest {

  private static final String COUNTER =
      """
      let count = 0;
      export const commands = { count: () => ++count };
      export const exportState = () => ({ count });
      export function importState(state) {
        if (typeof state.count !== 'number') throw new TypeError('no count in it');
        count = state.count;
      }
      """;

  @TempDir private Path folder;
  private Framework framework;
  private ScriptExtender extender;

  @BeforeEach
  void open() {
    framework = new Framework(folder);
    extender = new ScriptExtender(framework.context(), Duration.ofSeconds(20));
  }

  @AfterEach
  void close() {
    extender.close();
    framework.close();
  }

  private Unit unit(Bundle bundle) {
    return Await.value(
            "it has a unit", () -> framework.service(bundle, Unit.class), Optional::isPresent)
        .orElseThrow();
  }

  private static Heard call(Unit unit, String command, Map<String, Object> params) {
    var heard = new Heard();
    unit.call(CallRequest.builder("x", command).params(params).build(), heard);
    return heard;
  }

  @Test
  void a_started_bundle_offers_its_script_in_its_own_name_until_it_stops() throws Exception {
    Bundle bundle =
        framework.start(
            "greeter",
            "1.2.0-rc.1",
            "export const commands = { hello: (p) => `Hello, ${p.name}!` };");
    Unit unit = unit(bundle);

    assertThat(unit.meta().info().id()).isEqualTo("greeter");
    assertThat(unit.meta().info().version()).isEqualTo("1.2.0-rc.1");
    assertThat(call(unit, "hello", Map.of("name", "Ada")).end()).isEqualTo("done Hello, Ada!");
    assertThat(call(unit, "bye", Map.of()).end()).isEqualTo("refused no command 'bye'");
    assertThat(unit).isNotInstanceOf(StateHandover.class);

    bundle.stop();
    assertThat(bundle.getRegisteredServices()).isNullOrEmpty();
    assertThatThrownBy(() -> call(unit, "hello", Map.of())).hasMessage("the plugin was stopped");
    bundle.start();
    assertThat(call(unit(bundle), "hello", Map.of("name", "Bo")).end())
        .isEqualTo("done Hello, Bo!");
  }

  @Test
  void what_was_started_before_the_extender_is_found() {
    extender.close();
    Bundle bundle = framework.start("early", "1.0.0", "export const commands = { a: () => 1 };");
    assertThat(framework.service(bundle, Unit.class)).isEmpty();

    extender = new ScriptExtender(framework.context());
    assertThat(call(unit(bundle), "a", Map.of()).end()).isEqualTo("done 1");
    extender.close();
    assertThat(framework.service(bundle, Unit.class)).isEmpty();
  }

  @Test
  void only_plugins_are_looked_at() {
    Bundle other =
        framework.start(
            "file:other.jar", "other", "1.0.0", "export const commands = { a: () => 1 };");
    Bundle plugin = framework.start("mine", "1.0.0", "export const commands = { a: () => 1 };");
    unit(plugin);

    assertThat(other.getRegisteredServices()).isNullOrEmpty();
  }

  @Test
  void two_versions_live_side_by_side() {
    Bundle one = framework.start("twin", "1.0.0", "export const commands = { v: () => 1 };");
    Bundle two = framework.start("twin", "2.0.0", "export const commands = { v: () => 2 };");

    assertThat(call(unit(one), "v", Map.of()).end()).isEqualTo("done 1");
    assertThat(call(unit(two), "v", Map.of()).end()).isEqualTo("done 2");
  }

  @Test
  void whoever_waits_for_the_unit_of_a_broken_script_hears_why() {
    Bundle bundle = framework.start("broken", "1.0.0", "export const commands = {\n  oops(");
    Unit unit = unit(bundle);

    assertThatThrownBy(unit::meta)
        .isInstanceOf(RefusedException.class)
        .hasMessageStartingWith("the script does not start: /plugin.js:2:");
    assertThat(call(unit, "oops", Map.of()).end()).startsWith("refused the script does not start");
  }

  @Test
  void a_script_of_another_version_is_refused() {
    Bundle bundle =
        framework.start(
            "liar",
            "1.0.0",
            "export const commands = {}; export const meta = { info: { version: '1.2.3' } };");

    assertThatThrownBy(() -> unit(bundle).meta())
        .hasMessage("meta.info.version is 1.2.3, but the plugin is loaded as 1.0.0");
  }

  @Test
  void state_goes_from_one_version_to_another_and_back() {
    Unit one = unit(framework.start("counter", "1.0.0", COUNTER));
    Unit two = unit(framework.start("counter", "1.1.0", COUNTER));
    call(one, "count", Map.of()).end();
    call(one, "count", Map.of()).end();
    HandedState state = ((StateHandover) one).exportState();
    assertThat(state)
        .isEqualTo(new HandedState(1, "{\"count\":2}".getBytes(StandardCharsets.UTF_8)));

    ((StateHandover) two).importState(state);
    assertThat(call(two, "count", Map.of()).end()).isEqualTo("done 3");
    ((StateHandover) one).importState(((StateHandover) two).exportState());
    assertThat(call(one, "count", Map.of()).end()).isEqualTo("done 4");
  }

  @Test
  void state_that_is_not_understood_is_refused_and_changes_nothing() {
    Unit unit = unit(framework.start("counter", "1.0.0", COUNTER));
    call(unit, "count", Map.of()).end();
    var handover = (StateHandover) unit;

    assertThatThrownBy(
            () -> handover.importState(new HandedState(2, "{}".getBytes(StandardCharsets.UTF_8))))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("the state has the format 2");
    assertThatThrownBy(
            () -> handover.importState(new HandedState(1, "{}".getBytes(StandardCharsets.UTF_8))))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("no count in it");
    assertThatThrownBy(() -> handover.importState(new HandedState(1, new byte[] {'{'})))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("is not taken");
    assertThat(call(unit, "count", Map.of()).end()).isEqualTo("done 2");
  }

  private HealthCheck health(String source) {
    Bundle bundle = framework.start("patient", "1.0.0", "export const commands = {}; " + source);
    unit(bundle);
    return framework.service(bundle, HealthCheck.class).orElseThrow();
  }

  @Test
  void a_healthy_script_says_true() {
    HealthCheck check = health("export const health = () => true;");

    assertThat(check.name()).isEqualTo("patient");
    assertThat(check.check().level()).isEqualTo(HealthLevel.HEALTHY);
  }

  @Test
  void a_text_is_the_reason_why_it_is_not() {
    HealthCheck check = health("export const health = async () => 'the pump is dry';");

    assertThat(check.check().level()).isEqualTo(HealthLevel.UNHEALTHY);
    assertThat(check.check().reason()).isEqualTo("the pump is dry");
  }

  @Test
  void an_error_silence_and_nonsense_are_not_healthy() throws BundleException {
    HealthCheck check =
        health(
            "let n = 0; export const health = () => [() => { throw new Error('no pulse'); },"
                + " () => { for (;;) {} }, () => new Promise(() => {}), () => 42][n++]();");

    assertThat(check.check().reason()).startsWith("health: no pulse (at ");
    assertThat(check.check().reason()).isEqualTo("health: no answer within 1 s");
    assertThat(check.check().reason()).isEqualTo("health: no answer within 1 s");
    assertThat(check.check().reason()).isEqualTo("says 42: neither true nor a reason");
    assertThat(check.check().level()).isEqualTo(HealthLevel.UNHEALTHY);
  }
}
