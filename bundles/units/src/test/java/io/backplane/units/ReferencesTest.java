package io.backplane.units;

import static io.backplane.units.Rig.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.api.call.Refusal;
import io.backplane.supervisor.spi.Phase;
import io.backplane.testing.Await;
import io.backplane.units.spi.Dependencies.Standing;
import io.backplane.units.spi.Instance;
import io.backplane.units.spi.NewInstance;
import io.backplane.units.spi.UnitReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class ReferencesTest {

  private static final Service REPORT =
      Service.of("report", "1.0.0")
          .commands("make")
          .terms(
              Map.of(
                  "dependencies",
                  Map.of(
                      "sensor",
                      Map.of(
                          "package", "test.thermometer",
                          "version", "^1.0.0",
                          "commands", List.of("echo"),
                          "instance", "lab",
                          "config", Map.of("unit", "kelvin")))));

  @AutoClose private final Rig rig = new Rig();

  private static Driver thermometer(String version) {
    return Driver.of(version)
        .field("unit", "string", "default", "celsius")
        .field("port", "int", "default", 1)
        .secret("password");
  }

  private ServiceDependencies dependencies() {
    return new ServiceDependencies(rig.packages(), rig.instances(), new SqlReferences(rig.store));
  }

  private Instance refer(String service, String target, Map<String, Object> config) {
    var reference = Optional.of(new UnitReference(target, config));
    return rig.instances().refer(service, "sensor", reference, "test");
  }

  private Object config(String instance) {
    return rig.call(instance, "config", Map.of()).value();
  }

  @Test
  void what_a_service_needs_is_told_until_it_is_there() {
    rig.install(REPORT);
    assertThat(dependencies().of("report"))
        .singleElement()
        .extracting(Standing::problem)
        .isEqualTo("test.thermometer is not installed");
    rig.install(Driver.of("2.0.0"));
    assertThat(dependencies().of("report").getFirst().problem())
        .isEqualTo("test.thermometer ^1.0.0 is needed, and there is 2.0.0");
    rig.install(Driver.of("1.4.0").without("echo"));
    assertThat(dependencies().of("report").getFirst().problem())
        .isEqualTo("test.thermometer@1.4.0 has no command echo");
    rig.install(Driver.of("1.3.0"));
    Standing there = dependencies().of("report").getFirst();
    assertThat(there.problem()).isEmpty();
    assertThat(there.packageRef()).contains("test.thermometer@1.3.0");
  }

  @Test
  void what_is_missing_is_installed_made_and_referred_to() throws Exception {
    rig.install(REPORT);
    Path places = rig.source("drivers");
    Files.createDirectories(places.resolve("empty"));
    Files.writeString(places.resolve("stdio.drv.broken"), "no program");
    thermometer("2.0.0").write(places.resolve("newer"));
    thermometer("1.1.0").write(places.resolve("right"));

    Standing provided =
        dependencies().provide("report", List.of(rig.source("nowhere"), places), "test").getFirst();
    assertThat(provided.problem()).isEmpty();
    assertThat(provided.packageRef()).contains("test.thermometer@1.1.0");
    assertThat(provided.instance()).contains("lab");
    assertThat(rig.packages().find("test.thermometer@2.0.0")).isEmpty();
    rig.await("lab", Phase.RUNNING);
    assertThat(rig.instances().config("lab").config()).containsEntry("unit", "kelvin");

    rig.create(NewInstance.of("report"));
    rig.run("report");
    assertThat(rig.call("report", "make", Map.of()).get("env").toString())
        .contains("BACKPLANE_REFERENCES={\"sensor\":\"lab\"}");
    assertThat(dependencies().provide("report", List.of(), "test").getFirst().instance())
        .contains("lab");
    assertThat(rig.instances().list()).hasSize(2);
  }

  @Test
  void what_a_service_wants_different_goes_over_the_instance_s_own_until_it_refers_no_more() {
    rig.install(thermometer("1.0.0"));
    rig.install(REPORT);
    rig.create(NewInstance.of("test.thermometer").named("lab").config(Map.of("port", 7)));
    rig.create(NewInstance.of("report"));
    rig.run("lab");

    Instance service = refer("report", "lab", Map.of("unit", "kelvin", "password", "secret"));
    assertThat(service.toDetailedMap().get("references").toString())
        .contains("lab", "kelvin", "password=***")
        .doesNotContain("secret");
    Await.until(
        "a restart is needed", () -> rig.instances().find("lab").orElseThrow().restartNeeded());
    assertThat(rig.instances().config("lab").overridden())
        .isEqualTo(Map.of("unit", "report", "password", "report"));
    rig.instances().restart("lab", "test");
    Await.until(
        "it runs with both",
        () ->
            config("lab") instanceof Map<?, ?> now
                && Map.of("unit", "kelvin", "port", 7, "password", "secret").equals(now));

    rig.instances().refer("report", "sensor", Optional.empty(), "test");
    rig.instances().restart("lab", "test");
    Await.until(
        "it runs with its own",
        () ->
            config("lab") instanceof Map<?, ?> now
                && Map.of("unit", "celsius", "port", 7).equals(now));
  }

  @Test
  void what_a_service_has_set_does_not_become_the_instance_s_own_when_that_is_saved() {
    rig.install(thermometer("1.0.0"));
    rig.install(REPORT);
    rig.create(
        NewInstance.of("test.thermometer").named("lab").config(Map.of("unit", "fahrenheit")));
    rig.create(NewInstance.of("report"));
    refer("report", "lab", Map.of("unit", "kelvin", "port", 2, "password", "secret"));

    var shown = new HashMap<>(rig.instances().config("lab").config());
    assertThat(shown).containsEntry("unit", "kelvin").containsEntry("password", "***");
    shown.put("port", 7);
    rig.instances().configure("lab", shown, "test");
    assertThat(rig.instances().config("lab").config()).containsEntry("port", 2);
    rig.instances().refer("report", "sensor", Optional.empty(), "test");
    assertThat(rig.instances().config("lab").config())
        .isEqualTo(Map.of("unit", "fahrenheit", "port", 7));
  }

  @Test
  void two_services_cannot_want_one_field_to_be_different_things() {
    rig.install(thermometer("1.0.0"));
    rig.install(REPORT);
    rig.create(NewInstance.of("test.thermometer").named("lab"));
    rig.create(NewInstance.of("report").named("one"));
    rig.create(NewInstance.of("report").named("two"));
    refer("one", "lab", Map.of("unit", "kelvin"));
    refer("two", "lab", Map.of("unit", "kelvin", "port", 2));
    assertThat(refusal(() -> refer("two", "lab", Map.of("unit", "celsius"))).message())
        .contains("one has set unit of lab to something else");
    assertThat(refusal(() -> refer("two", "lab", Map.of("port", "x"))))
        .isInstanceOf(Refusal.Invalid.class);
    assertThat(refusal(() -> refer("two", "lab", Map.of("nothing", 1))))
        .isInstanceOf(Refusal.Invalid.class);
    assertThat(refusal(() -> refer("lab", "one", Map.of()))).isInstanceOf(Refusal.Conflict.class);
    assertThat(rig.instances().config("lab").config()).containsEntry("unit", "kelvin");
  }

  @Test
  void an_instance_that_is_referred_to_stays_and_goes_free_with_the_service() {
    rig.install(thermometer("1.0.0"));
    rig.install(REPORT);
    rig.create(NewInstance.of("test.thermometer").named("lab"));
    rig.create(NewInstance.of("report"));
    refer("report", "lab", Map.of("unit", "kelvin"));
    assertThat(refusal(() -> rig.instances().delete("lab", true, "test")).message())
        .contains("report refers to lab as sensor");
    rig.instances().delete("report", false, "test");
    assertThat(rig.instances().config("lab").config()).containsEntry("unit", "celsius");
    rig.instances().delete("lab", false, "test");
  }

  @Test
  void terms_that_cannot_be_read_are_refused_when_the_service_is_installed() {
    for (Map<String, Object> terms :
        List.<Map<String, Object>>of(
            Map.of("profil", "oneshot"),
            Map.of("profile", "sometimes"),
            Map.of("dependencies", Map.of("a", "b")),
            Map.of("dependencies", Map.of("a", Map.of("version", "1"))),
            Map.of("dependencies", Map.of("a", Map.of("package", "b", "version", "new"))))) {
      assertThat(refusal(() -> rig.install(Service.of("bad", "1.0.0").terms(terms))))
          .isInstanceOf(Refusal.Invalid.class);
    }
  }
}
