package io.backplane.files;

import static io.backplane.files.Rig.ADMIN;
import static io.backplane.files.Rig.bytes;
import static io.backplane.files.Rig.conflict;
import static io.backplane.files.Rig.invalid;
import static io.backplane.files.Rig.missing;
import static io.backplane.files.Rig.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.files.spi.Expected;
import io.backplane.files.spi.FileLimits;
import io.backplane.files.spi.FileWritten;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Writing, moving and deleting. */
class ChangesTest {

  private final Rig rig = new Rig();

  @AfterEach
  void close() throws Exception {
    rig.assertClean();
    rig.close();
  }

  private static Expected tagged(String etag) {
    return new Expected.Tagged(Set.of(etag));
  }

  @Test
  void an_etag_is_that_of_the_content() {
    FileWritten made = rig.write("workspace/a.js", "one", Expected.ABSENT);
    assertThat(made.created()).isTrue();
    assertThat(made.entry().size()).isEqualTo(3);
    assertThat(rig.etag("workspace/a.js")).isEqualTo(made.entry().etag());
    FileWritten next = rig.write("workspace/a.js", "two", tagged(made.entry().etag()));
    assertThat(next.created()).isFalse();
    assertThat(next.entry().etag()).isNotEqualTo(made.entry().etag());
    assertThat(rig.write("workspace/a.js", "one").entry().etag()).isEqualTo(made.entry().etag());
  }

  @Test
  void a_file_that_is_not_as_expected_stays() {
    String etag = rig.write("workspace/a", "one").entry().etag();
    assertThat(refusal(() -> rig.write("workspace/a", "two", Expected.ABSENT)))
        .isInstanceOfSatisfying(
            Refusal.Stale.class, stale -> assertThat(stale.actual()).isEqualTo(etag));
    assertThat(refusal(() -> rig.write("workspace/a", "two", tagged("other"))))
        .isInstanceOf(Refusal.Stale.class);
    assertThat(refusal(() -> rig.write("workspace/b", "two", tagged(etag))))
        .isInstanceOf(Refusal.Stale.class);
    assertThat(refusal(() -> rig.write("workspace/b", "two", Expected.PRESENT)))
        .isInstanceOf(Refusal.Stale.class);
    conflict(() -> rig.write("workspace/a", "two", Expected.FREE));
    assertThat(refusal(() -> rig.files.delete(ADMIN, "one", "workspace/a", false, tagged("other"))))
        .isInstanceOf(Refusal.Stale.class);
    assertThat(rig.list(ADMIN, "workspace", true)).containsExactly("workspace/a");
    assertThat(rig.read("workspace/a")).isEqualTo("one");
  }

  @Test
  void of_many_who_have_read_the_same_one_wins() throws Exception {
    for (int n = 0; n < 20; n++) {
      int round = n;
      Expected read = tagged(rig.write("workspace/a", "round " + round).entry().etag());
      assertThat(wins(i -> rig.write("workspace/a", "writer " + i, read))).isEqualTo(1);
      rig.delete("workspace/a");
      assertThat(wins(i -> rig.write("workspace/a", "writer " + i, Expected.ABSENT))).isEqualTo(1);
      rig.write("workspace/b", "b");
      assertThat(wins(i -> rig.move("workspace/b", "workspace/c" + round + "-" + i))).isEqualTo(1);
    }
  }

  private interface Attempt {
    Object by(int writer);
  }

  private static long wins(Attempt attempt) throws Exception {
    try (var pool = Executors.newFixedThreadPool(4)) {
      List<Callable<Boolean>> attempts =
          IntStream.range(0, 4).<Callable<Boolean>>mapToObj(i -> () -> won(attempt, i)).toList();
      long wins = 0;
      for (var attempted : pool.invokeAll(attempts)) {
        wins += attempted.get() ? 1 : 0;
      }
      return wins;
    }
  }

  private static boolean won(Attempt attempt, int writer) {
    try {
      attempt.by(writer);
      return true;
    } catch (RefusedException e) {
      return false;
    }
  }

  @Test
  void what_is_replaced_keeps_its_mode() throws Exception {
    rig.write("workspace/run.sh", "#!/bin/sh");
    var mode = PosixFilePermissions.fromString("r-xr-x---");
    Files.setPosixFilePermissions(rig.workspace("run.sh"), mode);
    rig.write("workspace/run.sh", "#!/bin/sh\n:");
    assertThat(Files.getPosixFilePermissions(rig.workspace("run.sh"))).isEqualTo(mode);
  }

  @Test
  void a_text_is_utf8_without_nul_and_of_limited_size() {
    byte[] latin = "größe".getBytes(StandardCharsets.ISO_8859_1);
    invalid("body", () -> rig.files.write(ADMIN, "one", "workspace/a", latin, Expected.ANYTHING));
    invalid("body", () -> rig.write("workspace/a", "a\0b"));
    String full = "ä".repeat(FileLimits.TEXT_BYTES_MAX / 2);
    assertThat(rig.write("workspace/full", full).entry().size()).isEqualTo(1 << 20);
    assertThat(rig.read("workspace/full")).isEqualTo(full);
    invalid("size", () -> rig.write("workspace/a", full + "x"));
    assertThat(rig.list(ADMIN, "workspace", true)).containsExactly("workspace/full");
  }

