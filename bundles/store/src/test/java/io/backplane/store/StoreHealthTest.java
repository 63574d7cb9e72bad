package io.backplane.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.api.call.RefusedException;
import io.backplane.api.event.Event;
import io.backplane.api.health.HealthLevel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreHealthTest {

  @TempDir Path directory;
  private final AtomicLong free = new AtomicLong(Long.MAX_VALUE);
  private SqliteStore store;
  private StoreHealth health;

  @BeforeEach
  void open() {
    var setup = StoreSetup.manager(directory).freeBytes(free::get);
    store = SqliteStore.open(setup.limits(setup.limits().queueMax(4)));
    store.migrate(Notes.MIGRATIONS);
    health = new StoreHealth(Map.of("manager", store));
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void a_store_that_takes_writes_is_healthy_and_shows_its_figures() {
    store.write(tx -> Notes.add(tx, 1));
    var result = health.check();
    assertThat(result.level()).isEqualTo(HealthLevel.HEALTHY);
    assertThat(result.facts().get("manager"))
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsKeys("waiting", "commits", "lastCommit", "freeBytes")
        .hasEntrySatisfying("walBytes", bytes -> assertThat((Long) bytes).isPositive());
  }

  @Test
  void more_than_half_a_queue_is_degraded() throws Exception {
    var leave = new CountDownLatch(1);
    var writes =
        Waiting.together(
            1,
            _ ->
                () ->
                    store.<Long>write(
                        _ -> {
                          Waiting.on(leave);
                          return 0L;
                        }));
    Waiting.until("the writer is busy", () -> store.writerFigures().startedNanos().isPresent());
    Waiting.until("the queue is empty", () -> store.waiting() == 0);
    var waiting = Waiting.together(3, id -> () -> store.write(tx -> Notes.add(tx, id)));
    Waiting.until("three wait", () -> store.waiting() == 3);
    assertThat(health.check().level()).isEqualTo(HealthLevel.DEGRADED);
    assertThat(health.check().reason()).contains("3 of 4 writes wait");
    leave.countDown();
    Waiting.get(writes.getFirst());
    for (var write : waiting) {
      Waiting.get(write);
    }
    assertThat(health.check().level()).isEqualTo(HealthLevel.HEALTHY);
  }

  @Test
  void a_disk_under_the_floor_is_unhealthy() {
    free.set(1);
    assertThat(health.check().level()).isEqualTo(HealthLevel.UNHEALTHY);
    assertThat(health.check().reason()).contains("disk of").contains("make room");
    free.set(Long.MAX_VALUE);
    assertThat(health.check().level()).isEqualTo(HealthLevel.HEALTHY);
  }

  @Test
  void a_write_that_failed_is_unhealthy_until_one_succeeds() {
    free.set(1);
    try {
      store.write(tx -> Notes.add(tx, 1));
    } catch (RefusedException _) {
      // looked at below
    }
    free.set(Long.MAX_VALUE);
    assertThat(health.check().reason()).contains("the last write failed");
    assertThat(health.check().level()).isEqualTo(HealthLevel.UNHEALTHY);
    store.write(tx -> Notes.add(tx, 1));
    assertThat(health.check().level()).isEqualTo(HealthLevel.HEALTHY);
  }

  @Test
  void a_cursor_that_fell_behind_is_counted() throws Exception {
    var events = new EventsHealth(store);
    try (var cursor = store.events().follow(0)) {
      cursor.next(Duration.ZERO);
      assertThat(events.check().level()).isEqualTo(HealthLevel.HEALTHY);
      store.write(
          tx -> {
            for (int i = 0; i <= TailCursor.TAIL_MAX; i++) {
              tx.emit("test.tick", "", Event.Level.INFO, Map.of());
            }
            return 0;
          });
      assertThat(events.check().level()).isEqualTo(HealthLevel.DEGRADED);
      assertThat(events.check().reason()).isEqualTo("1 of 1 cursors are slow");
      while (!cursor.next(Duration.ZERO).isEmpty()) {}
      assertThat(events.check().level()).isEqualTo(HealthLevel.HEALTHY);
    }
  }
}
