package io.backplane.health;

import io.backplane.api.health.HealthCheck;
import io.backplane.api.health.HealthLevel;
import io.backplane.api.health.HealthResult;
import io.backplane.health.spi.Health.Part;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * A check that is asked on threads of its own: one that hangs is asked again only when it has
 * answered. Thread-safe.
 */
final class AskedCheck {

  private final String called;
  private final Supplier<HealthCheck> source;
  private CompletableFuture<Part> answer = CompletableFuture.completedFuture(null);
  private volatile boolean made;

  /**
   * @param called until it has said its name
   * @param source may block
   */
  AskedCheck(String called, Supplier<HealthCheck> source) {
    this.called = called;
    this.source = source;
  }

  /** Asks, unless it has not answered the last time yet. */
  synchronized CompletableFuture<Part> ask() {
    if (answer.isDone()) {
      answer =
          CompletableFuture.supplyAsync(
              this::now, task -> Thread.ofVirtual().name("health " + called).start(task));
    }
    return answer;
  }

  /**
   * What is said of one that does not answer. Where its component is not even made, as in a plugin
   * that hangs while it starts, nothing leans on it yet: that is degraded, not unhealthy.
   */
  Part silent(long limitMs) {
    return made
        ? fault(called, "the check does not answer within " + limitMs + " ms")
        : new Part(
            called,
            new HealthResult(
                HealthLevel.DEGRADED,
                "the check does not start within " + limitMs + " ms",
                Map.of()));
  }

  /** Whatever a check does, the others' answers are reported with it. */
  private Part now() {
    String name = called;
    try {
      HealthCheck check = Objects.requireNonNull(source.get(), "the check");
      made = true;
      name = check.getClass().getName();
      name = Objects.requireNonNull(check.name(), "its name");
      return new Part(name, Objects.requireNonNull(check.check(), "its result"));
    } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
      return fault(name, "the check itself failed: " + e);
    }
  }

  private static Part fault(String name, String reason) {
    return new Part(name, new HealthResult(HealthLevel.UNHEALTHY, reason, Map.of()));
  }
}