  @Test
  void a_reader_is_told_what_is_no_text() throws Exception {
    rig.write("workspace/text", "größe 灯\r\n");
    rig.upload("workspace/latin", "größe".getBytes(StandardCharsets.ISO_8859_1));
    rig.upload("workspace/binary", new byte[] {1, 0, 2});
    rig.upload("workspace/large", new byte[FileLimits.TEXT_BYTES_MAX + 1]);
    for (String name : List.of("text", "latin", "binary", "large")) {
      try (var content = rig.files.read(ADMIN, "one", "workspace/" + name)) {
        assertThat(content.text()).as(name).isEqualTo(name.equals("text"));
      }
    }
  }

  @Test
  void a_large_file_has_an_etag_too() throws Exception {
    byte[] large = new byte[FileLimits.TEXT_BYTES_MAX + 1];
    FileWritten first = rig.upload("workspace/large", large);
    assertThat(rig.etag("workspace/large")).isEqualTo(first.entry().etag());
    large[0] = 1;
    FileWritten next =
        rig.files.upload(
            ADMIN,
            "one",
            "workspace/large",
            new ByteArrayInputStream(large),
            tagged(first.entry().etag()));
    assertThat(next.entry().etag()).isNotEqualTo(first.entry().etag());
    assertThat(Files.readAllBytes(rig.workspace("large"))).isEqualTo(large);
  }

