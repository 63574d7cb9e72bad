package io.backplane.units;

import static io.backplane.units.Rig.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.units.spi.Installed;
import io.backplane.units.spi.NewInstance;
import io.backplane.units.spi.UnitPackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class DiskPackagesTest {

  @AutoClose private final Rig rig = new Rig();

  private Installed install(Path source) {
    return rig.packages().install(source, "test");
  }

  @Test
  void a_directory_becomes_a_package_with_what_the_driver_says_of_itself() throws IOException {
    UnitPackage driver = rig.install(Driver.of("1.0.0").secret("password"));

    assertThat(driver.id()).isEqualTo("test.thermometer");
    assertThat(driver.ref()).isEqualTo("test.thermometer@1.0.0");
    assertThat(driver.meta().command("echo")).isPresent();
    assertThat(driver.meta().config().fields().getFirst().sensitive()).isTrue();
    assertThat(driver.digest()).matches("sha256:[0-9a-f]{64}");
    assertThat(driver.directory())
        .isEqualTo(rig.data.resolve("packages/drivers/test.thermometer/1.0.0"));
    assertThat(mode(driver.directory().resolve("stdio.drv.thermometer"))).isEqualTo("r-xr-xr-x");
    assertThat(mode(driver.directory().resolve("driver.json"))).isEqualTo("r--r--r--");
    assertThat(rig.events()).contains("package.installed test.thermometer");
    assertThat(rig.data.resolve("packages/.staging")).isEmptyDirectory();
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void the_same_content_changes_nothing_and_other_content_is_a_conflict() {
    UnitPackage first = rig.install(Driver.of("1.0.0"));
    assertThat(rig.install(Driver.of("1.0.0"))).isEqualTo(first);
    assertThat(rig.events()).containsOnlyOnce("package.installed test.thermometer");

    assertThat(refusal(() -> rig.install(Driver.of("1.0.0").command("more"))))
        .isInstanceOf(Refusal.Conflict.class);
    assertThat(rig.packages().find("test.thermometer").orElseThrow().meta().command("more"))
        .isEmpty();
  }

  @Test
  void a_package_whose_files_are_gone_is_mended_by_installing_it_again() throws IOException {
    UnitPackage driver = rig.install(Driver.of("1.0.0"));
    FileModes.delete(driver.directory());
    rig.install(Driver.of("1.0.0"));

    assertThat(driver.directory().resolve("stdio.drv.thermometer")).isExecutable();
  }

  @Test
  void versions_are_ordered_by_meaning_and_found_by_id_file_name_and_version() {
    for (String version : List.of("1.10.0", "1.9.0", "1.10.0-rc.1")) {
      rig.install(Driver.of(version));
    }
    rig.install(Driver.of("other.driver", "0.1").program("stdio.drv.other"));

    assertThat(rig.packages().entry("test.thermometer").orElseThrow().versions())
        .containsExactly("1.10.0", "1.10.0-rc.1", "1.9.0");
    assertThat(rig.packages().entries())
        .extracting(entry -> entry.shown().ref())
        .containsExactly("other.driver@0.1", "test.thermometer@1.10.0");
    assertThat(rig.packages().find("stdio.drv.thermometer@1.9.0")).isPresent();
    assertThat(rig.packages().find("stdio.drv.other").orElseThrow().id()).isEqualTo("other.driver");
    assertThat(rig.packages().find("test.thermometer@2")).isEmpty();
    assertThat(rig.packages().find("nothing")).isEmpty();
  }

  @Test
  void packages_are_there_after_a_restart() {
    UnitPackage driver = rig.install(Driver.of("1.0.0"));
    rig.restartKernel();

    assertThat(rig.packages().list()).containsExactly(driver);
  }

  @Test
  void a_driver_that_describes_nothing_exports_its_meta() {
    UnitPackage driver = rig.install(Driver.of("1.0.0").says("silent", true).says("exports", true));

    assertThat(driver.meta().command("echo")).isPresent();
  }

  @Test
  void the_file_beside_a_mute_driver_stands_for_it() throws IOException {
    Driver mute = Driver.of("1.0.0").says("silent", true);
    Path source = mute.write(rig.source("mute"));
    Files.writeString(source.resolve("driver.meta.json"), Json.text(mute.meta()));

    assertThat(install(source).packages()).hasSize(1);
  }

  @Test
  void a_driver_without_meta_is_refused_with_what_was_tried_and_its_last_words() {
    Driver mute = Driver.of("1.0.0").says("silent", true).says("says", "[ERROR] no licence");
    Refusal refused = refusal(() -> rig.install(mute));

    assertThat(refused).isInstanceOf(Refusal.Invalid.class);
    assertThat(refused.message())
        .contains("meta.describe", "--export-meta", "driver.meta.json", "[ERROR] no licence");
    assertThat(rig.packages().list()).isEmpty();
  }

  @Test
  void what_a_driver_leaves_beside_itself_when_tried_is_no_part_of_it() {
    UnitPackage driver = rig.install(Driver.of("1.0.0").says("litter", true));

    assertThat(driver.directory().resolve("litter.txt")).doesNotExist();
    assertThat(rig.install(Driver.of("1.0.0").says("litter", true))).isEqualTo(driver);
  }

  @Test
  void names_that_lead_out_of_the_directory_are_refused() {
    for (String bad : List.of("../evil", "a/b", ".hidden", "", "a b")) {
      assertThat(refusal(() -> rig.install(Driver.of(bad, "1.0.0"))))
          .isInstanceOf(Refusal.Invalid.class);
      assertThat(refusal(() -> rig.install(Driver.of("fine", bad))))
          .isInstanceOf(Refusal.Invalid.class);
    }
    assertThat(rig.packages().list()).isEmpty();
  }

  @Test
  void a_tree_installs_what_works_and_tells_of_the_rest() throws IOException {
    Path tree = rig.source("drivers");
    Driver.of("good.one", "1.0.0").write(tree.resolve("one"));
    Driver.of("good.two", "1.0.0").program("stdio.drv.two").write(tree.resolve("two"));
    Driver.of("bad", "1.0.0").says("silent", true).write(tree.resolve("mute"));
    Driver.of("gone", "1.0.0").write(tree.resolve("gone.failed"));
    Files.createDirectories(tree.resolve("empty"));
    Installed installed = install(tree);

    assertThat(installed.packages())
        .extracting(UnitPackage::id)
        .containsExactly("good.one", "good.two");
    assertThat(installed.failed()).extracting(Installed.Failed::directory).containsExactly("mute");
  }

  @Test
  void a_directory_without_a_driver_is_refused() throws IOException {
    Path empty = Files.createDirectories(rig.source("empty"));
    assertThat(refusal(() -> install(empty)).message()).contains("stdio.drv.");
    assertThat(refusal(() -> install(rig.source("missing")))).isInstanceOf(Refusal.Invalid.class);
    Path dull = Driver.of("1.0.0").mode("rw-r--r--").write(rig.source("dull"));
    assertThat(refusal(() -> install(dull)).message()).contains("executable");
  }

  @Test
  void links_within_a_package_are_followed_and_others_refused() throws IOException {
    Path source = Driver.of("1.0.0").write(rig.source("links"));
    Files.writeString(source.resolve("libx.so.1"), "x");
    Files.createSymbolicLink(source.resolve("libx.so"), Path.of("libx.so.1"));
    Path copied = install(source).packages().getFirst().directory().resolve("libx.so");
    assertThat(copied).isRegularFile().hasContent("x");
    assertThat(Files.isSymbolicLink(copied)).isFalse();

    for (String target : List.of("/etc/hostname", "../..", "nowhere", ".")) {
      Path evil = Driver.of("2.0.0").write(rig.source("evil" + target.hashCode()));
      Files.createSymbolicLink(evil.resolve("link"), Path.of(target));
      assertThat(refusal(() -> install(evil)).message()).contains("link");
    }
  }

  @Test
  void defaults_are_checked_sealed_and_masked() throws IOException {
    rig.install(Driver.of("1.0.0").field("port", "int", "max", 10).secret("password"));
    rig.packages()
        .configure("test.thermometer", Map.of("port", 5, "password", "Plain-Word"), "test");

    assertThat(rig.packages().defaults("test.thermometer"))
        .isEqualTo(Map.of("port", 5, "password", "***"));
    rig.packages().configure("test.thermometer", Map.of("port", 6, "password", "***"), "test");
    assertThat(rig.packages().plainDefaults("test.thermometer"))
        .isEqualTo(Map.of("port", 6, "password", "Plain-Word"));
    assertThat(refusal(() -> rig.packages().configure("test.thermometer", Map.of("port", 11), "t")))
        .isEqualTo(new Refusal.Invalid("config.port", ": value 11 > max 10"));
    assertThat(Plain.places(rig.data, "Plain-Word")).isEmpty();
    assertThat(Plain.places(rig.store.directory(), "Plain-Word")).isEmpty();
  }

  @Test
  void an_overlay_holds_for_every_version_as_far_as_it_has_what_is_named() {
    rig.install(Driver.of("1.0.0").field("key", "string"));
    rig.install(Driver.of("2.0.0").field("key", "string").command("extra"));
    rig.packages()
        .overlay(
            "test.thermometer",
            Map.of(
                "config",
                Map.of(
                    "fields",
                    List.of(Map.of("name", "key", "x-backplane", Map.of("sensitive", true)))),
                "commands",
                List.of(Map.of("name", "extra", "x-backplane", Map.of("readOnly", true)))),
            "test");

    for (UnitPackage driver : rig.packages().list()) {
      assertThat(driver.meta().config().fields().getFirst().sensitive()).isTrue();
    }
    UnitPackage newest = rig.packages().find("test.thermometer").orElseThrow();
    assertThat(newest.meta().command("extra").orElseThrow().flags().readOnly()).isTrue();
    assertThatThrownBy(
            () ->
                rig.packages()
                    .overlay(
                        "test.thermometer",
                        Map.of("commands", List.of(Map.of("name", "nothing"))),
                        "test"))
        .isInstanceOf(RefusedException.class);
  }

  @Test
  void what_an_instance_uses_is_not_removed() {
    rig.install(Driver.of("1.0.0"));
    rig.install(Driver.of("1.1.0"));
    rig.instances().create(NewInstance.of("test.thermometer@1.0.0"), "test");

    assertThat(refusal(() -> rig.packages().remove("test.thermometer@1.0.0", "test")).message())
        .contains("thermometer");
    assertThat(refusal(() -> rig.packages().remove("test.thermometer", "test")))
        .isInstanceOf(Refusal.Conflict.class);
    assertThat(rig.packages().list()).hasSize(2);

    rig.packages().remove("test.thermometer@1.1.0", "test");
    rig.instances().delete("thermometer", false, "test");
    rig.packages().remove("test.thermometer", "test");
    assertThat(rig.packages().list()).isEmpty();
    assertThat(rig.data.resolve("packages/drivers/test.thermometer")).doesNotExist();
    assertThat(refusal(() -> rig.packages().remove("test.thermometer", "test")))
        .isInstanceOf(Refusal.NotFound.class);
  }
}
