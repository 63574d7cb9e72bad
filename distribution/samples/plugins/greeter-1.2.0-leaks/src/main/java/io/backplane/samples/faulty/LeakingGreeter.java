package io.backplane.samples.faulty;

import io.backplane.api.call.Call;
import io.backplane.api.call.CallRequest;
import io.backplane.api.call.CallSink;
import io.backplane.api.call.Unit;
import io.backplane.api.meta.Info;
import io.backplane.api.meta.Meta;
import io.backplane.samples.greeter.Greeter;
import java.util.concurrent.Semaphore;
import org.osgi.service.component.annotations.Component;

/** A greeter that starts a thread and forgets it: the version stays in memory when it is gone. */
@Component
public final class LeakingGreeter implements Unit {

  private final Unit greeter = new Greeter();
  private final Semaphore never = new Semaphore(0);

  public LeakingGreeter() {
    Thread.ofPlatform().daemon().name("greeter-echo").start(this::echo);
  }

  private void echo() {
    never.acquireUninterruptibly();
  }

  @Override
  public Meta meta() {
    return greeter.meta().withInfo(Info.of("greeter", "1.2.0", "Says hello, and echoes."));
  }

  @Override
  public Call call(CallRequest request, CallSink sink) {
    return greeter.call(request, sink);
  }
}