  @Test
  void an_upload_that_breaks_off_or_is_too_large_leaves_nothing_and_what_was_there() {
    rig.write("workspace/a", "old");
    InputStream broken =
        new SequenceInputStream(
            new ByteArrayInputStream(new byte[100_000]),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("hung up");
              }
            });
    for (String path : List.of("workspace/a", "workspace/new")) {
      invalid("body", () -> rig.files.upload(ADMIN, "one", path, broken, Expected.ANYTHING));
    }
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 'x';
          }

          @Override
          public int read(byte[] buffer, int from, int length) {
            return length;
          }
        };
    invalid(
        "size", () -> rig.files.upload(ADMIN, "one", "workspace/a", endless, Expected.ANYTHING));
    assertThat(rig.read("workspace/a")).isEqualTo("old");
    assertThat(rig.list(ADMIN, "workspace", true)).containsExactly("workspace/a");
  }

  @Test
  void a_full_disk_is_told_before_anything_is_lost() {
    rig.write("workspace/a", "old");
    rig.free.set(FileLimits.FREE_BYTES_MIN - 1);
    for (String path : List.of("workspace/a", "workspace/new")) {
      assertThat(refusal(() -> rig.write(path, "new"))).isInstanceOf(Refusal.OverCap.class);
    }
    assertThat(refusal(() -> rig.directory("workspace/d"))).isInstanceOf(Refusal.OverCap.class);
    assertThat(rig.read("workspace/a")).isEqualTo("old");
    rig.delete("workspace/a");
    assertThat(rig.list(ADMIN, "workspace", true)).isEmpty();
  }

  @Test
  void a_disk_that_becomes_full_on_the_way_leaves_nothing() {
    var filling =
        new ByteArrayInputStream(new byte[4 << 20]) {
          @Override
          public synchronized int read(byte[] buffer, int from, int length) {
            if (pos > 2 << 20) {
              rig.free.set(0);
            }
            return super.read(buffer, from, length);
          }
        };
    assertThat(
            refusal(
                () -> rig.files.upload(ADMIN, "one", "workspace/new", filling, Expected.ANYTHING)))
        .isInstanceOf(Refusal.OverCap.class);
    assertThat(rig.list(ADMIN, "workspace", true)).isEmpty();
  }

  @Test
  void a_directory_that_is_full_takes_no_more() throws Exception {
    Files.createDirectory(rig.workspace("full"));
    for (int i = 0; i < FileLimits.ENTRIES_MAX; i++) {
      Files.createFile(rig.workspace("full/" + i));
    }
    rig.write("workspace/a", "x");
    assertThat(refusal(() -> rig.write("workspace/full/new", "x")))
        .isInstanceOf(Refusal.OverCap.class);
    assertThat(refusal(() -> rig.directory("workspace/full/new")))
        .isInstanceOf(Refusal.OverCap.class);
    assertThat(refusal(() -> rig.move("workspace/a", "workspace/full/new")))
        .isInstanceOf(Refusal.OverCap.class);
    assertThat(rig.write("workspace/full/0", "x").created()).isFalse();
    rig.delete("workspace/full");
  }

  @Test
  void a_file_needs_its_directory_and_a_directory_is_no_file() {
    missing(() -> rig.write("workspace/no/a", "x"));
    missing(() -> rig.directory("workspace/no/a"));
    rig.write("workspace/a", "x");
    missing(() -> rig.write("workspace/a/b", "x"));
    missing(() -> rig.read("workspace/a/b"));
    rig.directory("workspace/d");
    conflict(() -> rig.write("workspace/d", "x"));
    conflict(() -> rig.read("workspace/d"));
    conflict(() -> rig.directory("workspace/d"));
    conflict(() -> rig.directory("workspace/a"));
  }

  @Test
  void a_move_takes_all_along_and_replaces_only_files_and_only_when_asked() {
    rig.directory("workspace/d");
    rig.write("workspace/d/a", "a");
    rig.write("workspace/b", "b");
    rig.move("workspace/d", "workspace/e");
    assertThat(rig.read("workspace/e/a")).isEqualTo("a");
    conflict(() -> rig.move("workspace/e/a", "workspace/b"));
    rig.files.move(ADMIN, "one", "workspace/e/a", "workspace/b", true);
    assertThat(rig.read("workspace/b")).isEqualTo("a");
    conflict(() -> rig.files.move(ADMIN, "one", "workspace/e", "workspace/b", true));
    conflict(() -> rig.files.move(ADMIN, "one", "workspace/b", "workspace/e", true));
    missing(() -> rig.move("workspace/nothing", "workspace/x"));
    missing(() -> rig.move("workspace/b", "workspace/no/x"));
    assertThat(rig.list(ADMIN, "workspace", true)).containsExactly("workspace/b", "workspace/e");
  }

  @Test
  void nothing_is_moved_to_itself_or_into_itself() {
    rig.directory("workspace/d");
    rig.directory("workspace/d/e");
    for (String to : List.of("workspace/d", "workspace/d/x", "workspace/d/e/x")) {
      conflict(() -> rig.files.move(ADMIN, "one", "workspace/d", to, true));
    }
    rig.directory("workspace/dd");
    rig.move("workspace/d", "workspace/dd/d");
    assertThat(rig.list(ADMIN, "workspace", true)).contains("workspace/dd/d/e");
  }

  @Test
  void capitals_can_be_changed() {
    rig.write("workspace/readme", "x");
    rig.move("workspace/readme", "workspace/README");
    assertThat(rig.list(ADMIN, "workspace", true)).containsExactly("workspace/README");
  }

  @Test
  void a_tree_however_deep_and_closed_is_deleted() throws Exception {
    Path deepest = Files.createDirectory(rig.workspace("deep"));
    for (int i = 0; i < 500; i++) { // deeper than any path that could be given
      deepest = Files.createDirectory(deepest.resolve("d"));
    }
    Files.writeString(deepest.resolve("f"), "x");
    Path closed = Files.createDirectories(rig.workspace("deep/closed/below"));
    Files.writeString(closed.resolve("f"), "x");
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-xr-xr-x"));
    conflict(() -> rig.files.delete(ADMIN, "one", "workspace/deep", false, Expected.ANYTHING));
    rig.delete("workspace/deep");
    assertThat(rig.list(ADMIN, "workspace", true)).isEmpty();
    missing(() -> rig.delete("workspace/deep"));
  }

  @Test
  void what_a_killed_kernel_has_left_goes_at_the_next_start() throws Exception {
    Files.createDirectories(rig.root.resolve(".backplane-staged-1/d"));
    Files.writeString(rig.root.resolve(".backplane-staged-1/d/f"), "x");
    Files.writeString(rig.root.resolve(".backplane-staged-2"), "x");
    Files.createSymbolicLink(rig.root.resolve(".backplane-staged-3"), rig.outside);
    new Area(rig.root).sweep();
    assertThat(rig.root.resolve("workspace")).exists();
  }

  @Test
  void every_change_is_an_event() {
    rig.files.write(ADMIN, "one", "workspace/a", bytes("x"), Expected.ABSENT);
    rig.files.write(ADMIN, "one", "workspace/a", bytes("y"), Expected.ANYTHING);
    rig.files.makeDirectory(ADMIN, "one", "shared/d");
    rig.files.move(ADMIN, "one", "workspace/a", "shared/d/a", false);
    rig.files.delete(ADMIN, "one", "shared/d", true, Expected.ANYTHING);
    conflict(() -> rig.directory("workspace"));
    assertThat(rig.stories())
        .extracting(story -> story.get("what") + " " + story.get("path"))
        .containsExactly(
            "created workspace/a",
            "written workspace/a",
            "directory shared/d",
            "moved shared/d/a",
            "deleted shared/d");
    assertThat(rig.stories().getFirst())
        .containsEntry("instance", "one")
        .containsEntry("by", "root")
        .containsKey("etag");
    assertThat(rig.stories().get(3)).containsEntry("from", "workspace/a");
  }

  @Test
  void a_change_stands_where_its_event_cannot_be_written() {
    rig.store.freeBytes(0);
    rig.write("workspace/a", "x");
    rig.store.freeBytes(Long.MAX_VALUE);
    assertThat(rig.read("workspace/a")).isEqualTo("x");
    assertThat(rig.stories()).isEmpty();
  }
}
