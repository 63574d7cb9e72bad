package com.example.hello;

import io.backplane.api.call.Call;
import io.backplane.api.call.CallRequest;
import io.backplane.api.call.CallSink;
import io.backplane.api.call.Refusal;
import io.backplane.api.call.Unit;
import io.backplane.api.meta.CommandMeta;
import io.backplane.api.meta.FieldMeta;
import io.backplane.api.meta.FieldType;
import io.backplane.api.meta.Meta;
import java.util.Map;

/** One command; calls arrive concurrently, each on a thread of its own. */
public final class Hello implements Unit {

  @Override
  public Meta meta() {
    return Meta.of(
        "hello",
        "1.0.0",
        "Says hello.",
        CommandMeta.of(
                "hello",
                "Greets by name.",
                FieldMeta.of("name", FieldType.STRING, "Whom to greet.").withDefault("World"))
            .flags(CommandMeta.Flags.READ_ONLY));
  }

  @Override
  public Call call(CallRequest request, CallSink sink) {
    if (request.params().getOrDefault("name", "World") instanceof String name) {
      sink.done(Map.of("greeting", "Hello, " + name + "!"));
    } else {
      sink.refused(new Refusal.Invalid("name", "must be a string"));
    }
    return Call.ENDED;
  }
}
