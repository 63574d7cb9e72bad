package io.backplane.supervisor;

import io.backplane.api.call.CallContext;
import io.backplane.api.call.CallRequest;
import io.backplane.api.call.CallSink;
import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.health.HealthLevel;
import io.backplane.api.health.HealthResult;
import io.backplane.api.meta.Info;
import io.backplane.driver.spi.DriverSession;
import io.backplane.supervisor.spi.Timing;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Asks a driver how it is, with the command its meta names. A driver that is busy with a call is
 * not asked. An answer that is late is waited for all the same: taking a request back would cost
 * the process.
 */
final class HealthWatch {

  /** One question under way. */
  private final class Question implements CallSink {
    private final CountDownLatch answered = new CountDownLatch(1);

    @Override
    public void event(String name, Object value) {}

    @Override
    public void done(Object value) {
      boolean unwell = value instanceof Map<?, ?> map && Boolean.FALSE.equals(map.get("ok"));
      finish(unwell ? "says it is not well: " + value : "");
    }

    @Override
    public void error(int code, Object value) {
      finish("health check failed with " + code + ": " + message(value));
    }

    @Override
    public void refused(Refusal refusal) {
      answered.countDown();
    }

    private void finish(String problem) {
      answered.countDown();
      judge(problem);
    }
  }

  private final SupervisedUnit unit;
  private final DriverSession session;
  private final Consumer<String> restart;
  private final AtomicBoolean begun = new AtomicBoolean();
  private volatile boolean over;
  private volatile Question question = new Question();
  private volatile HealthResult last;
  private int failures;

  /**
   * @param restart takes the reason when there were too many failures in a row
   */
  HealthWatch(SupervisedUnit unit, DriverSession session, Consumer<String> restart) {
    this.unit = unit;
    this.session = session;
    this.restart = restart;
    question.answered.countDown();
  }

  void begin() {
    if (command().isPresent() && begun.compareAndSet(false, true)) {
      later(timing().healthPeriod(), this::ask);
    }
  }

  private Optional<String> command() {
    return unit.spec().meta().map(meta -> meta.info().traits()).flatMap(Info.Traits::health);
  }

  private Timing timing() {
    return unit.spec().timing();
  }

  private void later(Duration pause, Runnable action) {
    unit.shop().after(pause, () -> Thread.ofVirtual().name("health").start(action));
  }

  private void ask() {
    if (over || command().isEmpty()) {
      return;
    }
    later(timing().healthPeriod(), this::ask);
    if (question.answered.getCount() > 0) {
      judge("no answer to its health check");
      return;
    }
    var next = new Question();
    question = next;
    try {
      CallRequest request =
          CallRequest.builder(unit.state().id(), command().get())
              .context(CallContext.of("kernel").limits(Duration.ZERO, Duration.ZERO))
              .build();
      session.call(request, next);
      later(timing().healthLimit(), () -> checkAnswered(next));
    } catch (RefusedException e) {
      next.answered.countDown();
    }
  }

  private void checkAnswered(Question asked) {
    if (asked.answered.getCount() > 0) {
      judge("no answer to its health check within " + timing().healthLimit().toMillis() + " ms");
    }
  }

  /** Lets a question that is under way come to its answer, for at most the time it has. */
  void giveWay() {
    try {
      if (question.answered.getCount() > 0
          && !question.answered.await(timing().healthLimit().toMillis(), TimeUnit.MILLISECONDS)) {
        throw new RefusedException(
            new Refusal.Busy(
                unit.state().id() + " does not answer its health check", Duration.ofSeconds(1)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void judge(String problem) {
    if (over) {
      return;
    }
    int now;
    synchronized (this) {
      failures = problem.isEmpty() ? 0 : failures + 1;
      now = failures;
    }
    HealthLevel level = HealthResult.graded(now, 1, timing().healthFailures());
    last = new HealthResult(level, problem, Map.of("failures", now));
    if (level == HealthLevel.UNHEALTHY) {
      restart.accept(problem + " (" + now + " times in a row)");
    }
  }

  private static String message(Object value) {
    return value instanceof Map<?, ?> map && map.get("message") != null
        ? map.get("message").toString()
        : String.valueOf(value);
  }

  Optional<HealthResult> last() {
    return Optional.ofNullable(last);
  }

  void end() {
    over = true;
  }
}
