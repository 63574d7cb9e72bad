package io.backplane.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskFullTest {

  private static final int ROW_BYTES = 20_000;
  private static final int PAGES_MAX = 100;

  @TempDir Path directory;

  private static void refusesForTheDisk(ThrowingCallable write) {
    assertThatThrownBy(write)
        .isInstanceOfSatisfying(
            RefusedException.class,
            e ->
                assertThat(e.refusal())
                    .isInstanceOfSatisfying(
                        Refusal.OverCap.class,
                        cap -> {
                          assertThat(cap.cap()).startsWith("disk of ");
                          assertThat(cap.wayOut()).contains("make room");
                        }));
  }

  private static long addLarge(SqliteStore store, long id) {
    return store.write(tx -> Notes.addWithEvent(tx, id, large()));
  }

  private static String large() {
    return "x".repeat(ROW_BYTES);
  }

  /** Adds rows until one is refused. */
  private static long fill(SqliteStore store) {
    for (long id = 1; id < 100_000; id++) {
      try {
        addLarge(store, id);
      } catch (RefusedException _) {
        return id;
      }
    }
    throw new AssertionError("nothing was refused");
  }

  private static void setPagesMax(SqliteStore store, int pages) {
    store.write(tx -> tx.first("PRAGMA max_page_count = " + pages, row -> 0));
  }

  private static void holds(SqliteStore store, long rows) {
    assertThat(Notes.count(store)).isEqualTo(rows);
    assertThat(store.events().since(0, 10_000))
        .as("one event for each row and none besides")
        .hasSize((int) rows);
  }

  @Test
  void a_database_that_may_not_grow_refuses_and_recovers() {
    try (var store = SqliteStore.open(StoreSetup.manager(directory))) {
      store.migrate(Notes.MIGRATIONS);
      setPagesMax(store, PAGES_MAX);
      long refused = fill(store);
      refusesForTheDisk(() -> addLarge(store, refused));
      holds(store, refused - 1);
      assertThat(store.writerFigures().fault()).isPresent();

      setPagesMax(store, 100 * PAGES_MAX);
      addLarge(store, refused);
      holds(store, refused);
      assertThat(store.writerFigures().fault()).isEmpty();
    }
  }

  @Test
  void a_full_disk_is_told_to_the_whole_group_and_keeps_nothing_of_it() throws Exception {
    try (var store = SqliteStore.open(StoreSetup.manager(directory))) {
      store.migrate(Notes.MIGRATIONS);
      setPagesMax(store, PAGES_MAX);
      var entered = new CountDownLatch(1);
      var leave = new CountDownLatch(1);
      var held = Waiting.together(1, _ -> () -> store.write(_ -> pass(entered, leave))).getFirst();
      Waiting.on(entered);
      var writes =
          Waiting.together(40, id -> () -> store.write(tx -> Notes.addWithEvent(tx, id, large())));
      Waiting.until("all wait", () -> store.waiting() == 40);
      leave.countDown();
      Waiting.get(held);
      for (var write : writes) {
        assertThatThrownBy(() -> Waiting.get(write)).hasCauseInstanceOf(RefusedException.class);
      }
      holds(store, 0);
      addLarge(store, 1);
      holds(store, 1);
    }
  }

  private static long pass(CountDownLatch entered, CountDownLatch leave) {
    entered.countDown();
    Waiting.on(leave);
    return 0;
  }

  @Test
  void a_work_that_hides_the_full_disk_is_refused_all_the_same() {
    try (var store = SqliteStore.open(StoreSetup.manager(directory))) {
      store.migrate(Notes.MIGRATIONS);
      setPagesMax(store, PAGES_MAX);
      long refused = fill(store);
      refusesForTheDisk(
          () ->
              store.write(
                  tx -> {
                    try {
                      Notes.add(tx, refused, large());
                    } catch (RefusedException _) {
                      return "carried on";
                    }
                    return "done";
                  }));
      holds(store, refused - 1);
    }
  }

  @Test
  void under_the_floor_writes_are_refused_until_there_is_room() {
    var free = new AtomicLong(Long.MAX_VALUE);
    var setup = StoreSetup.manager(directory).freeBytes(free::get);
    try (var store = SqliteStore.open(setup)) {
      store.migrate(Notes.MIGRATIONS);
      free.set(StoreSetup.Limits.FLOOR_BYTES - 1);
      refusesForTheDisk(() -> addLarge(store, 1));
      holds(store, 0);
      free.set(StoreSetup.Limits.FLOOR_BYTES);
      addLarge(store, 1);
      holds(store, 1);
    }
  }

  @Test
  void a_store_opens_and_reads_under_the_floor() {
    var setup = StoreSetup.manager(directory);
    try (var store = SqliteStore.open(setup)) {
      store.migrate(Notes.MIGRATIONS);
      addLarge(store, 1);
    }
    try (var store = SqliteStore.open(setup.freeBytes(() -> 0))) {
      store.migrate(Notes.MIGRATIONS);
      holds(store, 1);
      assertThat(store.events().last()).isEqualTo(1);
    }
  }

  @Test
  void a_disk_without_a_free_byte_refuses_and_recovers() throws Exception {
    Path disk = Files.createDirectory(directory.resolve("disk"));
    assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=2m", "none", disk.toString()), "no mount");
    try {
      fillUpAndMakeRoom(disk);
    } finally {
      assertThat(run("umount", disk.toString())).isTrue();
    }
  }

  private static void fillUpAndMakeRoom(Path disk) throws IOException {
    var setup = StoreSetup.manager(disk);
    var ballast = disk.resolve("ballast");
    try (var store =
        SqliteStore.open(setup.limits(StoreSetup.Limits.DEFAULT.floorBytes(() -> 0)))) {
      store.migrate(Notes.MIGRATIONS);
      Files.write(ballast, new byte[600_000]);
      long refused = fill(store);
      refusesForTheDisk(() -> addLarge(store, refused));
      holds(store, refused - 1);
      Files.delete(ballast);
      addLarge(store, refused);
      holds(store, refused);
    }
    try (var store = SqliteStore.open(setup)) {
      String sound =
          store.read(
              r -> r.first("PRAGMA integrity_check", x -> x.text("integrity_check")).orElseThrow());
      assertThat(sound).isEqualTo("ok");
    }
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getInputStream().readAllBytes();
    return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
  }
}
