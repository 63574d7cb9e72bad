package io.backplane.updates;

import io.backplane.api.call.Call;
import io.backplane.api.call.CallRequest;
import io.backplane.api.call.CallSink;
import io.backplane.api.call.Switchboard;
import io.backplane.api.call.Unit;
import io.backplane.api.meta.CommandMeta;
import io.backplane.api.meta.Meta;
import io.backplane.api.plugin.HandedState;
import io.backplane.api.plugin.StateHandover;
import io.backplane.updates.spi.UnitVersion;
import io.backplane.updates.spi.UpdateRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** A version that counts the calls of {@code add} and hands the count over. */
class TallyVersion implements UnitVersion {

  private final String version;
  private final List<String> story;
  private volatile Unit unit;
  private volatile String startTrouble = "";
  private volatile String trouble = "";
  volatile boolean keepsItsState;
  volatile boolean refusesState;
  volatile Optional<Switchboard> relay = Optional.empty();
  final CompletableFuture<Void> stuck = new CompletableFuture<>();

  TallyVersion(String version, List<String> story) {
    this.version = version;
    this.story = story;
  }

  TallyVersion notStarting(String why) {
    startTrouble = why;
    return this;
  }

  void fallIll(String why) {
    trouble = why;
  }

  void recover() {
    startTrouble = "";
    trouble = "";
  }

  /** Why it does not take a state; for tests that are choosy. */
  Optional<String> taking(HandedState state) {
    return refusesState ? Optional.of("unknown format") : Optional.empty();
  }

  @Override
  public String version() {
    return version;
  }

  @Override
  public Unit unit() {
    return unit;
  }

  @Override
  public Optional<String> start() {
    story.add("start " + version);
    if (startTrouble.isEmpty()) {
      unit = new Tally();
    }
    return Optional.of(startTrouble).filter(why -> !why.isEmpty());
  }

  @Override
  public Optional<String> trouble() {
    return Optional.of(trouble).filter(why -> !why.isEmpty());
  }

  @Override
  public Optional<String> stop() {
    story.add("stop " + version);
    return Optional.empty();
  }

  @Override
  public Optional<String> discard(UpdateRecord update) {
    story.add("discard " + version);
    return Optional.empty();
  }

  /** What it offers. */
  final class Tally implements Unit, StateHandover {
    private final AtomicInteger count = new AtomicInteger();

    @Override
    public Meta meta() {
      return Meta.of(
          "tally",
          version,
          "",
          CommandMeta.of("add", ""),
          CommandMeta.of("get", ""),
          CommandMeta.of("version", ""),
          CommandMeta.of("relayed", ""),
          CommandMeta.of("stick", ""));
    }

    @Override
    public Call call(CallRequest request, CallSink sink) {
      switch (request.command()) {
        case "add" -> sink.done(count.incrementAndGet());
        case "get" -> sink.done(count.get());
        case "version" -> sink.done(version);
        case "relayed" ->
            relay
                .orElseThrow()
                .call(CallRequest.within(request.context(), "relay", "go", Map.of()), sink);
        default -> stuck.thenRun(() -> sink.done("unstuck"));
      }
      return () -> stuck.complete(null);
    }

    @Override
    public HandedState exportState() {
      if (keepsItsState) {
        throw new IllegalStateException("not now");
      }
      return new HandedState(1, Integer.toString(count.get()).getBytes());
    }

    @Override
    public void importState(HandedState state) {
      taking(state)
          .ifPresent(
              why -> {
                throw new IllegalStateException(why);
              });
      count.set(Integer.parseInt(new String(state.bytes())));
    }
  }
}
