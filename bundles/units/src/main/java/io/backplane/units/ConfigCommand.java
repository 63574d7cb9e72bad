package io.backplane.units;

import io.backplane.api.call.CallContext;
import io.backplane.api.call.CallRequest;
import io.backplane.api.call.CallSink;
import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.supervisor.spi.Phase;
import io.backplane.supervisor.spi.Supervisor;
import io.backplane.supervisor.spi.UnitState;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a process its configuration by the command that its meta names. Not by the switchboard: in
 * an update side by side that leads to the old version.
 */
record ConfigCommand(Supervisor supervisor, ProcessLaunch launch, UnitState started) {

  private static final Logger LOG = LoggerFactory.getLogger("io.backplane.units");
  private static final long PAUSE_MS = 50;

  /** Tries until the process takes it or is another one: a call may be in its way. */
  void run() throws InterruptedException {
    Optional<Refusal> refused = tell();
    while (refused.isPresent() && refused.get() instanceof Refusal.Busy && current()) {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
      refused = tell();
    }
    refused.ifPresent(
        refusal -> LOG.warn("{} did not get its configuration: {}", id(), refusal.message()));
  }

  private String id() {
    return launch.row().id();
  }

  private boolean current() {
    return supervisor
        .find(started.id())
        .filter(unit -> unit.state().start() == started.start())
        .filter(unit -> unit.state().phase() == Phase.RUNNING)
        .isPresent();
  }

  private Optional<Refusal> tell() {
    CallRequest request =
        CallRequest.builder(id(), launch.meta().config().apply().command())
            .params(launch.effective())
            .context(CallContext.of("kernel"))
            .build();
    var answer = new Answer(id(), new CompletableFuture<>());
    try {
      supervisor.call(started.id(), request, answer);
      return answer.refusal().join();
    } catch (RefusedException e) {
      return Optional.of(e.refusal());
    }
  }

  private record Answer(String instance, CompletableFuture<Optional<Refusal>> refusal)
      implements CallSink {

    @Override
    public void event(String name, Object value) {}

    @Override
    public void done(Object value) {
      refusal.complete(Optional.empty());
    }

    @Override
    public void error(int code, Object value) {
      // The answer may repeat what was given to it, secrets included.
      LOG.warn("{} refuses its configuration with code {}; it runs without", instance, code);
      refusal.complete(Optional.empty());
    }

    @Override
    public void refused(Refusal reason) {
      refusal.complete(Optional.of(reason));
    }
  }
}
