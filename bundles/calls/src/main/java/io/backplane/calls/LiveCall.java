package io.backplane.calls;

import io.backplane.api.call.Call;
import io.backplane.api.call.CallContext;
import io.backplane.api.call.CallFault;
import io.backplane.api.call.CallRequest;
import io.backplane.api.call.CallSink;
import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.call.Values;
import io.backplane.calls.spi.CallRecord;
import io.backplane.calls.spi.CallRecord.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
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
  private final Instant at;
  private final long acceptedNs;
  private final AtomicBoolean answered = new AtomicBoolean();
  private final AtomicBoolean left = new AtomicBoolean();
  private volatile Occupancy place; // written after what belongs to it: whoever sees it sees those
  private volatile long startedNs;
  private volatile long signNs;
  private volatile boolean streaming;
  private volatile boolean open; // a stream past its first event
  private boolean holdsSlot; // guarded by the line's lock

  private final Object turn = new Object(); // guards the rest; held for assignments only
  private Thread inUnit;
  private Call handle; // null until the unit has returned
  private boolean cut; // ended by the kernel while the unit may be at it

  LiveCall(Line line, CallRequest request, CallSink sink, Instant at, long now) {
    this.id = line.exchange().ids().incrementAndGet();
    this.line = line;
    this.request = request;
    this.outbox = new Outbox(sink);
    this.at = at;
    this.acceptedNs = now;
  }

  String command() {
    return request.command();
  }

  boolean inside(String unit) {
    return request.context().parents().contains(unit);
  }

  /** Whether its caller has been told the end. */
  boolean answered() {
    return answered.get();
  }

  boolean isOpenStream() {
    return open;
  }

  boolean holdsSlot() {
    return holdsSlot;
  }

  Occupancy place() {
    return place;
  }

  /** Its first event came: it needs no slot and knows no limit from here on. */
  void becomeOpenStream() {
    holdsSlot = false;
    open = true;
  }

  /** Takes its place in a version of the unit; the line has admitted it. */
  void admit(Occupancy occupancy, long now) {
    holdsSlot = true;
    streaming = request.stream() || occupancy.streams(request.command());
    startedNs = now;
    signNs = now;
    place = occupancy;
  }

  /** The line has taken its slot back. */
  void gone() {
    holdsSlot = false;
  }

  void start() {
    Thread.ofVirtual().name(place.threadName()).start(this::run);
  }

  private void run() {
    Thread self = Thread.currentThread();
    self.setContextClassLoader(place.unit().getClass().getClassLoader());
    if (!line.offers(place, request.command())) {
      refused(line.unknown(request.command()));
      return;
    }
    if (!enter(self)) {
      leave();
      return;
    }
    Call running = Call.ENDED;
    Runnable last = () -> {};
    try {
      Call returned = place.unit().call(forUnit(), this);
      running = returned == null ? Call.ENDED : returned;
    } catch (RefusedException e) {
      last = () -> refused(e.refusal());
    } catch (Throwable e) { // whatever a unit throws, its caller is told and its place is freed
      last = () -> failed(e);
    }
    boolean unwanted = comeBack(running);
    last.run();
    if (unwanted) {
      abandon(running);
    }
  }

  private boolean enter(Thread self) {
    synchronized (turn) {
      if (answered.get()) {
        return false;
      }
      inUnit = self;
      return true;
    }
  }

  /**
   * From here on nobody interrupts this thread: what it still does is not the unit's.
   *
   * @return whether the unit is to be told to stop
   */
  private boolean comeBack(Call running) {
    synchronized (turn) {
      inUnit = null;
      handle = running;
      Thread.interrupted();
      return cut;
    }
  }

  private void failed(Throwable e) {
    if (claim(Outcome.ERROR, CallFault.UNIT_FAILED.code())) {
      LOG.warn("{} {} threw; its caller is told", line.name(), request.command(), e);
      leave();
      outbox.end(sink -> CallFault.UNIT_FAILED.end(sink, line.name() + " failed: " + e));
    } else {
      leave();
    }
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
    Objects.requireNonNull(name, "name");
    if (answered.get()) {
      return;
    }
    copied("event " + name, value, copy -> emit(name, copy));
  }

  private void emit(String name, Object copy) {
    signNs = line.exchange().nanos().getAsLong();
    if (!outbox.event(name, copy)) {
      line.countDropped();
    }
    if (streaming && !open) {
      line.opened(this);
    }
  }

  @Override
  public void done(Object value) {
    copied("value", value, copy -> say(Outcome.DONE, 0, sink -> sink.done(copy)));
  }

  @Override
  public void error(int code, Object value) {
    copied("value", value, copy -> say(Outcome.ERROR, code, sink -> sink.error(code, copy)));
  }

  @Override
  public void refused(Refusal refusal) {
    Objects.requireNonNull(refusal, "refusal");
    say(Outcome.REFUSED, 0, sink -> sink.refused(refusal));
  }

  /** What is no JSON value is the unit's failure: as a refusal it would claim nothing was done. */
  private void copied(String path, Object value, Consumer<Object> use) {
    Object copy;
    try {
      copy = Values.copyOf(path, value);
    } catch (RuntimeException e) {
      endByKernel(CallFault.UNIT_FAILED, line.name() + " failed: " + e.getMessage());
      return;
    }
    use.accept(copy);
  }

  /**
   * The unit's terminal. The place is free before the caller hears of it: the caller's next call
   * must not find it taken.
   */
  private void say(Outcome outcome, int code, Consumer<CallSink> terminal) {
    boolean first = claim(outcome, code);
    leave();
    if (first) {
      outbox.end(terminal);
    }
  }

  @Override
  public void cancel() {
    endByKernel(CallFault.CANCELLED, "cancelled by the caller");
  }

  /** Ends the call for its caller and asks the unit to stop. Waits for neither. */
  void endByKernel(CallFault fault, String message) {
    if (claim(Outcome.ERROR, fault.code())) {
      outbox.endApart(sink -> fault.end(sink, message));
      askToStop();
    }
  }

  /** Refuses a call that waits, without waiting for its caller. */
  void turnAway(Refusal refusal) {
    if (claim(Outcome.REFUSED, 0)) {
      outbox.endApart(sink -> sink.refused(refusal));
      askToStop();
    }
  }

  private void askToStop() {
    if (place == null) {
      line.forget(this);
      return;
    }
    Call running;
    synchronized (turn) {
      cut = true;
      if (inUnit != null) {
        inUnit.interrupt();
        return;
      }
      running = handle;
    }
    if (running != null) {
      Thread.ofVirtual().start(() -> abandon(running));
    }
  }

  /** The caller is gone and the unit has returned: tell it, and free the place. */
  private void abandon(Call running) {
    Thread.currentThread().setContextClassLoader(place.unit().getClass().getClassLoader());
    try {
      running.cancel();
    } catch (Throwable e) {
      LOG.warn("{} {} threw at its cancel", line.name(), request.command(), e);
    }
    leave();
  }

  /** Whether this is the call's end for its caller; counts and records it. */
  private boolean claim(Outcome outcome, int code) {
    if (!answered.compareAndSet(false, true)) {
      return false;
    }
    line.exchange().limits().release(this);
    CallRecord entry = entry(outcome, code);
    line.countEnd(outcome);
    if (!open && outcome != Outcome.REFUSED) {
      line.latencies().record(entry.waited().plus(entry.ran()));
    }
    line.exchange().ring().add(entry);
    return true;
  }

  private void leave() {
    if (place != null && left.compareAndSet(false, true)) {
      line.left(this);
    }
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
    return !limit.isZero() && now - since >= TimeUnit.NANOSECONDS.convert(limit);
  }

  private static String text(Duration limit) {
    return limit.toString().substring(2).toLowerCase(Locale.ROOT);
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
        outbox.events());
  }
}
