package io.backplane.units;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnpackingTest {

  private static final byte[] TEXT = "text".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path directory;

  private Path target() {
    return directory.resolve("around/target");
  }

  private void unpack(ZipMaker zip, PackageLimits limits) {
    try {
      Files.createDirectories(target());
      new Unpacking(limits, target()).zip(zip.write(directory.resolve("x.zip")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Refusal refusal(ZipMaker zip, PackageLimits limits) {
    try {
      unpack(zip, limits);
    } catch (RefusedException e) {
      return e.refusal();
    }
    throw new AssertionError("not refused");
  }

  private void nothingAround() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("around"))) {
      assertThat(files).containsExactly(target());
    }
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void files_come_with_their_modes_and_directories() {
    unpack(
        new ZipMaker()
            .directory("web/")
            .file("stdio.drv.x", TEXT, 0755)
            .file("web/deep/er/page.html", TEXT, 0644)
            .file("empty", new byte[0], 0600),
        PackageLimits.DEFAULT);

    assertThat(target().resolve("stdio.drv.x")).isExecutable().hasContent("text");
    assertThat(Files.isExecutable(target().resolve("web/deep/er/page.html"))).isFalse();
    assertThat(target().resolve("empty")).isEmptyFile();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../evil",
        "a/../../evil",
        "/etc/evil",
        "..",
        "a/..",
        "./a",
        "..\\evil",
        "a\\b",
        "a\0b",
        "new\nline"
      })
  void names_that_lead_elsewhere_are_refused(String name) throws IOException {
    assertThat(refusal(new ZipMaker().file(name, TEXT, 0644), PackageLimits.DEFAULT))
        .isInstanceOf(Refusal.Invalid.class);
    nothingAround();
  }

  @Test
  void links_and_devices_are_refused() throws IOException {
    assertThat(refusal(new ZipMaker().link("link", "/etc/passwd"), PackageLimits.DEFAULT).message())
        .contains("link", "neither a file nor a directory");
    for (int type : new int[] {0x1000, 0x2000, 0x6000, 0xC000}) {
      assertThat(refusal(new ZipMaker().special("dev", type), PackageLimits.DEFAULT))
          .isInstanceOf(Refusal.Invalid.class);
    }
    nothingAround();
  }

  @Test
  void a_name_that_is_there_twice_is_refused() {
    var zip = new ZipMaker().file("a", TEXT, 0644).file("a", TEXT, 0644);
    assertThat(refusal(zip, PackageLimits.DEFAULT).message()).contains("twice");
  }

  @Test
  void a_bomb_is_refused_before_it_is_unpacked() throws IOException {
    var zip = new ZipMaker().file("zeros", new byte[300 << 20], 0644);
    assertThat(refusal(zip, PackageLimits.DEFAULT).message()).contains("200 to 1");
    assertThat(Files.size(target().resolve("zeros"))).isLessThan(70 << 20);
  }

  @Test
  void what_is_small_may_be_packed_tightly() {
    unpack(new ZipMaker().file("zeros", new byte[1 << 20], 0644), PackageLimits.DEFAULT);
    assertThat(target().resolve("zeros")).hasSize(1 << 20);
  }

  @Test
  void more_bytes_than_the_cap_are_refused_over_all_files_together() {
    byte[] noise = new byte[600];
    new Random(1).nextBytes(noise);
    var limits = new PackageLimits(1_000, 10, 200);
    var zip = new ZipMaker().file("a", noise, 0644).file("b", noise, 0644);

    assertThat(refusal(zip, limits)).isInstanceOf(Refusal.OverCap.class);
  }

  @Test
  void more_entries_than_the_cap_are_refused() {
    var limits = new PackageLimits(1_000, 3, 200);
    var zip = new ZipMaker();
    for (int i = 0; i < 4; i++) {
      zip.file("f" + i, TEXT, 0644);
    }
    assertThat(refusal(zip, limits)).isInstanceOf(Refusal.OverCap.class);
  }

  @Test
  void what_is_no_zip_is_refused() throws IOException {
    Files.createDirectories(target());
    for (String content : new String[] {"", "PK", "not a zip at all, whatever its name says"}) {
      Path file = Files.writeString(directory.resolve("x.zip"), content);
      try {
        new Unpacking(PackageLimits.DEFAULT, target()).zip(file);
        throw new AssertionError("not refused");
      } catch (RefusedException e) {
        assertThat(e.refusal()).isInstanceOf(Refusal.Invalid.class);
      }
    }
  }

  /** Whatever is damaged, it is a refusal or files below the target, and nothing else. */
  @Test
  void a_damaged_zip_harms_nobody() throws IOException {
    Path zip =
        new ZipMaker()
            .file("stdio.drv.x", TEXT, 0755)
            .directory("d/")
            .file("d/y", TEXT, 0644)
            .write(directory.resolve("x.zip"));
    byte[] sound = Files.readAllBytes(zip);
    for (int at = 0; at < sound.length; at++) {
      for (byte value : new byte[] {0, 1, (byte) 0xFF, '/', '.'}) {
        byte[] damaged = sound.clone();
        damaged[at] = value;
        Files.write(zip, damaged);
        FileModes.delete(target());
        Files.createDirectories(target());
        try {
          new Unpacking(PackageLimits.DEFAULT, target()).zip(zip);
        } catch (RefusedException | IOException e) {
          assertThat(e.getMessage()).isNotNull();
        }
      }
    }
    nothingAround();
  }

  @Test
  void a_zip_from_a_system_without_modes_still_holds_a_driver() {
    try (Rig rig = new Rig()) {
      Path source = Driver.of("1.0.0").write(rig.source("plain"));
      Path zip = new ZipMaker().tree(source, "", false).write(rig.source("plain.zip"));
      assertThat(rig.packages().install(zip, "test").packages().getFirst().ref())
          .isEqualTo("test.thermometer@1.0.0");

      Path other = Driver.of("1.1.0").write(rig.source("deep"));
      Path deep = new ZipMaker().tree(other, "thermometer/", true).write(rig.source("deep.zip"));
      assertThat(rig.packages().install(deep, "test").packages().getFirst().ref())
          .isEqualTo("test.thermometer@1.1.0");
    }
  }
}
