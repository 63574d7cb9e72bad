package io.backplane.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.plugins.DropIn.Look;
import io.backplane.testing.SettableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DropInTest {

  private static final Duration QUIET = Duration.ofMillis(DropIn.QUIET_MS);
  private static final Duration PATIENCE = Duration.ofMillis(DropIn.PATIENCE_MS);

  @TempDir private Path directory;
  private final SettableClock clock = new SettableClock();
  private DropIn dropIn;
  private long fileTime;

  @BeforeEach
  void open() {
    dropIn = new DropIn(directory, clock, clock::nanos);
  }

  private Path file(String name) {
    return directory.resolve(name);
  }

  /** Writes over a file, with a time of its own so that no two writes look alike. */
  private Path write(String name, byte[] bytes) throws IOException {
    Path file = Jars.write(file(name), bytes);
    Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH.plusSeconds(++fileTime)));
    return file;
  }

  private static byte[] jar(String version) {
    return Jars.plugin("greeter", version).stored().bytes();
  }

  private Look after(Duration time) throws IOException {
    clock.advance(time);
    return dropIn.look();
  }

  /** Looks now, and again when what was there then has been quiet long enough. */
  private Look settled() throws IOException {
    dropIn.look();
    after(QUIET);
    return after(PATIENCE);
  }

  private static void nothing(Look look, boolean unsettled) {
    assertThat(look).isEqualTo(new Look(Map.of(), Map.of(), unsettled));
  }

  @Test
  void an_empty_directory_is_settled() throws Exception {
    nothing(dropIn.look(), false);
  }

  @Test
  void a_whole_jar_counts_once_it_has_been_left_alone() throws Exception {
    Path file = write("g.jar", jar("1.0.0"));

    nothing(dropIn.look(), true);
    nothing(after(QUIET.minusNanos(1_000_000)), true);
    Look look = after(Duration.ofMillis(1));
    assertThat(look.jars()).containsOnlyKeys(file);
    assertThat(look.jars().get(file).version()).hasToString("1.0.0");
    assertThat(look.unsettled()).isFalse();
    assertThat(after(Duration.ofDays(1))).isEqualTo(look);
  }

  @Test
  void a_copy_under_way_is_neither_plugin_nor_broken_however_long_it_takes() throws Exception {
    byte[] whole = jar("1.0.0");
    for (int length = 1; length < whole.length; length += 50) {
      write("g.jar", Arrays.copyOf(whole, length));
      nothing(dropIn.look(), true);
      nothing(after(PATIENCE.minusMillis(1)), true);
    }
    Path file = write("g.jar", whole);
    nothing(dropIn.look(), true);

    assertThat(after(QUIET).jars()).containsOnlyKeys(file);
  }

  @Test
  void what_stays_no_jar_is_broken_after_a_while_with_the_reason_and_when() throws Exception {
    Path file = write("g.jar", new byte[10]);
    dropIn.look();
    nothing(after(QUIET), true);
    nothing(after(PATIENCE.minus(QUIET).minusMillis(1)), true);

    Look look = after(Duration.ofMillis(1));
    assertThat(look.jars()).isEmpty();
    assertThat(look.broken()).containsOnlyKeys(file);
    assertThat(look.broken().get(file).reason()).startsWith("the jar is broken: ");
    assertThat(look.broken().get(file).at()).isEqualTo(clock.instant());
    assertThat(look.unsettled()).isFalse();
    assertThat(after(Duration.ofDays(1))).isEqualTo(look);
  }

  @Test
  void a_broken_file_that_is_repaired_becomes_a_plugin() throws Exception {
    Path file = write("g.jar", new byte[10]);
    assertThat(settled().broken()).containsOnlyKeys(file);
    write("g.jar", jar("1.0.0"));

    nothing(dropIn.look(), true);
    Look look = after(QUIET);
    assertThat(look.jars()).containsOnlyKeys(file);
    assertThat(look.broken()).isEmpty();
  }

  @Test
  void a_jar_rewritten_in_place_is_a_new_one() throws Exception {
    Path file = write("g.jar", jar("1.0.0"));
    settled();
    write("g.jar", jar("1.0.1"));

    nothing(dropIn.look(), true);
    assertThat(after(QUIET).jars().get(file).version()).hasToString("1.0.1");
  }

  @Test
  void a_jar_replaced_by_a_rename_is_a_new_one_even_with_size_and_time_alike() throws Exception {
    Path file = write("g.jar", jar("1.0.0"));
    FileTime time = Files.getLastModifiedTime(file);
    settled();
    Path next = Jars.write(directory.resolve("g.tmp"), jar("1.0.1"));
    assertThat(Files.size(next)).isEqualTo(Files.size(file));
    Files.setLastModifiedTime(next, time);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);

    nothing(dropIn.look(), true);
    assertThat(after(QUIET).jars().get(file).version()).hasToString("1.0.1");
  }

  @Test
  void a_renamed_jar_is_gone_under_one_name_and_unsettled_under_the_other() throws Exception {
    write("a.jar", jar("1.0.0"));
    settled();
    Files.move(file("a.jar"), file("b.jar"));

    nothing(dropIn.look(), true);
    assertThat(after(QUIET).jars()).containsOnlyKeys(file("b.jar"));
  }

  @Test
  void a_jar_removed_and_put_back_is_looked_at_afresh() throws Exception {
    Path file = write("g.jar", jar("1.0.0"));
    settled();
    Files.delete(file);
    nothing(dropIn.look(), false);
    write("g.jar", jar("1.0.0"));

    nothing(dropIn.look(), true);
    assertThat(after(QUIET).jars()).containsOnlyKeys(file);
  }

  @Test
  void one_file_that_changes_does_not_hide_the_others() throws Exception {
    Path good = write("good.jar", jar("1.0.0"));
    settled();
    write("new.jar", new byte[3]);
    Look look = dropIn.look();

    assertThat(look.jars()).containsOnlyKeys(good);
    assertThat(look.unsettled()).isTrue();
  }

  @Test
  void hidden_files_other_endings_and_folders_are_not_looked_at() throws Exception {
    write(".g.jar", jar("1.0.0"));
    write("g.jar.part", jar("1.0.0"));
    write("g.txt", new byte[3]);
    Files.createDirectory(file("folder.jar"));
    Files.createDirectory(file("unloaded"));
    Jars.write(file("unloaded").resolve("g.jar"), jar("1.0.0"));

    nothing(settled(), false);
  }

  @Test
  void a_link_is_broken() throws Exception {
    Path real = Jars.write(Files.createDirectory(file("aside")).resolve("g.jar"), jar("1.0.0"));
    Files.createSymbolicLink(file("g.jar"), real);

    assertThat(settled().broken().get(file("g.jar")).reason()).contains("is not a regular file");
  }

  @Test
  void a_manifest_no_parser_reads_is_broken_and_stops_no_look() throws Exception {
    write(
        "bad.jar",
        Jars.plugin("x", "1")
            .withoutManifest()
            .entry("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\nBad Name: x\n")
            .bytes());
    Path good = write("good.jar", jar("1.0.0"));
    Look look = settled();

    assertThat(look.jars()).containsOnlyKeys(good);
    assertThat(look.broken()).containsOnlyKeys(file("bad.jar"));
  }

  @Test
  void a_spoiled_jar_is_not_tried_again_until_its_file_changes() throws Exception {
    Path file = write("g.jar", jar("1.0.0"));
    settled();
    dropIn.spoil(file, "does not start");
    dropIn.spoil(file("never seen.jar"), "whatever");

    Look look = after(Duration.ofDays(1));
    assertThat(look.jars()).isEmpty();
    assertThat(look.broken().get(file).reason()).isEqualTo("does not start");
    assertThat(look.unsettled()).isFalse();

    Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH.plusSeconds(99)));
    dropIn.look();
    assertThat(after(QUIET).jars()).containsOnlyKeys(file);
  }
}
