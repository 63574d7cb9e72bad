package io.backplane.shell.commands.instance;

import io.backplane.shell.Invocation;
import java.util.Map;

/** {@code backplane instance show}. */
@picocli.CommandLine.Command(name = "show", description = "Show one instance.")
public final class InstanceShow extends InstanceCommand {

  public InstanceShow(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() {
    Map<String, Object> map = instance().toDetailedMap();
    map.put("config", services().instances().config(id()).config());
    if (!json()) {
      map.remove("meta");
    }
    return map;
  }
}
