package io.backplane.governance;

import io.backplane.api.call.Call;
import io.backplane.api.call.CallRequest;
import io.backplane.api.call.CallSink;
import io.backplane.api.call.Refusal;
import io.backplane.api.call.Unit;
import io.backplane.api.meta.CommandMeta;
import io.backplane.api.meta.CommandMeta.Flags;
import io.backplane.api.meta.FieldMeta;
import io.backplane.api.meta.FieldType;
import io.backplane.api.meta.Meta;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A unit whose {@code hold} ends when the test says so. */
final class Worker implements Unit {

  private static final FieldMeta SECRET =
      FieldMeta.of("password", FieldType.STRING, "").asSensitive();

  final List<CallRequest> asked = new CopyOnWriteArrayList<>();
  final Queue<CallSink> held = new ConcurrentLinkedQueue<>();
  final AtomicInteger cancels = new AtomicInteger();
  final AtomicInteger busyTimes = new AtomicInteger();

  @Override
  public Meta meta() {
    return Meta.of(
        "worker",
        "1.0.0",
        "",
        CommandMeta.of("echo", "", SECRET),
        CommandMeta.of("hold", "", SECRET),
        CommandMeta.of("again", "", SECRET).flags(Flags.of(false, true, false)),
        CommandMeta.of("fail", ""),
        CommandMeta.of("long", ""),
        CommandMeta.of("busy", ""));
  }

  @Override
  public Call call(CallRequest request, CallSink sink) {
    asked.add(request);
    switch (request.command()) {
      case "hold", "again" -> {
        held.add(sink);
        return cancels::incrementAndGet;
      }
      case "fail" -> sink.error(7, Map.of("message", "no paper"));
      case "long" -> sink.done("x".repeat(100_000));
      case "busy" -> busy(sink);
      default -> sink.done(request.params());
    }
    return Call.ENDED;
  }

  private void busy(CallSink sink) {
    if (busyTimes.getAndDecrement() > 0) {
      sink.refused(new Refusal.Busy("warming up", Duration.ofSeconds(5)));
    } else {
      sink.done("warm");
    }
  }
}
