package io.backplane.samples.faulty;

import io.backplane.api.call.Call;
import io.backplane.api.call.CallRequest;
import io.backplane.api.call.CallSink;
import io.backplane.api.call.Unit;
import io.backplane.api.health.HealthCheck;
import io.backplane.api.health.HealthLevel;
import io.backplane.api.health.HealthResult;
import io.backplane.api.meta.Info;
import io.backplane.api.meta.Meta;
import io.backplane.samples.greeter.Greeter;
import java.util.Map;
import org.osgi.service.component.annotations.Component;

/** A greeter that greets well and says, a second after its activation, that it is not. */
@Component
public final class SickGreeter implements Unit, HealthCheck {

  private static final long WELL_MS = 1_000;

  private final Unit greeter = new Greeter();
  private final long activatedNs = System.nanoTime();

  @Override
  public Meta meta() {
    return greeter.meta().withInfo(Info.of("greeter", "1.2.0", "Says hello until it falls ill."));
  }

  @Override
  public Call call(CallRequest request, CallSink sink) {
    return greeter.call(request, sink);
  }

  @Override
  public String name() {
    return "greeter";
  }

  @Override
  public HealthResult check() {
    long ageMs = (System.nanoTime() - activatedNs) / 1_000_000;
    return ageMs < WELL_MS
        ? HealthResult.healthy("its voice is clear")
        : new HealthResult(HealthLevel.UNHEALTHY, "it lost its voice", Map.of("ageMs", ageMs));
  }
}
