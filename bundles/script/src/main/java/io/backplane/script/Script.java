package io.backplane.script;

import io.backplane.api.call.CallSink;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.slf4j.Logger;

/**
 * A script that runs: a context, the one thread that enters it, its timers and calls. Thread-safe.
 *
 * <p>A call that is cancelled, or out of time, while its synchronous part runs is interrupted: the
 * thread leaves the script at once, whatever it catches, and the script keeps its state. So is a
 * question that is not answered in time, and a stretch that belongs to nobody who waits (a timer,
 * what follows an {@code await} of a call that is over) once it has kept a cancelled call from
 * ending for a second. The few operations that cannot be interrupted, such as a power of huge
 * numbers, cost the script its context: then {@code stuck} is told.
 */
final class Script implements ScriptCall.Owner {

  private static final Duration GRACE = Duration.ofSeconds(1);

  /** For an interruption or an end, which take some milliseconds where they work at all. */
  private static final Duration LEAVE_LIMIT = Duration.ofSeconds(5);

  private static final String ENDED = "the script was ended";

  private final String name;
  private final SharedEngine engine;
  private final Modules modules;
  private final Logger log;
  private final Consumer<Script> stuck;
  private final ScriptThread thread;
  private final Map<Long, Future<?>> timers = new ConcurrentHashMap<>();
  private final Set<ScriptCall> calls = ConcurrentHashMap.newKeySet();
  private final Set<Question> questions = ConcurrentHashMap.newKeySet();
  private final Object life = new Object();
  private JsContext context; // null until the thread has made it; guarded by life, as is the next
  private boolean closed;

  /**
   * @param stuck told when the thread does not leave the script any more
   */
  Script(String name, SharedEngine engine, Modules modules, Logger log, Consumer<Script> stuck) {
    this.name = name;
    this.engine = engine;
    this.modules = modules;
    this.log = log;
    this.stuck = stuck;
    this.thread = new ScriptThread(name);
  }

  /**
   * Evaluates the module at this path.
   *
   * @return what it exports, as JSON
   * @throws ScriptFault it threw, is not to be read, or is not done within the limit
   */
  String load(String path, Duration limit) throws InterruptedException {
    return put(
        limit,
        question -> {
          open();
          return context.load(path, question);
        });
  }

  /**
   * Calls an exported function with one argument; both are JSON.
   *
   * @throws ScriptFault it threw, or has not answered within the limit
   */
  String ask(String function, String argument, Duration limit) throws InterruptedException {
    return put(limit, question -> context.ask(function, argument, question));
  }

  private interface Entry {
    JsContext.Outcome with(Question question);
  }

  private String put(Duration limit, Entry entry) throws InterruptedException {
    var question = new Question();
    questions.add(question);
    thread.post(Optional.of(question), () -> enter(question, entry));
    if (isClosed()) {
      question.fail(new ScriptFault(ENDED));
    }
    try {
      return question.await(limit);
    } finally {
      questions.remove(question);
      if (!question.isEnded()) {
        giveUp(question, () -> {});
      }
    }
  }

  private static void enter(Question question, Entry entry) {
    try {
      if (!question.isOver() && entry.with(question) == JsContext.Outcome.CLOSED) {
        question.fail(new ScriptFault(ENDED));
      }
    } catch (RuntimeException | Error e) {
      question.fail(e);
    }
  }

  private void open() {
    var made = new JsContext(engine, modules, new LoopTimers(), log);
    synchronized (life) {
      if (!closed) {
        context = made;
        return;
      }
    }
    made.close();
    throw new ScriptFault(ENDED);
  }

  private final class LoopTimers implements JsContext.Timers {
    @Override
    public void schedule(long id, long ms) {
      timers.put(id, thread.schedule(ms, () -> fire(id)));
    }

    private void fire(long id) {
      timers.remove(id);
      context.fire(id);
    }

    @Override
    public void cancel(long id) {
      Optional.ofNullable(timers.remove(id)).ifPresent(timer -> timer.cancel(false));
    }
  }

  /** Begins a command. */
  ScriptCall call(String command, String params, CallSink sink) {
    var call = new ScriptCall(sink, this);
    calls.add(call);
    thread.post(Optional.of(call), () -> run(command, params, call));
    if (isClosed()) {
      call.fail(ENDED);
    }
    return call;
  }

  private void run(String command, String params, ScriptCall call) {
    if (call.isOver()) {
      return;
    }
    try {
      switch (context.call(command, params, call)) {
        case RAN -> {}
        case INTERRUPTED -> call.failCancelled();
        case CLOSED -> call.fail(ENDED);
      }
    } catch (RuntimeException | Error e) {
      call.fail("the JavaScript engine failed: " + e);
      throw e;
    }
  }

  @Override
  public void ended(ScriptCall call) {
    calls.remove(call);
  }

  /** What waits for a promise has nothing to be interrupted: it ends here, whatever comes later. */
  @Override
  public void givenUp(ScriptCall call) {
    giveUp(call, () -> call.failCancelled());
  }

  private void giveUp(Errand errand, Runnable then) {
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                thread.inTheWayOf(errand, GRACE).ifPresent(this::interrupt);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              then.run();
            });
  }

  private void interrupt(ScriptThread.Segment segment) {
    JsContext of;
    synchronized (life) {
      of = context;
    }
    if (of != null && !thread.interrupt(segment, () -> of.interrupt(LEAVE_LIMIT)) && !isClosed()) {
      stuck.accept(this);
    }
  }

  private boolean isClosed() {
    synchronized (life) {
      return closed;
    }
  }

  /**
   * Ends it: what is under way in it fails. Returns when the script is ended, or after 5 s, when
   * its thread is stuck.
   */
  void close() {
    JsContext last;
    synchronized (life) {
      if (closed) {
        return;
      }
      closed = true;
      last = context;
    }
    thread.end();
    calls.forEach(call -> call.fail(ENDED));
    questions.forEach(question -> question.fail(new ScriptFault(ENDED)));
    if (last == null) {
      return;
    }
    Thread closing = Thread.ofPlatform().daemon().name("end script " + name).start(last::close);
    try {
      if (!closing.join(LEAVE_LIMIT)) {
        log.warn("the script does not let itself be ended; its thread hangs until a restart");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
