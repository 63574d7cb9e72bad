package io.backplane.samples.faulty;

import io.backplane.api.call.Call;
import io.backplane.api.call.CallRequest;
import io.backplane.api.call.CallSink;
import io.backplane.api.call.Unit;
import io.backplane.api.meta.Meta;
import io.backplane.samples.greeter.Greeter;
import java.util.concurrent.Semaphore;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** A greeter whose activation never ends, and cannot be interrupted. */
@Component
public final class HangingGreeter implements Unit {

  private final Unit greeter = new Greeter();

  @Activate
  public HangingGreeter() {
    new Semaphore(0).acquireUninterruptibly();
  }

  @Override
  public Meta meta() {
    return greeter.meta();
  }

  @Override
  public Call call(CallRequest request, CallSink sink) {
    return greeter.call(request, sink);
  }
}
