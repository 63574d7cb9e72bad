package io.backplane.governance;

import static io.backplane.governance.spi.Lifecycles.TASK;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.call.Switchboard;
import io.backplane.api.meta.CommandMeta;
import io.backplane.api.settings.Settings;
import io.backplane.governance.SqlTasks.Brief;
import io.backplane.governance.SqlTasks.Ending;
import io.backplane.governance.SqlTasks.Texts;
import io.backplane.governance.spi.Happening.Asked;
import io.backplane.governance.spi.Happening.Begun;
import io.backplane.governance.spi.Happening.Looked;
import io.backplane.governance.spi.Standing;
import io.backplane.governance.spi.Swept;
import io.backplane.governance.spi.Task;
import io.backplane.governance.spi.TaskOrder;
import io.backplane.governance.spi.Tasks;
import io.backplane.governance.spi.Verdict.Moved;
import io.backplane.governance.spi.Verdict.Refused;
import io.backplane.governance.spi.Verdict.Stays;
import io.backplane.meta.spi.SensitiveFields;
import io.backplane.security.spi.Secrets;
import io.backplane.store.spi.Store;
import io.backplane.store.spi.Transaction;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tasks as rows, begun by a thread of their own. */
@Component(service = Tasks.class, immediate = true)
public final class StoredTasks implements Tasks {

  private static final Logger LOG = LoggerFactory.getLogger("io.backplane.governance");

  /** Of what waits for a unit or for room. */
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final Surroundings all;
  private final News news = new News();
  private final TaskLine line;
  private Optional<Thread> beginner = Optional.empty();

  @Activate
  public StoredTasks(
      @Reference(target = "(db=manager)") Store store,
      @Reference Switchboard switchboard,
      @Reference Settings settings,
      @Reference Secrets secrets) {
    this(
        new Surroundings(store, switchboard, settings, new TaskParams(secrets), Clock.systemUTC()));
    beginner = Optional.of(Thread.ofVirtual().name("tasks").start(this::run));
  }

  /** Without the thread that begins tasks: the test does. */
  StoredTasks(Surroundings all) {
    this.all = all;
    this.line = new TaskLine(all, news);
    GovernanceTables.migrate(all.store());
    line.takeOver();
  }

  @Deactivate
  void close() {
    line.stop();
    beginner.ifPresent(StoredTasks::end);
    line.leave();
  }

  private static void end(Thread thread) {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  TaskLine line() {
    return line;
  }

  private void run() {
    try {
      while (true) {
        long known = news.count();
        news.await(known, begin() ? LOOK : Duration.ofDays(1));
      }
    } catch (InterruptedException e) {
      LOG.debug("tasks that wait go on with the next kernel");
    }
  }

  private boolean begin() {
    try {
      return line.beginWaiting();
    } catch (RuntimeException e) { // such as a full disk
      LOG.warn("tasks wait, and are tried again", e);
      return true;
    }
  }

  @Override
  public Task submit(TaskOrder order) {
    Names.checkOwner(order.owner());
    CommandMeta command = command(order);
    String params = TaskJson.text(order.params());
    String shown = TaskJson.text(SensitiveFields.map(command.params(), order.params(), _ -> "***"));
    if (params.length() > TEXT_MAX) {
      throw new RefusedException(
          new Refusal.OverCap("the JSON of a task's parameters", TEXT_MAX, "say less"));
    }
    boolean idempotent = order.idempotent() || command.flags().idempotent();
    long id =
        all.store()
            .write(
                tx -> {
                  Standing none = Standing.none("the task", order.owner());
                  if (all.decide(tx, none, new Begun()) instanceof Refused(Refusal refusal)) {
                    throw new RefusedException(refusal);
                  }
                  long next = SqlTasks.nextId(tx);
                  var texts = new Texts(all.params().kept(next, params, shown), shown);
                  SqlTasks.insert(tx, next, order, idempotent, texts, all.now());
                  return next;
                });
    news.tell();
    return find(id);
  }

  private CommandMeta command(TaskOrder order) {
    return all.switchboard()
        .meta(order.unit())
        .orElseThrow(() -> new RefusedException(new Refusal.NotFound("unit", order.unit())))
        .command(order.command())
        .orElseThrow(
            () ->
                new RefusedException(
                    new Refusal.NotFound("command of " + order.unit(), order.command())));
  }

  @Override
  public Task find(long id) {
    return all.store().read(reader -> SqlTasks.find(reader, id)).orElseThrow(() -> unknown(id));
  }

  private static RefusedException unknown(long id) {
    return new RefusedException(new Refusal.NotFound("task", Long.toString(id)));
  }

  @Override
  public List<Task> all(String owner, String state, int limit) {
    if (!state.isEmpty() && !TASK.states().contains(state)) {
      throw new RefusedException(
          new Refusal.Invalid("state", "is not one of " + String.join(", ", TASK.states())));
    }
    return all.store().read(reader -> SqlTasks.all(reader, owner, state, limit));
  }

  @Override
  public Task cancel(long id, String by) {
    all.store()
        .write(
            tx -> {
              Brief task = SqlTasks.brief(tx, id).orElseThrow(() -> unknown(id));
              Asked asked = new Asked("canceled", "canceled by " + by);
              return switch (all.decide(tx, task.standing(), asked)) {
                case Moved moved -> end(tx, task, moved, by);
                case Stays _ -> task.state();
                case Refused(Refusal refusal) -> throw new RefusedException(refusal);
              };
            });
    line.cut(id);
    return find(id);
  }

  private String end(Transaction tx, Brief task, Moved moved, String by) {
    SqlTasks.end(tx, task, new Ending(moved.to(), moved.reason(), Optional.empty()), by, all.now());
    return moved.to();
  }

  @Override
  public Task await(long id, Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (true) {
      long known = news.count();
      Task task = find(id);
      long leftNs = deadline - System.nanoTime();
      if (task.ended() || leftNs <= 0) {
        return task;
      }
      news.await(known, Duration.ofNanos(leftNs));
    }
  }

  @Override
  public List<Swept> sweep() {
    var ended = new ArrayList<Long>();
    List<Swept> swept = all.store().write(tx -> sweep(tx, ended));
    ended.forEach(line::cut);
    return swept;
  }

  private List<Swept> sweep(Transaction tx, List<Long> ended) {
    var swept = new ArrayList<Swept>();
    for (Brief task : SqlTasks.in(tx, "running")) {
      if (all.decide(tx, task.standing(), new Looked()) instanceof Moved moved) {
        end(tx, task, moved, StoredGovernance.RULE);
        ended.add(task.id());
        String name = Long.toString(task.id());
        swept.add(new Swept(TASK.name(), name, task.state(), moved.to(), moved.reason()));
      }
    }
    line.forget(tx);
    return swept;
  }
}
