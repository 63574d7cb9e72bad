package io.backplane.shell.commands.plugins;

import io.backplane.api.call.Call;
import io.backplane.api.call.CallContext;
import io.backplane.api.call.CallRequest;
import io.backplane.api.meta.CommandMeta;
import io.backplane.shell.Command;
import io.backplane.shell.Invocation;
import io.backplane.shell.commands.Pairs;
import io.backplane.shell.commands.PrintingSink;
import java.util.ArrayList;
import java.util.List;

/** One command of a plugin that claims a word. */
@picocli.CommandLine.Command
public final class UnitCommand extends Command {

  private final String unit;
  private final CommandMeta meta;
  private final List<String> pairs = new ArrayList<>();

  public UnitCommand(Invocation invocation, String unit, CommandMeta meta) {
    super(invocation);
    this.unit = unit;
    this.meta = meta;
  }

  /** Sets a parameter, as it was typed. */
  public void put(String name, String text) {
    pairs.add(name + "=" + text);
  }

  @Override
  protected Object run() throws InterruptedException {
    CallRequest request =
        CallRequest.builder(unit, meta.name())
            .params(Pairs.read(pairs, meta.params()))
            .context(CallContext.of(Invocation.PRINCIPAL))
            .build();
    var sink = new PrintingSink(invocation(), json());
    Call call = services().switchboard().call(request, sink);
    return sink.await(call);
  }
}
