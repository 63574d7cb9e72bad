package io.backplane.samples.counter;

import io.backplane.api.call.Call;
import io.backplane.api.call.CallRequest;
import io.backplane.api.call.CallSink;
import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.call.Unit;
import io.backplane.api.meta.CommandMeta;
import io.backplane.api.meta.CommandMeta.Flags;
import io.backplane.api.meta.FieldMeta;
import io.backplane.api.meta.FieldType;
import io.backplane.api.meta.Meta;
import io.backplane.api.plugin.HandedState;
import io.backplane.api.plugin.StateHandover;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.osgi.service.component.annotations.Component;

/**
 * The counter with a third command. Its state is what that of 1.0.0 was, so that the count survives
 * the way back too.
 */
@Component(service = Unit.class)
public final class Counter implements Unit, StateHandover {

  private static final int FORMAT = 1;

  private static final Meta META =
      Meta.of(
          "counter",
          "1.1.0",
          "Counts, across updates too.",
          CommandMeta.of(
              "add",
              "Adds to the count and tells it.",
              FieldMeta.of("by", FieldType.INT, "How much.").withDefault(1)),
          CommandMeta.of("get", "Tells the count.").flags(Flags.READ_ONLY),
          CommandMeta.of("reset", "Counts from zero again, and tells how far it was."));

  private final AtomicLong count = new AtomicLong();

  @Override
  public Meta meta() {
    return META;
  }

  @Override
  public Call call(CallRequest request, CallSink sink) {
    if (!(request.params().getOrDefault("by", 1) instanceof Number by)) {
      sink.refused(new Refusal.Invalid("by", "must be a number"));
      return Call.ENDED;
    }
    long value =
        switch (request.command()) {
          case "add" -> count.addAndGet(by.intValue());
          case "reset" -> count.getAndSet(0);
          default -> count.get();
        };
    sink.done(Map.of("value", value));
    return Call.ENDED;
  }

  @Override
  public HandedState exportState() {
    return new HandedState(FORMAT, ByteBuffer.allocate(Long.BYTES).putLong(count.get()).array());
  }

  @Override
  public void importState(HandedState state) {
    if (state.format() != FORMAT || state.bytes().length != Long.BYTES) {
      throw new RefusedException(
          new Refusal.Invalid("state", "is of format " + state.format() + ", not " + FORMAT));
    }
    count.set(ByteBuffer.wrap(state.bytes()).getLong());
  }
}
