package io.backplane.governance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backplane.api.call.CallContext;
import io.backplane.api.call.CallRequest;
import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.event.Event;
import io.backplane.api.settings.Setting;
import io.backplane.calls.CallSwitchboard;
import io.backplane.calls.spi.Registration;
import io.backplane.calls.spi.UnitOptions;
import io.backplane.governance.spi.Lifecycle.Cap;
import io.backplane.governance.spi.Lifecycles;
import io.backplane.governance.spi.Swept;
import io.backplane.governance.spi.Task;
import io.backplane.governance.spi.Task.Answer;
import io.backplane.governance.spi.TaskOrder;
import io.backplane.governance.spi.Tasks;
import io.backplane.security.KeyFileSecrets;
import io.backplane.testing.Await;
import io.backplane.testing.GivenSettings;
import io.backplane.testing.TempStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class TasksTest {

  private static final Setting<Long> RUNNING = limit("governance.running-tasks");

  @AutoClose private final TempStore store = new TempStore();
  private final GivenSettings settings = new GivenSettings();
  private final CallSwitchboard board = new CallSwitchboard();
  private final Worker worker = new Worker();
  private Registration plugged = plug();
  private StoredTasks tasks = open();

  private Registration plug() {
    return board.register("plugin", "worker", worker, new UnitOptions(64, 64, true));
  }

  private StoredTasks open() {
    var params = new TaskParams(new KeyFileSecrets(store.directory()));
    return new StoredTasks(new Surroundings(store, board, settings, params, store.clock()));
  }

  private static Setting<Long> limit(String key) {
    return Lifecycles.TASK.caps().stream()
        .map(Cap::limit)
        .filter(it -> it.key().equals(key))
        .findFirst()
        .orElseThrow();
  }

  @AfterEach
  void close() {
    tasks.close();
    plugged.close();
  }

  /** The kernel dies without a word. */
  private void killed() {
    tasks.close();
    store.restart();
    tasks = open();
  }

  private static TaskOrder order(String command) {
    return new TaskOrder("worker", command, Map.of(), "ann", "local", false);
  }

  private long submit(String command) {
    return submit(order(command));
  }

  private long submit(TaskOrder order) {
    long id = tasks.submit(order).id();
    tasks.line().beginWaiting();
    return id;
  }

  private Task ended(long id) {
    return Await.value("task " + id + " has ended", () -> tasks.find(id), Task::ended);
  }

  private String state(long id) {
    return tasks.find(id).state();
  }

  private void awaitHeld(int count) {
    Await.until(count + " calls are held", () -> worker.held.size() == count);
  }

  private List<String> told() {
    return store.events().since(0, 1_000).stream().map(Event::type).toList();
  }

  private static Refusal refusal(Runnable asking) {
    var refused = new Refusal[1];
    assertThatThrownBy(asking::run)
        .isInstanceOfSatisfying(RefusedException.class, e -> refused[0] = e.refusal());
    return refused[0];
  }

  @Test
  void a_task_makes_a_call_for_its_owner_and_keeps_the_answer() {
    Map<String, Object> params = Map.of("n", 1L, "password", "hush");
    long id = submit(new TaskOrder("plugin:worker", "echo", params, "ann", "bob", false));

    Task task = ended(id);
    assertThat(task.state()).isEqualTo("completed");
    assertThat(task.answer()).contains(new Answer(0, params, false));
    assertThat(task.params()).isEqualTo(Map.of("n", 1L, "password", "***"));
    assertThat(told()).containsExactly("task.queued", "task.running", "task.completed");
    assertThat(store.events().since(0, 9)).noneMatch(it -> it.toString().contains("hush"));
    String kept = store.read(reader -> SqlTasks.params(reader, id));
    assertThat(TaskJson.object(kept)).containsEntry("password", "***");
    CallContext context = worker.asked.getFirst().context();
    assertThat(context.owner()).isEqualTo("ann");
    assertThat(context.principal()).isEqualTo("bob");
    assertThat(context.totalLimit()).isZero();
  }

  @Test
  void what_fails_says_why_and_what_is_too_long_is_cut() {
    Task failed = ended(submit("fail"));
    assertThat(failed.state()).isEqualTo("failed");
    assertThat(failed.reason()).isEqualTo("error 7: no paper");
    assertThat(failed.answer().orElseThrow().code()).isEqualTo(7);
    Answer answer = ended(submit("long")).answer().orElseThrow();
    assertThat(answer.cut()).isTrue();
    assertThat((String) answer.value()).hasSize(Tasks.TEXT_MAX).startsWith("\"xxx");
  }

  @Test
  void beyond_the_cap_tasks_wait_and_begin_in_order() {
    settings.with(RUNNING, 2L);
    List<Long> ids = List.of(submit("hold"), submit("hold"), submit("hold"), submit("hold"));
    awaitHeld(2);
    assertThat(ids)
        .extracting(this::state)
        .containsExactly("running", "running", "queued", "queued");
    var bobs = new TaskOrder("worker", "hold", Map.of(), "bob", "local", false);
    assertThat(state(submit(bobs))).isEqualTo("running");

    worker.held.remove().done("first");
    ended(ids.getFirst());
    tasks.line().beginWaiting();
    assertThat(ids)
        .extracting(this::state)
        .containsExactly("completed", "running", "running", "queued");

    settings.with(limit("governance.pending-tasks"), 3L);
    assertThat(refusal(() -> submit("hold")).message())
        .startsWith("governance.pending-tasks is limited to 3: wait for ann's tasks");
  }

  @Test
  void a_task_that_waits_or_runs_can_be_canceled_and_its_call_with_it() {
    settings.with(RUNNING, 1L);
    long first = submit("hold");
    long second = submit("hold");
    awaitHeld(1);
    assertThat(tasks.cancel(second, "bob").reason()).isEqualTo("canceled by bob");
    assertThat(tasks.cancel(first, "bob").state()).isEqualTo("canceled");
    Await.until("its call is cancelled", () -> worker.cancels.get() == 1);
    assertThat(tasks.cancel(first, "ann").reason()).isEqualTo("canceled by bob");
    long done = submit("echo");
    ended(done);
    assertThat(refusal(() -> tasks.cancel(done, "bob")).message())
        .isEqualTo("task " + done + " is completed for good");
    assertThat(refusal(() -> tasks.cancel(99, "bob"))).isInstanceOf(Refusal.NotFound.class);
  }

  @Test
  void a_stuck_task_fails_and_its_call_is_cancelled() {
    long id = submit("hold");
    awaitHeld(1);
    store.clock().advance(Duration.ofHours(4).minusMillis(1));
    assertThat(tasks.sweep()).isEmpty();
    store.clock().advance(Duration.ofMillis(1));
    assertThat(tasks.sweep())
        .containsExactly(
            new Swept("task", "" + id, "running", "failed", "stuck: it ran for 4h without an end"));
    Await.until("its call is cancelled", () -> worker.cancels.get() == 1);
    assertThat(tasks.find(id).state()).isEqualTo("failed");
    worker.held.remove().done("too late");
    assertThat(tasks.find(id).answer()).isEmpty();
  }

  @Test
  void what_is_queued_survives_the_kernel_and_what_ran_says_that_it_ended() {
    settings.with(RUNNING, 1L);
    long ran = submit("hold");
    long queued = submit("echo");
    awaitHeld(1);
    killed();

    assertThat(tasks.find(ran).state()).isEqualTo("failed");
    assertThat(tasks.find(ran).reason()).isEqualTo("the kernel ended while it ran");
    assertThat(state(queued)).isEqualTo("queued");
    tasks.line().beginWaiting();
    assertThat(ended(queued).state()).isEqualTo("completed");
  }

  @Test
  void what_may_run_twice_is_begun_again_but_not_for_ever() {
    long byMeta = submit("again");
    long byWish = submit(new TaskOrder("worker", "hold", Map.of(), "ann", "local", true));
    for (int kernel = 1; kernel < 3; kernel++) {
      awaitHeld(2 * kernel);
      killed();
      assertThat(tasks.find(byMeta).reason()).contains("begun again");
      assertThat(List.of(state(byMeta), state(byWish))).containsOnly("queued");
      tasks.line().beginWaiting();
    }
    awaitHeld(6);
    killed();
    assertThat(List.of(state(byMeta), state(byWish))).containsOnly("failed");
    assertThat(tasks.find(byMeta).attempts()).isEqualTo(3);
  }

  @Test
  void a_task_waits_for_a_unit_that_is_not_there_yet() {
    settings.with(RUNNING, 0L);
    long id = submit("echo");
    plugged.close();
    settings.with(RUNNING, 5L);
    assertThat(tasks.line().beginWaiting()).isTrue();
    assertThat(state(id)).isEqualTo("queued");
    plugged = plug();
    assertThat(tasks.line().beginWaiting()).isFalse();
    assertThat(ended(id).state()).isEqualTo("completed");
  }

  @Test
  void a_busy_unit_is_asked_again_for_a_while() {
    worker.busyTimes.set(1);
    long id = submit("busy");
    Await.until("it is queued again", () -> tasks.find(id).reason().equals("warming up"));
    tasks.line().beginWaiting();
    assertThat(state(id)).isEqualTo("queued");
    store.clock().advance(Duration.ofSeconds(5));
    tasks.line().beginWaiting();
    assertThat(ended(id).answer().orElseThrow().value()).isEqualTo("warm");
    assertThat(tasks.find(id).attempts()).isEqualTo(1);

    worker.busyTimes.set(1_000);
    long never = submit("busy");
    Await.until("it is queued again", () -> tasks.find(never).reason().equals("warming up"));
    store.clock().advance(Duration.ofMinutes(10));
    tasks.line().beginWaiting();
    assertThat(ended(never).reason()).isEqualTo("refused: warming up");
  }

  @Test
  void who_waits_gets_the_end_or_what_there_is_by_then() throws Exception {
    long id = submit("hold");
    awaitHeld(1);
    assertThat(tasks.await(id, Duration.ZERO).state()).isEqualTo("running");
    Thread.ofVirtual().start(() -> worker.held.remove().done(1));
    assertThat(tasks.await(id, Await.LIMIT).state()).isEqualTo("completed");
  }

  @Test
  void what_ended_long_ago_or_too_often_is_let_go() {
    settings.with(GovernanceSettings.TASKS_KEPT, 2L);
    for (int i = 0; i < 4; i++) {
      ended(submit("echo"));
    }
    assertThat(tasks.all("", "", 10)).extracting(Task::id).containsExactly(4L, 3L);
    assertThat(tasks.all("ann", "completed", 1)).extracting(Task::id).containsExactly(4L);
    assertThat(tasks.all("bob", "", 10)).isEmpty();
    assertThat(refusal(() -> tasks.all("", "gone", 10))).isInstanceOf(Refusal.Invalid.class);
    store.clock().advance(Duration.ofDays(31));
    tasks.sweep();
    assertThat(tasks.all("", "", 10)).extracting(Task::id).containsExactly(4L);
    assertThat(ended(submit("echo")).id()).isEqualTo(5);
  }

  @Test
  void what_cannot_be_called_is_refused_before_it_is_a_task() {
    var nobody = new TaskOrder("nobody", "echo", Map.of(), "ann", "local", false);
    assertThat(refusal(() -> tasks.submit(nobody)).message()).isEqualTo("no unit 'nobody'");
    assertThat(refusal(() -> submit("sing")).message()).isEqualTo("no command of worker 'sing'");
    var much = Map.<String, Object>of("text", "x".repeat(Tasks.TEXT_MAX));
    assertThat(refusal(() -> submit(new TaskOrder("worker", "echo", much, "ann", "local", false))))
        .isInstanceOf(Refusal.OverCap.class);
    assertThat(refusal(() -> submit(new TaskOrder("worker", "echo", Map.of(), "", "local", false))))
        .isInstanceOf(Refusal.Invalid.class);
    assertThat(tasks.all("", "", 10)).isEmpty();
    assertThat(told()).isEqualTo(List.of());
  }

  @Test
  void plain_calls_cost_no_row() {
    board.call(CallRequest.builder("worker", "hold").build(), new TaskCall(1, new Deaf()));
    awaitHeld(1);
    assertThat(tasks.all("", "", 10)).isEmpty();
    assertThat(told()).isEmpty();
  }

  private record Deaf() implements TaskCall.Listener {
    @Override
    public void ended(TaskCall call, SqlTasks.Ending ending) {}

    @Override
    public void busy(TaskCall call, String reason, Duration retryAfter) {}

    @Override
    public void left(TaskCall call) {}
  }
}
