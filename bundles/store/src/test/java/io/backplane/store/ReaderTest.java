package io.backplane.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backplane.store.spi.Reader;
import io.backplane.store.spi.Row;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReaderTest {

  @TempDir Path directory;
  private SqliteStore store;

  @BeforeEach
  void open() {
    store = SqliteStore.open(StoreSetup.manager(directory));
    store.migrate(Notes.MIGRATIONS);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void a_read_sees_one_snapshot_whatever_is_written_meanwhile() {
    store.write(tx -> Notes.add(tx, 1));
    store.read(
        reader -> {
          assertThat(Notes.count(reader)).isEqualTo(1);
          store.write(tx -> Notes.add(tx, 2));
          assertThat(Notes.count(reader)).isEqualTo(1);
          assertThat(Notes.count(store)).as("a read inside the read").isEqualTo(1);
          return 0;
        });
    assertThat(Notes.count(store)).isEqualTo(2);
  }

  @Test
  void at_most_four_read_at_a_time() throws Exception {
    var inside = new AtomicInteger();
    var most = new AtomicInteger();
    var four = new CountDownLatch(4);
    var leave = new CountDownLatch(1);
    var reads =
        Waiting.together(
            12,
            _ ->
                () ->
                    store.<Long>read(
                        reader -> {
                          most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                          four.countDown();
                          Waiting.on(leave);
                          inside.decrementAndGet();
                          return Notes.count(reader);
                        }));
    Waiting.on(four);
    leave.countDown();
    for (var read : reads) {
      Waiting.get(read);
    }
    assertThat(most).hasValue(4);
  }

  @Test
  void a_read_that_throws_leaves_the_connection_usable() {
    for (int i = 0; i < 10; i++) {
      assertThatThrownBy(() -> store.read(r -> r.query("SELECT nothing", row -> 0)))
          .isInstanceOf(IllegalStateException.class);
    }
    assertThat(Notes.count(store)).isZero();
  }

  @Test
  void a_query_may_run_inside_the_mapping_of_the_same_query() {
    store.write(tx -> Notes.add(tx, 1) + Notes.add(tx, 2));
    String sql = "SELECT id FROM notes ORDER BY id";
    var pairs =
        store.read(
            r ->
                r.query(
                    sql,
                    row -> row.number("id") + ":" + r.query(sql, inner -> inner.number("id"))));
    assertThat(pairs).containsExactly("1:[1, 2]", "2:[1, 2]");
  }

  private <T> void comesBack(Object value, Function<Row, T> map, T expected) {
    T found = store.<T>read(r -> r.first("SELECT ? AS v", map, new Object[] {value}).orElseThrow());
    assertThat((Object) found).isEqualTo(expected);
  }

  @Test
  void values_come_back_as_they_went_in() {
    var instant = Instant.ofEpochMilli(1_234_567_890_123L);
    comesBack("Grüße 你好", row -> row.text("v"), "Grüße 你好");
    comesBack(Long.MIN_VALUE, row -> row.number("v"), Long.MIN_VALUE);
    comesBack(7, row -> row.number("v"), 7L);
    comesBack(0.1, row -> row.real("v"), 0.1);
    comesBack(true, row -> row.flag("v"), true);
    comesBack(instant, row -> row.instant("v"), instant);
    comesBack(new byte[] {0, -1}, row -> row.bytes("v"), new byte[] {0, -1});
    comesBack(null, row -> row.isNull("v"), true);
    assertThatThrownBy(() -> comesBack(List.of(), row -> row.text("v"), ""))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void a_null_is_told_by_the_optional_forms_only() {
    comesBack(null, row -> row.optionalText("v"), Optional.empty());
    comesBack(null, row -> row.optionalInstant("v"), Optional.empty());
    assertThatThrownBy(() -> comesBack(null, row -> row.number("v"), 0L))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("column v is null");
    assertThatThrownBy(() -> comesBack(null, row -> row.text("v"), ""))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void a_reader_and_a_row_are_of_no_use_outside() {
    var reader = new AtomicReference<Reader>();
    var row = new AtomicReference<Row>();
    store.read(
        r -> {
          reader.set(r);
          r.first("SELECT 1 AS v", inner -> Boolean.valueOf(row.compareAndSet(null, inner)));
          return 0;
        });
    assertThatThrownBy(() -> Notes.count(reader.get())).hasMessageContaining("after its work");
    assertThatThrownBy(() -> row.get().number("v")).hasMessageContaining("after its mapping");
  }
}
