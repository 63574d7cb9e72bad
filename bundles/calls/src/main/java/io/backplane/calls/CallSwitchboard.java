package io.backplane.calls;

import io.backplane.api.call.Call;
import io.backplane.api.call.CallContext;
import io.backplane.api.call.CallFault;
import io.backplane.api.call.CallGuard;
import io.backplane.api.call.CallRequest;
import io.backplane.api.call.CallSink;
import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.call.Switchboard;
import io.backplane.api.call.Unit;
import io.backplane.api.meta.Meta;
import io.backplane.calls.spi.CallRecord;
import io.backplane.calls.spi.Latency;
import io.backplane.calls.spi.Registration;
import io.backplane.calls.spi.UnitOptions;
import io.backplane.calls.spi.UnitStatus;
import io.backplane.calls.spi.Units;
import java.time.Clock;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The switchboard: one {@link Line} for each unit. */
@Component(service = {Switchboard.class, Units.class})
public final class CallSwitchboard implements Switchboard, Units {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9._-]{0,63}");

  private static final HexFormat HEX = HexFormat.of();

  private final ConcurrentMap<String, Line> lines = new ConcurrentHashMap<>();
  private final List<CallGuard> guards = new CopyOnWriteArrayList<>();
  private final Exchange exchange;
  private final Limits limits;

  @Activate
  public CallSwitchboard() {
    this(Clock.systemUTC(), System::nanoTime);
    limits.start();
  }

  /** Without the thread that watches the limits: the test calls {@link #sweep}. */
  CallSwitchboard(Clock clock, LongSupplier nanos) {
    limits = new Limits(nanos);
    exchange = new Exchange(clock, nanos, new CallRing(), limits);
  }

  @Deactivate
  void close() {
    lines.values().forEach(Line::close);
    limits.endAll(CallFault.KERNEL_RESTARTED, "the kernel stops");
    limits.close();
  }

  void sweep() {
    limits.sweep();
  }

  /** Calls whose callers have not heard the end. */
  int underWay() {
    return limits.watched();
  }

  @Override
  public Call call(CallRequest request, CallSink sink) {
    Objects.requireNonNull(sink, "sink");
    CallContext context = request.context();
    if (context.parents().size() >= CallContext.DEPTH_MAX) {
      sink.refused(
          new Refusal.OverCap(
              "depth of calls inside calls",
              CallContext.DEPTH_MAX,
              "the chain is " + String.join(" → ", context.parents())));
      return Call.ENDED;
    }
    Line line = line(request.unit());
    if (line == null) {
      sink.refused(new Refusal.NotFound("unit", request.unit()));
      return Call.ENDED;
    }
    CallRequest traced = traced(request);
    Optional<Refusal> refusal = refusal(traced);
    return refusal.isPresent()
        ? line.turnAway(traced, sink, refusal.get())
        : line.accept(traced, sink);
  }

  private Optional<Refusal> refusal(CallRequest request) {
    for (CallGuard guard : guards) {
      Optional<Refusal> refusal = guard.refusal(request);
      if (refusal.isPresent()) {
        return refusal;
      }
    }
    return Optional.empty();
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      unbind = "remove")
  void add(CallGuard guard) {
    guards.add(guard);
  }

  void remove(CallGuard guard) {
    guards.remove(guard);
  }

  @Override
  public Optional<Meta> meta(String unit) {
    return find(unit).map(UnitStatus::meta);
  }

  private static CallRequest traced(CallRequest request) {
    if (!request.context().traceId().isEmpty()) {
      return request;
    }
    var random = ThreadLocalRandom.current();
    String id = HEX.toHexDigits(random.nextLong()) + HEX.toHexDigits(random.nextLong());
    return new CallRequest(
        request.unit(),
        request.command(),
        request.params(),
        request.stream(),
        request.context().traced(id));
  }

  @Override
  public Registration register(String kind, String name, Unit unit, UnitOptions options) {
    if (!NAME.matcher(name).matches()) {
      throw new RefusedException(
          new Refusal.Invalid(
              "name",
              "'"
                  + name
                  + "' is not lower-case letters, digits, '.', '_', '-' (1 to 64, a letter"
                  + " first)"));
    }
    Line line = new Line(kind, name, unit, options, exchange, lines::remove);
    Line other = lines.putIfAbsent(name, line);
    if (other != null) {
      throw new RefusedException(
          new Refusal.Conflict("the name '" + name + "' belongs to a " + other.kind()));
    }
    return line;
  }

  private Line line(String ref) {
    int colon = ref.indexOf(':');
    Line line = lines.get(ref.substring(colon + 1));
    return line == null || colon < 0 || line.kind().equals(ref.substring(0, colon)) ? line : null;
  }

  @Override
  public List<UnitStatus> all() {
    return lines.values().stream()
        .map(Line::status)
        .sorted(Comparator.comparing(UnitStatus::name))
        .toList();
  }

  @Override
  public Optional<UnitStatus> find(String ref) {
    return Optional.ofNullable(line(ref)).map(Line::status);
  }

  @Override
  public Optional<Latency> latency(String ref) {
    return Optional.ofNullable(line(ref)).map(line -> line.latencies().look());
  }

  @Override
  public EndedCalls endedSince(long from) {
    return exchange.ring().since(from);
  }

  @Override
  public List<CallRecord> recent(String unit, int limit) {
    return exchange.ring().recent(unit, limit);
  }
}
