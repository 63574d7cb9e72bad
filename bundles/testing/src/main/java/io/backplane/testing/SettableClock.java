package io.backplane.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A clock that stands still until it is told otherwise, with a monotonic time beside the wall time.
 * Thread-safe.
 */
public final class SettableClock extends Clock {

  /** 2026-01-01, noon UTC. */
  public static final Instant START = Instant.parse("2026-01-01T12:00:00Z");

  private record Times(Instant wall, long nanos) {}

  private final AtomicReference<Times> times;
  private final ZoneId zone;

  private SettableClock(AtomicReference<Times> times, ZoneId zone) {
    this.times = times;
    this.zone = zone;
  }

  /** A clock in UTC at {@link #START}. */
  public SettableClock() {
    this(START);
  }

  /** A clock in UTC. */
  public SettableClock(Instant start) {
    this(new AtomicReference<>(new Times(start, 0)), ZoneOffset.UTC);
  }

  /**
   * Lets time pass: wall time and monotonic time go forward together.
   *
   * @param step not negative
   */
  public void advance(Duration step) {
    if (step.isNegative()) {
      throw new IllegalArgumentException("time does not pass backwards; use jump");
    }
    times.updateAndGet(now -> new Times(now.wall().plus(step), now.nanos() + step.toNanos()));
  }

  /** Sets wall time alone, forwards or backwards, as an operator or a time server does. */
  public void jump(Instant wall) {
    times.updateAndGet(now -> new Times(wall, now.nanos()));
  }

  /** Monotonic time, from 0; stands for {@link System#nanoTime}. */
  public long nanos() {
    return times.get().nanos();
  }

  @Override
  public Instant instant() {
    return times.get().wall();
  }

  @Override
  public ZoneId getZone() {
    return zone;
  }

  /** The same clock in another zone: what one is told, the other shows. */
  @Override
  public SettableClock withZone(ZoneId other) {
    return new SettableClock(times, other);
  }
}
