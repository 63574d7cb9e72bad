package io.backplane.units;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.supervisor.spi.Phase;
import io.backplane.supervisor.spi.Profile;
import io.backplane.supervisor.spi.RestartPolicy;
import io.backplane.testing.Await;
import io.backplane.units.spi.Instance;
import io.backplane.units.spi.InstanceChange;
import io.backplane.units.spi.NewInstance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class InstancesTest {

  private static final NewInstance WANTED = NewInstance.of("test.thermometer");

  @AutoClose private final Rig rig = new Rig();

  private static Refusal refusal(Runnable work) {
    try {
      work.run();
    } catch (RefusedException e) {
      return e.refusal();
    }
    throw new AssertionError("not refused");
  }

  private Instance create(NewInstance wanted) {
    return rig.instances().create(wanted, "test");
  }

  @Test
  void an_instance_gets_a_name_of_its_own_a_directory_and_a_place_in_the_switchboard()
      throws IOException {
    rig.install(Driver.of("1.0.0"));
    assertThat(create(WANTED).id()).isEqualTo("thermometer");
    assertThat(create(WANTED).id()).isEqualTo("thermometer-2");
    assertThat(create(WANTED.named("kitchen")).id()).isEqualTo("kitchen");

    Path home = rig.data.resolve("instances/drivers/thermometer");
    assertThat(home.resolve("private")).isDirectory();
    assertThat(home.resolve("logs")).isDirectory();
    assertThat(home.resolve("config/instance.json")).isRegularFile();
    assertThat(home.resolve("shared").toRealPath())
        .isEqualTo(rig.data.resolve("shared").toRealPath());
    assertThat(rig.switchboard().find("driver:kitchen")).isPresent();
    assertThat(rig.instances().list())
        .extracting(Instance::id)
        .containsExactly("kitchen", "thermometer", "thermometer-2");
    assertThat(rig.instances().find("thermometer").orElseThrow().phase())
        .isEqualTo(Phase.CONFIGURED);
    assertThat(rig.packages().entry("test.thermometer").orElseThrow().instances()).hasSize(3);
  }

  @Test
  void a_name_that_is_taken_or_malformed_is_refused_and_leaves_nothing() {
    rig.install(Driver.of("1.0.0"));
    create(WANTED);
    assertThat(refusal(() -> create(WANTED.named("thermometer"))))
        .isInstanceOf(Refusal.Conflict.class);
    for (String bad : List.of("", "../x", "UP", "1st", "a b", "a".repeat(65), "thermometer~2")) {
      assertThat(refusal(() -> create(WANTED.named(bad)))).isInstanceOf(Refusal.Invalid.class);
    }
    assertThat(refusal(() -> create(WANTED.named("drivers")))).isInstanceOf(Refusal.Conflict.class);
    assertThat(refusal(() -> create(NewInstance.of("nothing"))))
        .isInstanceOf(Refusal.NotFound.class);
    assertThat(rig.instances().list()).hasSize(1);
    assertThat(rig.switchboard().all()).hasSize(1);
  }

  @Test
  void of_many_that_want_one_name_one_gets_it() throws Exception {
    rig.install(Driver.of("1.0.0"));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Boolean> taking =
          () -> {
            try {
              create(WANTED.named("one"));
              return true;
            } catch (RefusedException e) {
              return false;
            }
          };
      List<Callable<Boolean>> all = Collections.nCopies(16, taking);
      long won = 0;
      for (Future<Boolean> one : threads.invokeAll(all)) {
        won += one.get() ? 1 : 0;
      }
      assertThat(won).isEqualTo(1);
      List<Callable<Instance>> unnamed = Collections.nCopies(8, () -> create(WANTED));
      threads.invokeAll(unnamed);
    }
    assertThat(rig.instances().list()).hasSize(9);
  }

  @Test
  void a_process_runs_in_its_own_directory_with_the_variables_of_stdiolink() {
    rig.install(Driver.of("1.0.0"));
    create(
        WANTED
            .arguments(List.of("--verbose"))
            .environment(Map.of("EXTRA", "more"))
            .labels(Map.of("room", "lab")));
    Instance instance = rig.run("thermometer");
    String home = rig.data.resolve("instances/drivers/thermometer").toString();

    Rig.Answer args = rig.call("thermometer", "args", Map.of());
    assertThat(args.get("args")).isEqualTo(List.of("--profile=keepalive", "--verbose"));
    assertThat(args.get("cwd")).isEqualTo(home + "/private");
    Rig.Answer env =
        rig.call(
            "thermometer",
            "env",
            Map.of(
                "names",
                List.of(
                    "STDIOLINK_INSTANCE_ID",
                    "STDIOLINK_PRIVATE_DIR",
                    "STDIOLINK_SHARED_DIR",
                    "STDIOLINK_LOG_DIR",
                    "STDIOLINK_CONFIG_PATH",
                    "EXTRA",
                    "JAVA_HOME")));
    assertThat(env.get("STDIOLINK_INSTANCE_ID")).isEqualTo("thermometer");
    assertThat(env.get("STDIOLINK_PRIVATE_DIR")).isEqualTo(home + "/private");
    assertThat(env.get("STDIOLINK_SHARED_DIR")).isEqualTo(home + "/shared");
    assertThat(env.get("STDIOLINK_LOG_DIR")).isEqualTo(home + "/logs");
    assertThat((String) env.get("STDIOLINK_CONFIG_PATH")).endsWith("/config.json");
    assertThat(env.get("EXTRA")).isEqualTo("more");
    assertThat(env.get("JAVA_HOME")).isNotNull();

    Map<String, Object> map = instance.toDetailedMap();
    assertThat(map)
        .containsEntry("state", "running")
        .containsEntry("package", "test.thermometer")
        .containsEntry("env", Map.of("EXTRA", "***"))
        .containsEntry("labels", Map.of("room", "lab"))
        .containsEntry("restartNeeded", false)
        .containsEntry("previousVersion", null);
    assertThat(map.get("pid").toString())
        .isEqualTo(rig.call("thermometer", "version", Map.of()).get("pid").toString());
  }

  @Test
  void an_incomplete_configuration_makes_an_instance_that_cannot_be_started() {
    rig.install(Driver.of("1.0.0").field("host", "string", "required", true));
    create(WANTED);
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
    create(WANTED);
    assertThat(refusal(() -> create(WANTED.config(Map.of("port", "x")))))
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
    create(WANTED.config(Map.of("unit", "K")));
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
    create(WANTED.config(Map.of("unit", "K", "password", "Plain-1")));
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
    create(
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
    assertThat(refusal(() -> create(WANTED.config(Map.of("password", "***")))))
        .isInstanceOf(Refusal.Invalid.class);
    assertThat(refusal(() -> create(WANTED.config(Map.of("unit", "sealed:v1:AAAA")))))
        .isInstanceOf(Refusal.Invalid.class);
    create(WANTED);
    assertThat(refusal(() -> configure(Map.of("password", "***"))))
        .isInstanceOf(Refusal.Invalid.class);
  }

  @Test
  void what_an_overlay_makes_a_secret_is_sealed_from_then_on() throws IOException {
    rig.install(Driver.of("1.0.0").field("key", "string"));
    create(WANTED.config(Map.of("key", "Plain-Key")));
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
    create(NewInstance.of("by.args").named("a").config(Map.of("password", "pw", "n", 3)));
    Instance a = rig.run("a");
    assertThat(rig.call("a", "args", Map.of()).get("args").toString())
        .contains("--password=pw", "--n=3");
    assertThat(a.setup().command()).contains("--password=***", "--n=3");

    rig.install(
        Driver.of("by.env", "1")
            .field("n", "int")
            .field("list", "array")
            .apply("method", "env", "envPrefix", "DRV_"));
    create(NewInstance.of("by.env").named("b").config(Map.of("n", 3, "list", List.of("x"))));
    rig.run("b");
    assertThat(rig.call("b", "env", Map.of("names", List.of("DRV_n", "DRV_list"))).value())
        .isEqualTo(Map.of("DRV_n", "3", "DRV_list", "[\"x\"]"));

    rig.install(
        Driver.of("by.file", "1").field("n", "int").apply("method", "file", "fileName", "my.json"));
    create(NewInstance.of("by.file").named("c").config(Map.of("n", 3)));
    rig.run("c");
    Path file = rig.data.resolve("instances/drivers/c/private/my.json");
    assertThat(Json.object(Files.readString(file))).isEqualTo(Map.of("n", 3));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");

    rig.install(
        Driver.of("by.command", "1")
            .field("n", "int")
            .apply("method", "command", "command", "setup"));
    create(NewInstance.of("by.command").named("d").config(Map.of("n", 3)));
    rig.run("d");
    Await.until(
        "the driver was told",
        () -> rig.call("d", "told", Map.of()).value() instanceof Map<?, ?> m && m.containsKey("n"));
  }

  @Test
  void a_file_name_that_leads_out_of_the_directory_keeps_the_driver_from_starting() {
    rig.install(
        Driver.of("1.0.0").field("n", "int").apply("method", "file", "fileName", "../../evil"));
    create(WANTED.keep(Profile.KEEPALIVE, RestartPolicy.NEVER));
    rig.instances().start("thermometer", "test");

    assertThat(rig.await("thermometer", Phase.CRASHED).status().state().reason())
        .contains("fileName");
    assertThat(rig.data.resolve("instances/evil")).doesNotExist();
  }

  @Test
  void changes_are_kept_and_told_apart_from_what_needs_a_restart() {
    rig.install(Driver.of("1.0.0"));
    create(WANTED);
    rig.run("thermometer");
    Instance labelled =
        rig.instances().change("thermometer", InstanceChange.NONE.labels(Map.of("a", "b")), "test");
    assertThat(labelled.restartNeeded()).isFalse();
    Instance changed =
        rig.instances()
            .change(
                "thermometer",
                InstanceChange.NONE.arguments(List.of("-x")).restart(RestartPolicy.ALWAYS),
                "test");
    assertThat(changed.restartNeeded()).isTrue();
    assertThat(changed.setup().restart()).isEqualTo(RestartPolicy.ALWAYS);
    assertThat(changed.setup().labels()).isEqualTo(Map.of("a", "b"));
  }

  @Test
  void a_running_instance_is_found_again_after_the_kernel_was_restarted() {
    rig.install(Driver.of("1.0.0").secret("password"));
    create(WANTED.config(Map.of("password", "Plain-Word")).labels(Map.of("a", "b")));
    create(WANTED.named("idle"));
    Instance before = rig.run("thermometer");
    rig.restartKernel();

    Instance after = rig.await("thermometer", Phase.RUNNING);
    Await.until("calls are answered", () -> rig.version("thermometer").equals("1.0.0"));
    assertThat(after.status().state().pid()).isEqualTo(before.status().state().pid());
    assertThat(after.restartNeeded()).isFalse();
    assertThat(after.setup()).isEqualTo(before.setup());
    assertThat(rig.await("idle", Phase.CONFIGURED).live()).isFalse();
    assertThat(rig.call("thermometer", "config", Map.of()).get("password")).isEqualTo("Plain-Word");
  }

  @Test
  void without_the_key_a_process_is_found_and_ended_but_not_started_again() throws IOException {
    rig.install(Driver.of("1.0.0").secret("password"));
    create(WANTED.config(Map.of("password", "Plain-Word")));
    create(WANTED.named("open"));
    rig.run("thermometer");
    rig.stopKernel();
    Files.delete(rig.data.resolve("keys/master.key"));
    rig.startKernel();

    rig.await("thermometer", Phase.RUNNING);
    assertThat(rig.instances().list()).hasSize(2);
    rig.instances().stop("thermometer", false, "test");
    rig.await("thermometer", Phase.STOPPED);
    assertThatThrownBy(() -> rig.instances().start("thermometer", "test"))
        .hasMessageContaining("thermometer/password cannot be opened");
    rig.run("open");
    rig.instances().delete("thermometer", false, "test");
  }

  @Test
  void a_start_that_is_asked_for_with_an_incomplete_configuration_makes_nothing() {
    rig.install(Driver.of("1.0.0").field("host", "string", "required", true));
    assertThat(refusal(() -> create(WANTED.start(true)))).isInstanceOf(Refusal.Invalid.class);
    assertThat(rig.instances().list()).isEmpty();

    create(WANTED.config(Map.of("host", "h")).start(true));
    rig.await("thermometer", Phase.RUNNING);
  }

  @Test
  void what_is_deleted_is_gone_and_its_name_free() {
    rig.install(Driver.of("1.0.0"));
    create(WANTED.config(Map.of()));
    rig.run("thermometer");
    assertThat(refusal(() -> rig.instances().delete("thermometer", false, "test")))
        .isInstanceOf(Refusal.Conflict.class);
    rig.instances().delete("thermometer", true, "test");

    assertThat(rig.instances().list()).isEmpty();
    assertThat(rig.data.resolve("instances/drivers/thermometer")).doesNotExist();
    assertThat(rig.data.resolve("shared")).isDirectory();
    assertThat(refusal(() -> rig.instances().start("thermometer", "test")))
        .isInstanceOf(Refusal.NotFound.class);
    assertThat(rig.events()).contains("instance.deleted thermometer");
    create(WANTED);
    rig.run("thermometer");
  }

  @Test
  void with_no_instances_nothing_is_started() {
    assertThat(rig.instances().list()).isEmpty();
    assertThat(rig.data.resolve("keys")).doesNotExist();
    assertThat(rig.data.resolve("instances")).doesNotExist();
  }
}
