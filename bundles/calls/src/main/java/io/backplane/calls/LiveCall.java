package io.backplane.calls;

import io.backplane.api.call.Call;
import io.backplane.api.call.CallContext;
import io.backplane.api.call.CallFault;
import io.backplane.api.call.CallRequest;
import io.backplane.api.call.CallSink;
import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.call.Unit;
import io.backplane.api.call.Values;
import io.backplane.calls.spi.CallRecord;
import io.backplane.calls.spi.CallRecord.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call from acceptance to terminal. Two things end apart: the caller gets one terminal, from
 * the unit or from the kernel, whichever comes first; and the unit is done with the call, which
 * frees its place. Everything after either is ignored.
 */
final class LiveCall implements Call, CallSink {

  private static final Logger LOG = LoggerFactory.getLogger("io.backplane.calls");

  private final long id;
  private final Line line;
  private final CallRequest request;
  private final Outbox outbox;
  private final boolean streaming;
  private final Instant at;
  private final long acceptedNs;
  private final AtomicBoolean answered = new AtomicBoolean();
  private final AtomicBoolean left = new AtomicBoolean();
  private volatile Occupancy place;
  private volatile long startedNs;
  private volatile long signNs;
  private volatile boolean open; // a stream past its first event
  private boolean holdsSlot; // guarded by the line's lock
  private volatile Thread thread;
  private volatile Call handle;
  private volatile long events;

  LiveCall(Line line, CallRequest request, CallSink sink, boolean streaming, Instant at, long now) {
    this.id = line.exchange().ids().incrementAndGet();
    this.line = line;
    this.request = request;
    this.outbox = new Outbox(sink);
    this.streaming = streaming;
    this.at = at;
    this.acceptedNs = now;
  }

  boolean inside(String unit) {
    return request.context().parents().contains(unit);
  }

  boolean isOpenStream() {
    return open;
  }

  boolean holdsSlot() {
    return holdsSlot;
  }

  /** Its first event came: it needs no slot and knows no limit from here on. */
  void becomeOpenStream() {
    holdsSlot = false;
    open = true;
  }

  boolean isIn(Occupancy occupancy) {
    return place == occupancy;
  }

  /** Takes its place in a version of the unit; the line has admitted it. */
  void admit(Occupancy occupancy, long now) {
    holdsSlot = true;
    place = occupancy;
    startedNs = now;
    signNs = now;
  }

  void start() {
    Thread.ofVirtual().start(this::run);
  }

  private void run() {
    Unit unit = place.unit();
    Thread self = Thread.currentThread();
    self.setContextClassLoader(unit.getClass().getClassLoader());
    thread = self;
    try {
      if (!answered.get()) {
        Call running = unit.call(forUnit(), this);
        handle = running == null ? Call.ENDED : running;
      }
    } catch (RefusedException e) {
      refused(e.refusal());
    } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
      failed(e);
    } finally {
      thread = null;
    }
    if (answered.get() && !left.get()) {
      abandon();
    }
  }

  private void failed(Throwable e) {
    if (!answered.get()) {
      LOG.warn("{} {} threw; its caller is told", line.name(), request.command(), e);
    }
    fault(CallFault.UNIT_FAILED, line.name() + " failed: " + e);
    leave();
  }

  private CallRequest forUnit() {
    CallContext context = request.context().inside(line.name());
    Duration total = context.totalLimit();
    if (!total.isZero()) {
      Duration rest = total.minusNanos(startedNs - acceptedNs);
      context = context.limits(rest.isPositive() ? rest : Duration.ofNanos(1), context.idleLimit());
    }
    return new CallRequest(
        line.name(), request.command(), request.params(), request.stream(), context);
  }

  @Override
  public void event(String name, Object value) {
    if (answered.get()) {
      return;
    }
    Object copy = Values.copyOf("event " + name, value);
    signNs = line.exchange().nanos().getAsLong();
    events++;
    if (!outbox.event(name, copy)) {
      line.countDropped();
    }
    if (streaming && !open) {
      line.opened(this);
    }
  }

  @Override
  public void done(Object value) {
    Object copy = Values.copyOf("value", value);
    answer(Outcome.DONE, 0, sink -> sink.done(copy));
    leave();
  }

  @Override
  public void error(int code, Object value) {
    Object copy = Values.copyOf("value", value);
    answer(Outcome.ERROR, code, sink -> sink.error(code, copy));
    leave();
  }

  @Override
  public void refused(Refusal refusal) {
    answer(Outcome.REFUSED, 0, sink -> sink.refused(refusal));
    leave();
  }

  @Override
  public void cancel() {
    endByKernel(CallFault.CANCELLED, "cancelled by the caller");
  }

  /** Ends the call for its caller and asks the unit to stop. */
  void endByKernel(CallFault fault, String message) {
    if (!fault(fault, message)) {
      return;
    }
    if (place == null) {
      line.forget(this);
      return;
    }
    Thread inUnit = thread;
    if (inUnit != null) {
      inUnit.interrupt();
    } else if (handle != null) {
      abandon();
    }
  }

  /** The caller is gone and the unit has returned: tell it, and free the place. */
  private void abandon() {
    try {
      handle().cancel();
    } catch (RuntimeException e) {
      LOG.warn("{} {} threw at its cancel", line.name(), request.command(), e);
    }
    leave();
  }

  private Call handle() {
    return handle == null ? Call.ENDED : handle;
  }

  private boolean fault(CallFault fault, String message) {
    return answer(Outcome.ERROR, fault.code(), sink -> fault.end(sink, message));
  }

  private boolean answer(Outcome outcome, int code, Consumer<CallSink> terminal) {
    if (!answered.compareAndSet(false, true)) {
      return false;
    }
    line.exchange().limits().release(this);
    line.countEnd(outcome);
    line.exchange().ring().add(entry(outcome, code));
    outbox.end(terminal);
    return true;
  }

  private void leave() {
    if (place != null && left.compareAndSet(false, true)) {
      line.left(this, place);
    }
  }

  /** The line has taken its place back. */
  void gone() {
    holdsSlot = false;
  }

  void checkLimits(long now) {
    CallContext context = request.context();
    if (open) {
      return;
    }
    if (passed(context.totalLimit(), acceptedNs, now)) {
      endByKernel(CallFault.TIMED_OUT, "no answer within " + text(context.totalLimit()));
    } else if (place != null && passed(context.idleLimit(), signNs, now)) {
      endByKernel(CallFault.TIMED_OUT, "no sign of life for " + text(context.idleLimit()));
    }
  }

  private static boolean passed(Duration limit, long since, long now) {
    return !limit.isZero() && now - since >= limit.toNanos();
  }

  private static String text(Duration limit) {
    return limit.toString().substring(2).toLowerCase(java.util.Locale.ROOT);
  }

  private CallRecord entry(Outcome outcome, int code) {
    long now = line.exchange().nanos().getAsLong();
    boolean started = place != null;
    var parents = request.context().parents();
    return new CallRecord(
        id,
        line.name(),
        request.command(),
        request.context().principal(),
        request.context().traceId(),
        parents.isEmpty() ? "" : parents.getLast(),
        at,
        Duration.ofNanos((started ? startedNs : now) - acceptedNs),
        Duration.ofNanos(started ? now - startedNs : 0),
        outcome,
        code,
        events);
  }
}
