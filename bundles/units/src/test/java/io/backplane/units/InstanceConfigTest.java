package io.backplane.units;

import static io.backplane.units.Rig.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.api.call.Refusal;
import io.backplane.supervisor.spi.Phase;
import io.backplane.supervisor.spi.Profile;
import io.backplane.supervisor.spi.RestartPolicy;
import io.backplane.testing.Await;
import io.backplane.units.spi.Instance;
import io.backplane.units.spi.NewInstance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The configuration of instances, and the secrets in it. */
class InstanceConfigTest {

  private static final NewInstance WANTED = NewInstance.of("test.thermometer");

  @AutoClose private final Rig rig = new Rig();

  @Test
  void an_incomplete_configuration_makes_an_instance_that_cannot_be_started() {
    rig.install(Driver.of("1.0.0").field("host", "string", "required", true));
    rig.create(WANTED);
    assertThat(rig.instances().find("thermometer").orElseThrow().phase()).isEqualTo(Phase.CREATED);
    assertThat(refusal(() -> rig.instances().start("thermometer", "test")))
        .isEqualTo(new Refusal.Invalid("config.host", ": required field missing"));
    assertThat(rig.instances().config("thermometer").problems()).hasSize(1);

    rig.instances().configure("thermometer", Map.of("host", "h"), "test");
    assertThat(rig.instances().find("thermometer").orElseThrow().phase())
        .isEqualTo(Phase.CONFIGURED);
    rig.run("thermometer");
  }

  @Test
  void what_does_not_fit_is_refused_by_its_path_and_changes_nothing() {
    rig.install(
        Driver.of("1.0.0")
            .field("port", "int", "max", 10)
            .field(
                "tls",
                "object",
                "fields",
                List.of(Map.of("name", "level", "type", "enum", "enum", List.of("a", "b")))));
    rig.create(WANTED);
    assertThat(refusal(() -> rig.create(WANTED.config(Map.of("port", "x")))))
        .isInstanceOf(Refusal.Invalid.class);
    assertThat(refusal(() -> configure(Map.of("unknown", 1))).message()).contains("config.unknown");
    assertThat(refusal(() -> configure(Map.of("tls", Map.of("level", "c")))).message())
        .contains("config.tls.level");
    assertThat(rig.instances().config("thermometer").version()).isEqualTo(1);
    assertThat(rig.instances().list()).hasSize(1);
  }

  private Instance configure(Map<String, Object> config) {
    return rig.instances().configure("thermometer", config, "test");
  }

  @Test
  void a_configuration_reaches_the_process_with_its_next_start() {
    rig.install(Driver.of("1.0.0").field("unit", "string", "default", "C").field("port", "int"));
    rig.packages().configure("test.thermometer", Map.of("port", 1), "test");
    rig.create(WANTED.config(Map.of("unit", "K")));
    rig.run("thermometer");
    assertThat(rig.call("thermometer", "config", Map.of()).value())
        .isEqualTo(Map.of("unit", "K", "port", 1));

    Instance changed = configure(Map.of("unit", "F"));
    assertThat(changed.restartNeeded()).isTrue();
    assertThat(rig.instances().config("thermometer").running())
        .isEqualTo(Optional.of(Map.of("unit", "K", "port", 1)));
    assertThat(rig.call("thermometer", "config", Map.of()).get("unit")).isEqualTo("K");

    rig.instances().restart("thermometer", "test");
    Await.until(
        "the new configuration is there",
        () -> {
          Rig.Answer answer = rig.call("thermometer", "config", Map.of());
          return answer.kind().equals("done") && answer.get("unit").equals("F");
        });
    assertThat(rig.instances().find("thermometer").orElseThrow().restartNeeded()).isFalse();

    rig.packages().configure("test.thermometer", Map.of("port", 2), "test");
    assertThat(rig.instances().find("thermometer").orElseThrow().restartNeeded()).isTrue();
  }

  @Test
  void the_history_tells_what_changed_and_earlier_ones_come_back() {
    rig.install(Driver.of("1.0.0").field("unit", "string").secret("password"));
    rig.create(WANTED.config(Map.of("unit", "K", "password", "Plain-1")));
    configure(Map.of("unit", "F", "password", "***"));
    configure(Map.of("unit", "F", "password", "Plain-2"));
    rig.instances().revert("thermometer", 1, "somebody");

    var history = rig.instances().configHistory("thermometer");
    assertThat(history).extracting(r -> r.version()).containsExactly(4L, 3L, 2L, 1L);
    assertThat(history.get(0).by()).isEqualTo("somebody");
    assertThat(history.get(0).changes().toString())
        .contains("unit", "before=F", "after=K", "password", "***")
        .doesNotContain("Plain");
    assertThat(history.get(1).changes()).hasSize(1);
    assertThat(history.get(2).changes()).hasSize(1);
    rig.run("thermometer");
    assertThat(rig.call("thermometer", "config", Map.of()).value())
        .isEqualTo(Map.of("unit", "K", "password", "Plain-1"));
    assertThat(refusal(() -> rig.instances().revert("thermometer", 9, "test")))
        .isInstanceOf(Refusal.NotFound.class);
  }

