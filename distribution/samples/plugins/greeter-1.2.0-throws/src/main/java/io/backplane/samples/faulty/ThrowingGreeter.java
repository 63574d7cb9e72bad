package io.backplane.samples.faulty;

import io.backplane.api.call.Call;
import io.backplane.api.call.CallRequest;
import io.backplane.api.call.CallSink;
import io.backplane.api.call.Unit;
import io.backplane.api.meta.Meta;
import io.backplane.samples.greeter.Greeter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** A greeter that fails in its activation. */
@Component
public final class ThrowingGreeter implements Unit {

  private final Unit greeter = new Greeter();

  @Activate
  public ThrowingGreeter() {
    throw new IllegalStateException("this greeter has no voice");
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
