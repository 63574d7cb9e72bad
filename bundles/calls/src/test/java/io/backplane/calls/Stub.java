package io.backplane.calls;

import io.backplane.api.call.Call;
import io.backplane.api.call.CallRequest;
import io.backplane.api.call.CallSink;
import io.backplane.api.call.Unit;
import io.backplane.api.meta.CommandMeta;
import io.backplane.api.meta.CommandMeta.Flags;
import io.backplane.api.meta.Meta;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A unit made of lambdas. */
final class Stub implements Unit {

  interface Command {
    Call run(CallRequest request, CallSink sink);
  }

  private final String version;
  private final List<CommandMeta> declared = new ArrayList<>();
  private final Map<String, Command> commands = new ConcurrentHashMap<>();

  Stub(String version) {
    this.version = version;
  }

  Stub() {
    this("1.0.0");
  }

  /** Answers with its version at once. */
  static Stub saying(String version) {
    return new Stub(version).on("ask", answer(version));
  }

  static Command answer(Object value) {
    return (request, sink) -> {
      sink.done(value);
      return Call.ENDED;
    };
  }

  Stub on(String name, Command command) {
    return with(name, Flags.NONE, command);
  }

  Stub streaming(String name, Command command) {
    return with(name, Flags.STREAMING, command);
  }

  /** Carried out, but not declared. */
  Stub hidden(String name, Command command) {
    commands.put(name, command);
    return this;
  }

  private Stub with(String name, Flags flags, Command command) {
    declared.add(CommandMeta.of(name, "").flags(flags));
    return hidden(name, command);
  }

  @Override
  public Meta meta() {
    return Meta.of("stub", version, "", declared.toArray(CommandMeta[]::new));
  }

  @Override
  public Call call(CallRequest request, CallSink sink) {
    return commands.get(request.command()).run(request, sink);
  }
}
