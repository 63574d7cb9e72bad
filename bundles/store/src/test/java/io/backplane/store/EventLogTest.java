package io.backplane.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.event.Event;
import io.backplane.store.spi.EventLog;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventLogTest {

  /** Longer than any wait of a test, so that a reader that is not woken fails it. */
  private static final Duration LONG = Duration.ofHours(1);

  @TempDir Path directory;
  private final AtomicLong eventsMax = new AtomicLong(100_000);
  private SqliteStore store;
  private EventLog log;

  @BeforeEach
  void open() {
    var limits = StoreSetup.Limits.DEFAULT.eventsMax(eventsMax::get);
    store = SqliteStore.open(StoreSetup.manager(directory).limits(limits));
    log = store.events();
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void emit(int count) {
    store.write(
        tx -> {
          for (int i = 0; i < count; i++) {
            tx.emit("test.tick", "", Event.Level.INFO, Map.of());
          }
          return 0;
        });
  }

  private static List<Long> numbers(List<Event> events) {
    return events.stream().map(Event::seq).toList();
  }

  private static List<Long> range(long from, long to) {
    return LongStream.rangeClosed(from, to).boxed().toList();
  }

  private static List<Long> readTo(EventLog.Cursor cursor, long end) throws Exception {
    var seen = new ArrayList<Long>();
    while (seen.isEmpty() || seen.getLast() < end) {
      var events = cursor.next(LONG);
      assertThat(events).as("events before " + end).isNotEmpty();
      seen.addAll(numbers(events));
    }
    return seen;
  }

  @Test
  void numbers_start_at_one_and_go_on_after_a_restart() {
    assertThat(log.last()).isZero();
    emit(3);
    assertThat(log.last()).isEqualTo(3);
    close();
    open();
    assertThat(log.last()).isEqualTo(3);
    emit(1);
    assertThat(numbers(log.since(2, 10))).containsExactly(3L, 4L);
    assertThat(numbers(log.since(0, 2))).containsExactly(1L, 2L);
  }

  @Test
  void what_is_undone_leaves_no_gap() {
    emit(1);
    assertThatThrownBy(
            () ->
                store.write(
                    tx -> {
                      tx.emit("test.undone", "", Event.Level.INFO, Map.of());
                      throw new IllegalArgumentException("undo");
                    }))
        .hasMessage("undo");
    emit(1);
    assertThat(log.since(0, 10)).extracting(Event::type).containsOnly("test.tick");
    assertThat(numbers(log.since(0, 10))).containsExactly(1L, 2L);
  }

  @Test
  void an_event_is_the_same_live_and_from_the_table() throws Exception {
    var data = new LinkedHashMap<String, Object>();
    data.put("long", 5L);
    data.put("float", 0.5f);
    data.put("big", BigInteger.TWO.pow(80));
    data.put("null", null);
    data.put("list", List.of(1, Map.of("deep", "Grüße")));
    try (var cursor = log.follow(0)) {
      assertThat(cursor.next(Duration.ZERO)).isEmpty();
      store.write(tx -> tx.emit("test.data", "me", Event.Level.WARN, data));
      assertThat(cursor.next(LONG)).isEqualTo(log.since(0, 1)).hasSize(1);
    }
  }

  @Test
  void data_that_is_too_long_or_no_value_is_refused_and_nothing_is_written() {
    var tooLong = Map.<String, Object>of("text", "x".repeat(EventCodec.DATA_MAX));
    var noValue = Map.<String, Object>of("thread", Thread.currentThread());
    for (var data : List.of(tooLong, noValue)) {
      assertThatThrownBy(() -> store.write(tx -> tx.emit("test", "", Event.Level.INFO, data)))
          .isInstanceOf(RefusedException.class);
    }
    assertThat(log.last()).isZero();
  }

  @Test
  void telemetry_has_no_event_log() {
    try (var telemetry = SqliteStore.open(StoreSetup.telemetry(directory))) {
      assertThatThrownBy(
              () -> telemetry.write(tx -> tx.emit("test", "", Event.Level.INFO, Map.of())))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("manager");
    }
  }

  @Test
  void a_place_that_the_log_never_reached_is_refused() {
    emit(2);
    log.follow(2).close();
    for (long seq : new long[] {-1, 3}) {
      assertThatThrownBy(() -> log.follow(seq))
          .isInstanceOfSatisfying(
              RefusedException.class,
              e -> assertThat(e.refusal()).isInstanceOf(Refusal.Invalid.class));
    }
    assertThatThrownBy(() -> log.since(0, 10_001)).isInstanceOf(RefusedException.class);
  }

  @Test
  void the_number_of_cursors_is_limited() {
    var cursors = new ArrayList<EventLog.Cursor>();
    for (int i = 0; i < SqliteEventLog.CURSORS_MAX; i++) {
      cursors.add(log.follow(0));
    }
    assertThatThrownBy(() -> log.follow(0))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> assertThat(e.refusal()).isInstanceOf(Refusal.OverCap.class));
    cursors.getFirst().close();
    log.follow(0).close();
  }

  @Test
  void a_write_is_with_live_cursors_when_it_returns() throws Exception {
    try (var cursor = log.follow(0)) {
      assertThat(cursor.next(Duration.ZERO)).isEmpty();
      emit(3);
      assertThat(numbers(cursor.next(Duration.ZERO))).containsExactly(1L, 2L, 3L);
    }
  }

  @Test
  void an_event_seen_in_the_table_before_it_was_published_is_not_repeated() throws Exception {
    emit(3);
    var events = log.since(0, 3);
    var setup = store.setup();
    try (var readers = new ReaderPool(setup, new SqliteFault(new DiskSpace(setup)))) {
      var late = new SqliteEventLog(readers);
      try (var cursor = late.follow(0)) {
        late.publish(events.subList(0, 1));
        assertThat(numbers(cursor.next(LONG))).containsExactly(1L, 2L, 3L);
        assertThat(cursor.next(Duration.ZERO)).as("live, ahead of what is published").isEmpty();
        late.publish(events.subList(1, 3));
        assertThat(cursor.next(Duration.ZERO)).isEmpty();
      }
    }
  }

  @Test
  void a_full_tail_is_read_from_the_table_and_goes_live_again() throws Exception {
    try (var cursor = log.follow(0)) {
      assertThat(cursor.next(Duration.ZERO)).isEmpty();
      emit(TailCursor.TAIL_MAX);
      assertThat(store.eventFigures().overflows()).isZero();
      emit(1);
      assertThat(store.eventFigures().overflows()).isEqualTo(1);
      assertThat(store.eventFigures().slow()).isEqualTo(1);
      emit(1_500);
      long end = TailCursor.TAIL_MAX + 1_501;
      assertThat(readTo(cursor, end)).isEqualTo(range(1, end));
      assertThat(cursor.next(Duration.ZERO)).isEmpty();
      assertThat(store.eventFigures().slow()).isZero();
      emit(1);
      assertThat(numbers(cursor.next(Duration.ZERO))).containsExactly(end + 1);
    }
  }

  @Test
  void a_transaction_larger_than_the_tail_reaches_a_waiting_cursor() throws Exception {
    int count = 3 * TailCursor.TAIL_MAX;
    try (var cursor = log.follow(0)) {
      var reading = Waiting.together(1, _ -> () -> readTo(cursor, count)).getFirst();
      emit(count);
      assertThat(Waiting.get(reading)).isEqualTo(range(1, count));
    }
  }

  @Test
  void closing_a_cursor_wakes_its_reader() throws Exception {
    var cursor = log.follow(0);
    var reading = waitOn(cursor);
    cursor.close();
    assertThat(Waiting.get(reading)).isEmpty();
    assertThat(cursor.next(LONG)).as("a closed cursor").isEmpty();
    assertThat(store.eventFigures().cursors()).isZero();
  }

  @Test
  void closing_the_store_wakes_every_reader() throws Exception {
    var readings = List.of(waitOn(log.follow(0)), waitOn(log.follow(0)));
    store.close();
    for (var reading : readings) {
      assertThat(Waiting.get(reading)).isEmpty();
    }
  }

  private static Future<List<Event>> waitOn(EventLog.Cursor cursor) {
    var future = new FutureTask<>(() -> cursor.next(LONG));
    var thread = Thread.ofPlatform().start(future);
    Waiting.until("it waits", () -> thread.getState() == Thread.State.TIMED_WAITING);
    return future;
  }

  @Test
  void the_oldest_events_are_trimmed_and_a_reader_sees_the_gap() throws Exception {
    eventsMax.set(100);
    try (var cursor = log.follow(0)) {
      emit(50);
      assertThat(readTo(cursor, 50)).isEqualTo(range(1, 50));
      cursor.next(Duration.ZERO);
      for (int i = 0; i < 30; i++) {
        emit(100);
      }
      assertThat(log.since(0, 10_000)).hasSize(100);
      assertThat(readTo(cursor, 3_050)).isEqualTo(range(2_951, 3_050));
    }
    close();
    open();
    emit(1);
    assertThat(log.last()).isEqualTo(3_051);
  }

  @Test
  void a_cap_lowered_at_run_time_is_reached_in_batches() {
    emit(5_000);
    eventsMax.set(10);
    emit(1);
    assertThat(log.since(0, 10_000)).hasSize(5_001 - EventAppender.TRIM_MAX);
    for (int i = 0; i < 5; i++) {
      emit(1);
    }
    assertThat(log.since(0, 10_000)).hasSize(10);
  }

  /** Writers commit, fail and overflow while cursors of every speed and start read along. */
  @Test
  void every_cursor_sees_every_event_once_and_in_order() throws Exception {
    long seed = Long.getLong("backplane.seed", System.nanoTime());
    System.out.println("seed of EventLogTest: -Dbackplane.seed=" + seed);
    for (int round = 0; round < 3; round++) {
      everyCursorSeesAll(seed + round);
      close();
      open();
    }
  }

  private void everyCursorSeesAll(long seed) throws Exception {
    long start = log.last();
    var end = new AtomicLong(Long.MAX_VALUE);
    var cursors = Waiting.together(8, i -> () -> follow(start, end, new Random(seed * 31 + i)));
    var writers = Waiting.together(6, i -> () -> emitAtRandom(new Random(seed * 37 + i)));
    for (var writer : writers) {
      Waiting.get(writer);
    }
    emit(1);
    end.set(log.last());
    emit(1); // wakes who had read to the end before it was known
    for (var cursor : cursors) {
      var seen = Waiting.get(cursor);
      assertThat(seen.subList(0, (int) (end.get() - seen.getFirst() + 1)))
          .isEqualTo(range(seen.getFirst(), end.get()));
    }
  }

  private int emitAtRandom(Random random) {
    for (int i = 0; i < 40; i++) {
      int count = random.nextInt(20) == 0 ? 700 : random.nextInt(30);
      if (random.nextInt(4) == 0) {
        assertThatThrownBy(() -> emitAndFail(count)).hasMessage("undo");
      } else {
        emit(count);
      }
    }
    return 0;
  }

  private void emitAndFail(int count) {
    store.write(
        tx -> {
          for (int i = 0; i < count; i++) {
            tx.emit("test.undone", "", Event.Level.INFO, Map.of());
          }
          throw new IllegalArgumentException("undo");
        });
  }

  /** Fast for an even seed, now and then slow for others; starts where it likes. */
  private List<Long> follow(long start, AtomicLong end, Random random) throws Exception {
    boolean slow = random.nextBoolean();
    long from = start + (log.last() - start) / (1 + random.nextInt(3));
    var seen = new ArrayList<Long>();
    try (var cursor = log.follow(from)) {
      while (seen.isEmpty() || seen.getLast() < end.get()) {
        seen.addAll(numbers(cursor.next(LONG)));
        if (slow) {
          LockSupport.parkNanos(random.nextInt(8_000_000));
        }
      }
    }
    assertThat(seen.getFirst()).isEqualTo(from + 1);
    return seen;
  }
}