  @Test
  void a_secret_is_nowhere_in_plain_text() throws IOException {
    rig.install(
        Driver.of("1.0.0")
            .secret("password")
            .field(
                "users",
                "array",
                "items",
                Map.of(
                    "type",
                    "object",
                    "fields",
                    List.of(
                        Map.of("name", "name", "type", "string"),
                        Map.of(
                            "name",
                            "key",
                            "type",
                            "string",
                            "ui",
                            Map.of("widget", "password"))))));
    rig.create(
        WANTED
            .environment(Map.of("API_KEY", "Plain-Env"))
            .config(
                Map.of(
                    "password",
                    "Plain-Word",
                    "users",
                    List.of(Map.of("name", "ann", "key", "Plain-Key")))));
    rig.run("thermometer");
    assertThat(rig.call("thermometer", "config", Map.of()).get("password")).isEqualTo("Plain-Word");
    rig.instances().stop("thermometer", false, "test");
    rig.await("thermometer", Phase.STOPPED);
    Await.until("the start's directory is gone", () -> plain(rig.data.resolve("run")).isEmpty());

    String shown =
        rig.instances().config("thermometer").toMap()
            + rig.instances().configHistory("thermometer").toString()
            + rig.instances().find("thermometer").orElseThrow().toDetailedMap()
            + rig.store.events().since(0, 1_000);
    assertThat(shown).contains("***").doesNotContain("Plain-");
    assertThat(plain(rig.data)).isEmpty();
    assertThat(plain(rig.store.directory())).isEmpty();
    assertThat(
            Files.readString(
                rig.data.resolve("instances/drivers/thermometer/config/instance.json")))
        .contains("sealed:v1:", "ann");
  }

  private static List<Path> plain(Path directory) {
    try {
      return Plain.places(directory, "Plain-");
    } catch (IOException | UncheckedIOException e) {
      return List.of(directory);
    }
  }

  @Test
  void a_mask_that_stands_for_nothing_and_a_sealed_text_are_refused() {
    rig.install(Driver.of("1.0.0").secret("password").field("unit", "string"));
    assertThat(refusal(() -> rig.create(WANTED.config(Map.of("password", "***")))))
        .isInstanceOf(Refusal.Invalid.class);
    assertThat(refusal(() -> rig.create(WANTED.config(Map.of("unit", "sealed:v1:AAAA")))))
        .isInstanceOf(Refusal.Invalid.class);
    rig.create(WANTED);
    assertThat(refusal(() -> configure(Map.of("password", "***"))))
        .isInstanceOf(Refusal.Invalid.class);
  }

  @Test
  void what_an_overlay_makes_a_secret_is_sealed_from_then_on() throws IOException {
    rig.install(Driver.of("1.0.0").field("key", "string"));
    rig.create(WANTED.config(Map.of("key", "Plain-Key")));
    rig.packages()
        .overlay(
            "test.thermometer",
            Map.of(
                "config",
                Map.of(
                    "fields",
                    List.of(Map.of("name", "key", "x-backplane", Map.of("sensitive", true))))),
            "test");

    assertThat(rig.instances().config("thermometer").config()).isEqualTo(Map.of("key", "***"));
    assertThat(plain(rig.data.resolve("instances"))).isEmpty();
    rig.run("thermometer");
    assertThat(rig.call("thermometer", "config", Map.of()).get("key")).isEqualTo("Plain-Key");
  }

  @Test
  void configurations_reach_drivers_the_way_their_meta_says() throws IOException {
    rig.install(
        Driver.of("by.args", "1")
            .secret("password")
            .field("n", "int")
            .apply("method", "startupArgs"));
    rig.create(NewInstance.of("by.args").named("a").config(Map.of("password", "pw", "n", 3)));
    Instance a = rig.run("a");
    assertThat(rig.call("a", "args", Map.of()).get("args").toString())
        .contains("--password=pw", "--n=3");
    assertThat(a.setup().command()).contains("--password=***", "--n=3");

    rig.install(
        Driver.of("by.env", "1")
            .field("n", "int")
            .field("list", "array")
            .apply("method", "env", "envPrefix", "DRV_"));
    rig.create(NewInstance.of("by.env").named("b").config(Map.of("n", 3, "list", List.of("x"))));
    rig.run("b");
    assertThat(rig.call("b", "env", Map.of("names", List.of("DRV_n", "DRV_list"))).value())
        .isEqualTo(Map.of("DRV_n", "3", "DRV_list", "[\"x\"]"));

    rig.install(
        Driver.of("by.file", "1").field("n", "int").apply("method", "file", "fileName", "my.json"));
    rig.create(NewInstance.of("by.file").named("c").config(Map.of("n", 3)));
    rig.run("c");
    Path file = rig.data.resolve("instances/drivers/c/private/my.json");
    assertThat(Json.object(Files.readString(file))).isEqualTo(Map.of("n", 3));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");

    rig.install(
        Driver.of("by.command", "1")
            .field("n", "int")
            .apply("method", "command", "command", "setup"));
    rig.create(NewInstance.of("by.command").named("d").config(Map.of("n", 3)));
    rig.run("d");
    Await.until(
        "the driver was told",
        () -> rig.call("d", "told", Map.of()).value() instanceof Map<?, ?> m && m.containsKey("n"));
  }

  @Test
  void a_file_name_that_leads_out_of_the_directory_keeps_the_driver_from_starting() {
    rig.install(
        Driver.of("1.0.0").field("n", "int").apply("method", "file", "fileName", "../../evil"));
    rig.create(WANTED.keep(Profile.KEEPALIVE, RestartPolicy.NEVER));
    rig.instances().start("thermometer", "test");

    assertThat(rig.await("thermometer", Phase.CRASHED).status().state().reason())
        .contains("fileName");
    assertThat(rig.data.resolve("instances/evil")).doesNotExist();
  }
}
