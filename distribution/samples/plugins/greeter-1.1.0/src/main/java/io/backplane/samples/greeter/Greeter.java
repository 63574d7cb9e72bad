package io.backplane.samples.greeter;

import io.backplane.api.call.Call;
import io.backplane.api.call.CallRequest;
import io.backplane.api.call.CallSink;
import io.backplane.api.call.Refusal;
import io.backplane.api.call.Unit;
import io.backplane.api.meta.CommandMeta;
import io.backplane.api.meta.EventMeta;
import io.backplane.api.meta.FieldMeta;
import io.backplane.api.meta.FieldType;
import io.backplane.api.meta.Limits;
import io.backplane.api.meta.Meta;
import java.util.Map;
import org.osgi.service.component.annotations.Component;

/**
 * The greeter with a warmer greeting and a second command, which shows events: the change a minor
 * version may bring.
 */
@Component
public final class Greeter implements Unit {

  private static final int TIMES_MAX = 1_000;

  private static final FieldMeta NAME =
      FieldMeta.of("name", FieldType.STRING, "Whom to greet.").withDefault("World");

  private static final Meta META =
      Meta.of(
          "greeter",
          "1.1.0",
          "Says hello, warmly.",
          CommandMeta.of("hello", "Greets by name.", NAME).flags(CommandMeta.Flags.READ_ONLY),
          CommandMeta.of(
                  "count",
                  "Greets several times, each time as an event.",
                  NAME,
                  FieldMeta.of("times", FieldType.INT, "How often.")
                      .within(Limits.NONE.range(1, TIMES_MAX))
                      .withDefault(3))
              .events(
                  EventMeta.of(
                      "greeting", "One greeting.", FieldMeta.of("greeting", FieldType.STRING, "")))
              .flags(CommandMeta.Flags.READ_ONLY));

  @Override
  public Meta meta() {
    return META;
  }

  @Override
  public Call call(CallRequest request, CallSink sink) {
    if (!(request.params().getOrDefault("name", "World") instanceof String name)) {
      sink.refused(new Refusal.Invalid("name", "must be a string"));
    } else if (request.command().equals("hello")) {
      sink.done(greeting(name));
    } else {
      count(request, name, sink);
    }
    return Call.ENDED;
  }

  private static void count(CallRequest request, String name, CallSink sink) {
    if (!(request.params().getOrDefault("times", 3) instanceof Number times)
        || times.intValue() < 1
        || times.intValue() > TIMES_MAX) {
      sink.refused(new Refusal.Invalid("times", "must be a number from 1 to " + TIMES_MAX));
      return;
    }
    for (int i = 0; i < times.intValue(); i++) {
      sink.event("greeting", greeting(name));
    }
    sink.done(Map.of("times", times.intValue()));
  }

  private static Map<String, Object> greeting(String name) {
    return Map.of("greeting", "Hello, " + name + "! Good to see you.");
  }
}
