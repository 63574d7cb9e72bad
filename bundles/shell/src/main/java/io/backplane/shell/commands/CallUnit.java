package io.backplane.shell.commands;

import io.backplane.api.call.Call;
import io.backplane.api.call.CallContext;
import io.backplane.api.call.CallRequest;
import io.backplane.shell.Command;
import io.backplane.shell.Invocation;
import java.time.Duration;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code backplane call}. */
@picocli.CommandLine.Command(name = "call", description = "Call a command of a unit.")
public final class CallUnit extends Command {

  @Mixin private Asked asked;

  @Option(names = "--stream", description = "Let it run on after its first event, without a limit.")
  private boolean stream;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "Give up after this time (500ms, 10s, 5m; 0s for never). Default: 10m.")
  private String timeout;

  public CallUnit(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() throws InterruptedException {
    CallContext context = CallContext.of(Invocation.PRINCIPAL);
    if (timeout != null) {
      Duration limit = Words.parse("--timeout", timeout);
      context = context.limits(limit, limit);
    }
    CallRequest request =
        CallRequest.builder(asked.unit(), asked.command()).params(asked.params(services())).stream(
                stream)
            .context(context)
            .build();
    var sink = new PrintingSink(invocation(), json());
    Call call = services().switchboard().call(request, sink);
    return sink.await(call);
  }
}
