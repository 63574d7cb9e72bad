package io.backplane.units;

import static io.backplane.units.Rig.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.api.call.Refusal;
import io.backplane.supervisor.spi.Phase;
import io.backplane.supervisor.spi.Profile;
import io.backplane.supervisor.spi.RestartPolicy;
import io.backplane.testing.Await;
import io.backplane.units.Rig.Answer;
import io.backplane.units.spi.Instance;
import io.backplane.units.spi.InstanceChange;
import io.backplane.units.spi.Kind;
import io.backplane.units.spi.NewInstance;
import io.backplane.units.spi.UnitPackage;
import io.backplane.units.spi.UpdateOrder;
import io.backplane.updates.spi.UpdateRecord.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class ServicesTest {

  private static final Service COUNTER =
      Service.of("counter", "1.0.0").commands("count").field("step", "int", "default", 2);

  @AutoClose private final Rig rig = new Rig();

  @Test
  void a_folder_with_a_manifest_is_a_package_of_its_own_kind() {
    UnitPackage counter = rig.install(COUNTER);
    assertThat(counter.kind()).isEqualTo(Kind.SERVICE);
    assertThat(counter.ref()).isEqualTo("counter@1.0.0");
    assertThat(counter.directory()).isEqualTo(rig.data.resolve("packages/services/counter/1.0.0"));
    assertThat(counter.meta().command("count")).isPresent();
    assertThat(counter.meta().config().fields()).extracting(f -> f.name()).containsExactly("step");
    assertThat(rig.packages().find("index.js")).isEmpty();
  }

  @Test
  void a_folder_that_its_host_refuses_is_not_installed() throws IOException {
    Path broken = Service.of("broken", "1.0.0").write(rig.source("broken"));
    Files.writeString(broken.resolve("manifest.json"), "{");
    assertThat(refusal(() -> rig.packages().install(broken, "test")).message())
        .startsWith("service")
        .contains("Expecting");
    assertThat(rig.packages().list()).isEmpty();
  }

  @Test
  void a_driver_and_a_service_cannot_have_one_id() {
    rig.install(Driver.of("same.name", "1.0.0"));
    assertThat(refusal(() -> rig.install(Service.of("same.name", "2.0.0"))).message())
        .contains("same.name is a driver");
  }

  @Test
  void an_instance_is_called_like_a_driver_and_works_in_its_workspace() {
    UnitPackage counter = rig.install(COUNTER);
    Instance made = rig.create(NewInstance.of("counter").config(Map.of("step", 5)));
    assertThat(made.id()).isEqualTo("counter");
    assertThat(made.setup().profile()).isEqualTo(Profile.KEEPALIVE);
    assertThat(made.toMap()).containsEntry("kind", "service").containsEntry("code", "package");
    assertThat(rig.switchboard().find("service:counter")).isPresent();
    rig.run("counter");

    Answer answer = rig.call("service:counter", "count", Map.of());
    Path home = rig.data.resolve("instances/services/counter");
    assertThat(answer.get("config")).isEqualTo(Map.of("step", 5));
    assertThat(answer.get("folder")).isEqualTo(counter.directory().toString());
    assertThat(answer.get("cwd")).isEqualTo(home.resolve("workspace").toString());
    assertThat(answer.get("words").toString()).contains("--data-root=" + rig.data);
    assertThat(answer.get("env"))
        .asInstanceOf(InstanceOfAssertFactories.map(String.class, String.class))
        .containsEntry("STDIOLINK_WORKSPACE_DIR", home.resolve("workspace").toString())
        .containsEntry("STDIOLINK_INSTANCE_ID", "counter")
        .containsEntry("BACKPLANE_SOCKET", rig.data.resolve("run/backplane.sock").toString());
  }

  @Test
  void one_without_commands_runs_once_and_is_not_started_again() {
    rig.install(Service.of("job", "1.0.0").exits(0));
    rig.install(Service.of("failing", "1.0.0").exits(3));
    for (String id : List.of("job", "failing")) {
      Instance made = rig.create(NewInstance.of(id));
      assertThat(made.setup().profile()).isEqualTo(Profile.ONESHOT);
      assertThat(made.setup().restart()).isEqualTo(RestartPolicy.NEVER);
      rig.instances().start(id, "test");
    }
    assertThat(rig.await("job", Phase.STOPPED).status().state().exit().orElseThrow().code())
        .isZero();
    assertThat(rig.await("failing", Phase.CRASHED).status().state().exit().orElseThrow().code())
        .isEqualTo(3);
  }

  @Test
  void what_its_arguments_say_is_for_its_host() {
    rig.install(COUNTER);
    rig.create(NewInstance.of("counter").arguments(List.of("--heap=512")));
    rig.run("counter");
    assertThat(rig.call("counter", "count", Map.of()).get("words").toString())
        .startsWith("[--heap=512, --linked");
    assertThat(
            refusal(
                    () ->
                        rig.instances()
                            .change(
                                "counter",
                                InstanceChange.NONE.arguments(List.of("--heap=none")),
                                "test"))
                .message())
        .contains("no such word");
    assertThat(rig.instances().find("counter").orElseThrow().setup().command())
        .contains("--heap=512");
  }

  @Test
  void it_is_updated_and_rolled_back_as_a_driver_is() {
    rig.install(COUNTER);
    rig.install(Service.of("counter", "1.1.0").commands("count"));
    rig.create(NewInstance.of("counter@1.0.0"));
    rig.run("counter");
    var update = rig.instances().update("counter", quick("1.1.0"), "test");
    assertThat(Rig.answer(update.outcome()).outcome()).isEqualTo(Outcome.COMMITTED);
    assertThat(rig.version("counter")).isEqualTo("1.1.0");
    var back = rig.instances().rollback("counter", Duration.ofMillis(50), "test");
    assertThat(Rig.answer(back.outcome()).outcome()).isEqualTo(Outcome.COMMITTED);
    assertThat(rig.version("counter")).isEqualTo("1.0.0");
  }

  private static UpdateOrder quick(String version) {
    return UpdateOrder.to(version).healthWindow(Duration.ofMillis(50));
  }

  @Test
  void code_that_is_edited_is_run_from_the_workspace_also_after_a_restart_of_the_kernel()
      throws IOException {
    rig.install(COUNTER);
    rig.create(NewInstance.of("counter"));
    Instance edited = rig.instances().editCode("counter", "test");
    assertThat(edited.toMap()).containsEntry("code", "workspace");
    Path workspace = rig.data.resolve("instances/services/counter/workspace");
    assertThat(workspace.resolve("lib/part.js")).isWritable();
    Service.of("counter", "9.9.9").commands("count", "more").write(workspace);
    rig.run("counter");
    assertThat(rig.version("counter")).isEqualTo("9.9.9");
    assertThat(rig.instances().find("counter").orElseThrow().setup().meta().command("more"))
        .isPresent();

    rig.restartKernel();
    assertThat(rig.await("counter", Phase.RUNNING).toMap()).containsEntry("code", "workspace");
    Await.value("its code answers", () -> rig.version("counter"), "9.9.9"::equals);
    assertThat(refusal(() -> rig.instances().update("counter", quick("1.1.0"), "test")).message())
        .contains("publish it as a version, or discard it");
    assertThat(refusal(() -> rig.instances().editCode("counter", "test")))
        .isInstanceOf(Refusal.Conflict.class);
  }

  @Test
  void code_that_is_discarded_is_kept_aside_and_what_the_service_made_stays() throws IOException {
    rig.install(COUNTER);
    rig.create(NewInstance.of("counter"));
    rig.instances().editCode("counter", "test");
    Path home = rig.data.resolve("instances/services/counter");
    Files.writeString(home.resolve("workspace/result.csv"), "1,2");
    Files.writeString(home.resolve("workspace/index.js"), "{\"commands\": [\"mine\"]}");

    Instance back = rig.instances().discardCode("counter", "test");
    assertThat(back.toMap()).containsEntry("code", "package");
    assertThat(home.resolve("workspace/result.csv")).hasContent("1,2");
    assertThat(home.resolve("workspace/index.js")).doesNotExist();
    assertThat(home.resolve("private/discarded/index.js")).content().contains("mine");
    rig.run("counter");
    assertThat(rig.version("counter")).isEqualTo("1.0.0");
    assertThat(refusal(() -> rig.instances().discardCode("counter", "test")))
        .isInstanceOf(Refusal.Conflict.class);
  }

  @Test
  void code_that_is_published_is_a_version_that_can_be_rolled_back() throws IOException {
    rig.install(COUNTER);
    rig.create(NewInstance.of("counter"));
    rig.instances().editCode("counter", "test");
    Path workspace = rig.data.resolve("instances/services/counter/workspace");
    Files.writeString(workspace.resolve("index.js"), "{\"commands\": [\"count\", \"mine\"]}");
    Files.writeString(workspace.resolve("result.csv"), "1,2");
    assertThat(refusal(() -> rig.instances().publishCode("counter", "1.0.0", "test")).message())
        .contains("already");

    Instance published = rig.instances().publishCode("counter", "1.1.0", "test");
    assertThat(published.setup().version()).isEqualTo("1.1.0");
    assertThat(published.toMap()).containsEntry("code", "package");
    assertThat(published.setup().meta().command("mine")).isPresent();
    assertThat(workspace.resolve("result.csv")).exists();
    assertThat(rig.packages().find("counter@1.1.0").orElseThrow().directory().resolve("result.csv"))
        .doesNotExist();
    rig.run("counter");
    assertThat(rig.version("counter")).isEqualTo("1.1.0");
    var back = rig.instances().rollback("counter", Duration.ofMillis(50), "test");
    assertThat(Rig.answer(back.outcome()).outcome()).isEqualTo(Outcome.COMMITTED);
    assertThat(rig.version("counter")).isEqualTo("1.0.0");
  }

  @Test
  void code_that_is_no_service_any_more_is_not_started() throws IOException {
    rig.install(COUNTER);
    rig.create(NewInstance.of("counter"));
    rig.instances().editCode("counter", "test");
    Path workspace = rig.data.resolve("instances/services/counter/workspace");
    Files.delete(workspace.resolve("index.js"));
    assertThat(refusal(() -> rig.instances().start("counter", "test")).message())
        .contains("index.js or index.ts");
    Files.writeString(workspace.resolve("index.js"), "nonsense");
    assertThat(refusal(() -> rig.instances().start("counter", "test")).message())
        .contains("Expecting");
  }

  @Test
  void drivers_have_no_code_to_edit() {
    rig.install(Driver.of("1.0.0"));
    rig.create(NewInstance.of("test.thermometer"));
    assertThat(refusal(() -> rig.instances().editCode("thermometer", "test")).message())
        .contains("only services");
  }

  @Test
  void a_template_becomes_a_package_and_an_instance_with_its_code() throws IOException {
    Path templates = rig.data.resolve("templates");
    Service.of("hello", "0.0.1").exits(0).write(templates.resolve("hello"));
    var shipped = new ShippedTemplates(templates, rig.data, rig.packages(), rig.instances());
    assertThat(shipped.list())
        .extracting(t -> t.id() + " " + t.language())
        .containsExactly("hello javascript");

    Instance made = shipped.create("hello", "greeting", "test");
    assertThat(made.setup().packageId()).isEqualTo("greeting");
    assertThat(made.setup().version()).isEqualTo("0.1.0");
    assertThat(made.toMap()).containsEntry("code", "workspace");
    rig.instances().start("greeting", "test");
    rig.await("greeting", Phase.STOPPED);

    assertThat(refusal(() -> shipped.create("hello", "greeting", "test")))
        .isInstanceOf(Refusal.Conflict.class);
    assertThat(refusal(() -> shipped.create("hello", "Not A Name", "test")))
        .isInstanceOf(Refusal.Invalid.class);
    assertThat(refusal(() -> shipped.create("nothing", "other", "test")))
        .isInstanceOf(Refusal.NotFound.class);
    assertThat(rig.packages().list()).hasSize(1);
  }

  @Test
  void its_folder_of_node_modules_and_its_dot_files_are_no_code() throws IOException {
    Path workspace = COUNTER.write(rig.source("w"));
    Files.createDirectories(workspace.resolve(".backplane/types"));
    Files.writeString(workspace.resolve(".backplane/types/a.d.ts"), "");
    Files.createDirectories(workspace.resolve("data"));
    Files.writeString(workspace.resolve("data/x.csv"), "");
    Await.until("written", () -> Files.exists(workspace.resolve("data/x.csv")));
    assertThat(ServiceFiles.code(workspace))
        .extracting(p -> p.getFileName().toString())
        .containsExactly("config.schema.json", "index.js", "lib", "manifest.json");
  }
}
