package io.backplane.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.store.spi.Reader;
import io.backplane.store.spi.Transaction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriterTest {

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

  /** Holds the writer inside a work, so that what is queued behind it becomes one group. */
  private final class Held implements AutoCloseable {
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch leave = new CountDownLatch(1);
    private final Future<Long> future =
        Waiting.together(
                1,
                _ ->
                    () ->
                        store.<Long>write(
                            _ -> {
                              entered.countDown();
                              Waiting.on(leave);
                              return 0L;
                            }))
            .getFirst();

    Held() {
      Waiting.on(entered);
    }

    void waitFor(int queued) {
      Waiting.until(queued + " writes wait", () -> store.waiting() == queued);
    }

    @Override
    public void close() throws ExecutionException, TimeoutException {
      leave.countDown();
      Waiting.get(future);
    }
  }

  @Test
  void writes_that_wait_share_one_commit() throws Exception {
    long before = store.writerFigures().commits();
    List<Future<Long>> writes;
    try (var held = new Held()) {
      writes = Waiting.together(300, id -> () -> store.write(tx -> Notes.add(tx, id)));
      held.waitFor(300);
    }
    for (var write : writes) {
      Waiting.get(write);
    }
    // One for the held write, then 300 in groups of at most 256.
    assertThat(store.writerFigures().commits() - before).isEqualTo(3);
    assertThat(Notes.count(store)).isEqualTo(300);
  }

  @Test
  void an_acknowledged_write_is_seen_by_the_next_read() throws Exception {
    var checks =
        Waiting.together(
            64,
            id ->
                () -> {
                  store.write(tx -> Notes.add(tx, id));
                  return store.<Boolean>read(r -> has(r, id));
                });
    for (var check : checks) {
      assertThat(Waiting.get(check)).isTrue();
    }
  }

  private static boolean has(Reader reader, long id) {
    return reader.first("SELECT id FROM notes WHERE id = ?", row -> true, id).isPresent();
  }

  @Test
  void a_work_that_throws_undoes_only_itself() throws Exception {
    List<Future<Long>> writes;
    try (var held = new Held()) {
      writes = Waiting.together(20, id -> () -> store.write(tx -> oddsThrow(Notes.add(tx, id))));
      held.waitFor(20);
    }
    for (int id = 0; id < writes.size(); id++) {
      var write = writes.get(id);
      if (id % 2 == 0) {
        assertThat(Waiting.get(write)).isEqualTo(id);
      } else {
        assertThatThrownBy(() -> Waiting.get(write)).hasRootCauseMessage("odd");
      }
    }
    assertThat(Notes.count(store)).isEqualTo(10);
    assertThat(store.<Boolean>read(r -> has(r, 2) && !has(r, 3))).isTrue();
  }

  private static long oddsThrow(long id) {
    if (id % 2 == 1) {
      throw new IllegalArgumentException("odd");
    }
    return id;
  }

  @Test
  void an_error_that_is_no_exception_undoes_only_itself() {
    assertThatThrownBy(
            () ->
                store.write(
                    tx -> {
                      Notes.add(tx, 1);
                      throw new StackOverflowError();
                    }))
        .isInstanceOf(StackOverflowError.class);
    store.write(tx -> Notes.add(tx, 2));
    assertThat(Notes.count(store)).isEqualTo(1);
  }

  @Test
  void a_violated_constraint_names_the_statement_and_keeps_the_rest() {
    store.write(tx -> Notes.add(tx, 1));
    assertThatThrownBy(() -> store.write(tx -> Notes.add(tx, 1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("UNIQUE")
        .hasMessageContaining("INSERT INTO notes");
    assertThat(Notes.count(store)).isEqualTo(1);
  }

  @Test
  void a_commit_that_fails_is_told_to_everybody_and_keeps_nothing() throws Exception {
    store.write(tx -> tx.update("CREATE TABLE parent (id INTEGER PRIMARY KEY)"));
    store.write(
        tx ->
            tx.update(
                "CREATE TABLE child (parent INTEGER"
                    + " REFERENCES parent(id) DEFERRABLE INITIALLY DEFERRED)"));
    long lastEvent = store.events().last();
    var writes = new ArrayList<Future<Long>>();
    try (var held = new Held()) {
      writes.addAll(Waiting.together(5, id -> () -> store.write(tx -> Notes.addWithEvent(tx, id))));
      writes.addAll(
          Waiting.together(
              1, _ -> () -> (long) store.write(tx -> tx.update("INSERT INTO child VALUES (9)"))));
      held.waitFor(6);
    }
    for (var write : writes) {
      assertThatThrownBy(() -> Waiting.get(write)).hasMessageContaining("FOREIGN KEY");
    }
    assertThat(Notes.count(store)).isZero();
    assertThat(store.events().last()).isEqualTo(lastEvent);
    assertThat(store.writerFigures().fault()).isPresent();
    store.write(tx -> Notes.addWithEvent(tx, 1));
    assertThat(store.writerFigures().fault()).isEmpty();
    assertThat(store.events().last()).isEqualTo(lastEvent + 1);
  }

  @Test
  void a_write_inside_a_write_is_a_mistake() {
    assertThatThrownBy(() -> store.write(_ -> store.write(tx -> Notes.add(tx, 1))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("write inside a write");
    assertThatThrownBy(() -> store.write(_ -> store.read(r -> Notes.count(r))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("read inside a write");
  }

  @Test
  void a_work_cannot_end_the_transaction_of_the_group() {
    for (String sql : List.of("COMMIT", "rollback", " release work", "SAVEPOINT x")) {
      assertThatThrownBy(() -> store.write(tx -> tx.update(sql)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("control the transaction");
    }
  }

  @Test
  void a_column_may_be_named_like_a_statement() {
    store.write(tx -> tx.update("CREATE TABLE versions (\n  release TEXT,\n  savepoint TEXT)"));
    store.write(tx -> tx.update("INSERT INTO versions(\nrelease) VALUES (?)", "1.0"));
    String release =
        store.write(
            tx ->
                tx.first("SELECT\nrelease FROM versions", row -> row.text("release"))
                    .orElseThrow());
    assertThat(release).isEqualTo("1.0");
  }

  @Test
  void a_transaction_is_of_no_use_after_its_work() {
    var kept = new AtomicReference<Transaction>();
    store.write(
        tx -> {
          kept.set(tx);
          return 0;
        });
    assertThatThrownBy(() -> Notes.add(kept.get(), 1)).hasMessageContaining("after its work");
  }

  @Test
  void a_full_queue_is_busy_and_changes_nothing() throws Exception {
    store.close();
    var setup = StoreSetup.manager(directory);
    store = SqliteStore.open(setup.limits(setup.limits().queueMax(3)));
    List<Future<Long>> writes;
    try (var held = new Held()) {
      writes = Waiting.together(3, id -> () -> store.write(tx -> Notes.add(tx, id)));
      held.waitFor(3);
      assertThatThrownBy(() -> store.write(tx -> Notes.add(tx, 99)))
          .isInstanceOfSatisfying(
              RefusedException.class,
              e -> assertThat(e.refusal()).isInstanceOf(Refusal.Busy.class));
    }
    for (var write : writes) {
      Waiting.get(write);
    }
    assertThat(Notes.count(store)).isEqualTo(3);
  }

  @Test
  void an_interrupted_caller_learns_what_became_of_its_write() throws Exception {
    var interrupted = new CompletableFuture<Boolean>();
    Thread caller;
    try (var held = new Held()) {
      caller =
          Thread.ofVirtual()
              .start(
                  () -> {
                    store.write(tx -> Notes.add(tx, 7));
                    interrupted.complete(Thread.currentThread().isInterrupted());
                  });
      held.waitFor(1);
      caller.interrupt();
    }
    assertThat(Waiting.get(interrupted)).isTrue();
    assertThat(Notes.count(store)).isEqualTo(1);
  }

  @Test
  void closing_runs_what_was_queued_and_takes_no_more() throws Exception {
    var held = new Held();
    var writes = Waiting.together(5, id -> () -> store.write(tx -> Notes.add(tx, id)));
    held.waitFor(5);
    var closing = Thread.ofPlatform().start(store::close);
    Waiting.until("the store is closing", () -> closing.getState() != Thread.State.RUNNABLE);
    held.close();
    for (var write : writes) {
      Waiting.get(write);
    }
    closing.join();
    assertThatThrownBy(() -> store.write(tx -> Notes.add(tx, 9))).hasMessageContaining("closed");
    assertThatThrownBy(() -> Notes.count(store)).hasMessageContaining("closed");
    store = SqliteStore.open(StoreSetup.manager(directory));
    assertThat(Notes.count(store)).isEqualTo(5);
  }

  @Test
  void the_number_of_prepared_statements_is_limited() {
    store.write(
        tx -> {
          for (int i = 0; i < 3 * StatementCache.STATEMENTS_MAX; i++) {
            tx.first("SELECT " + i + " AS n", row -> row.number("n"));
          }
          return 0;
        });
    int cached = store.write(tx -> ((SqliteTransaction) tx).session().cachedStatements());
    assertThat(cached).isEqualTo(StatementCache.STATEMENTS_MAX);
  }

  @Test
  void a_statement_is_not_fed_with_an_earlier_calls_arguments() {
    store.write(tx -> Notes.add(tx, 1, "first"));
    String insert = "INSERT INTO notes(id, text) VALUES (?, ?)";
    assertThatThrownBy(() -> store.write(tx -> tx.update(insert, 2)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("1 arguments for 2 parameters");
    assertThat(Notes.count(store)).isEqualTo(1);
  }

  @Test
  void a_work_that_fails_for_its_caller_is_wrapped_by_nobody() {
    var refused = new RefusedException(new Refusal.Conflict("taken"));
    assertThatThrownBy(
            () ->
                store.write(
                    _ -> {
                      throw refused;
                    }))
        .isSameAs(refused)
        .isNotInstanceOf(ExecutionException.class);
  }
}
