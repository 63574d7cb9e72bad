package io.backplane.units;

import static io.backplane.units.Rig.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.supervisor.spi.Phase;
import io.backplane.supervisor.spi.RestartPolicy;
import io.backplane.testing.Await;
import io.backplane.units.spi.Instance;
import io.backplane.units.spi.InstanceChange;
import io.backplane.units.spi.NewInstance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class InstancesTest {

  private static final NewInstance WANTED = NewInstance.of("test.thermometer");

  @AutoClose private final Rig rig = new Rig();

  @Test
  void an_instance_gets_a_name_of_its_own_a_directory_and_a_place_in_the_switchboard()
      throws IOException {
    rig.install(Driver.of("1.0.0"));
    assertThat(rig.create(WANTED).id()).isEqualTo("thermometer");
    assertThat(rig.create(WANTED).id()).isEqualTo("thermometer-2");
    assertThat(rig.create(WANTED.named("kitchen")).id()).isEqualTo("kitchen");

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
    rig.create(WANTED);
    assertThat(refusal(() -> rig.create(WANTED.named("thermometer"))))
        .isInstanceOf(Refusal.Conflict.class);
    for (String bad : List.of("", "../x", "UP", "1st", "a b", "a".repeat(65), "thermometer~2")) {
      assertThat(refusal(() -> rig.create(WANTED.named(bad)))).isInstanceOf(Refusal.Invalid.class);
    }
    assertThat(refusal(() -> rig.create(WANTED.named("drivers"))))
        .isInstanceOf(Refusal.Conflict.class);
    assertThat(refusal(() -> rig.create(NewInstance.of("nothing"))))
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
              rig.create(WANTED.named("one"));
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
      List<Callable<Instance>> unnamed = Collections.nCopies(8, () -> rig.create(WANTED));
      threads.invokeAll(unnamed);
    }
    assertThat(rig.instances().list()).hasSize(9);
  }

  @Test
  void a_process_runs_in_its_own_directory_with_the_variables_of_stdiolink() {
    rig.install(Driver.of("1.0.0"));
    rig.create(
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
  void changes_are_kept_and_told_apart_from_what_needs_a_restart() {
    rig.install(Driver.of("1.0.0"));
    rig.create(WANTED);
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
    rig.create(WANTED.config(Map.of("password", "Plain-Word")).labels(Map.of("a", "b")));
    rig.create(WANTED.named("idle"));
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
    rig.create(WANTED.config(Map.of("password", "Plain-Word")));
    rig.create(WANTED.named("open"));
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
    assertThat(refusal(() -> rig.create(WANTED.start(true)))).isInstanceOf(Refusal.Invalid.class);
    assertThat(rig.instances().list()).isEmpty();

    rig.create(WANTED.config(Map.of("host", "h")).start(true));
    rig.await("thermometer", Phase.RUNNING);
  }

  @Test
  void what_is_deleted_is_gone_and_its_name_free() {
    rig.install(Driver.of("1.0.0"));
    rig.create(WANTED.config(Map.of()));
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
    rig.create(WANTED);
    rig.run("thermometer");
  }

  @Test
  void with_no_instances_nothing_is_started() {
    assertThat(rig.instances().list()).isEmpty();
    assertThat(rig.data.resolve("keys")).doesNotExist();
    assertThat(rig.data.resolve("instances")).doesNotExist();
  }
}
