package io.backplane.samples.greeter;

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
import java.util.Map;
import org.osgi.service.component.annotations.Component;

/**
 * The greeter as callers of 1.x cannot use it: it wants to be told a name, and {@code count} is
 * gone. Only a major version may do that.
 */
@Component
public final class Greeter implements Unit {

  private static final FieldMeta NAME =
      FieldMeta.of("name", FieldType.STRING, "Whom to greet.").asRequired();

  private static final Meta META =
      Meta.of(
          "greeter",
          "2.0.0",
          "Says hello to whoever has a name.",
          CommandMeta.of("hello", "Greets by name.", NAME).flags(Flags.READ_ONLY),
          CommandMeta.of("farewell", "Says goodbye by name.", NAME).flags(Flags.READ_ONLY));

  @Override
  public Meta meta() {
    return META;
  }

  @Override
  public Call call(CallRequest request, CallSink sink) {
    if (request.params().get("name") instanceof String name && !name.isBlank()) {
      String word = request.command().equals("hello") ? "Hello, " : "Goodbye, ";
      sink.done(Map.of("greeting", word + name + "!"));
    } else {
      sink.refused(new Refusal.Invalid("name", "is required: whom shall I greet?"));
    }
    return Call.ENDED;
  }
}
