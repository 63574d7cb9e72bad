package io.backplane.shell.commands.packages;

import io.backplane.api.meta.CommandMeta;
import io.backplane.shell.Invocation;
import io.backplane.units.spi.PackageEntry;
import java.util.Map;

/** {@code backplane package show}. */
@picocli.CommandLine.Command(name = "show", description = "Show one package.")
public final class PackageShow extends PackageCommand {

  public PackageShow(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() {
    PackageEntry entry = entry();
    Map<String, Object> map = entry.toMap();
    map.put("directory", entry.shown().directory().toString());
    map.put("defaults", services().packages().defaults(ref()));
    if (json()) {
      map.put("meta", entry.shown().meta().toMap());
    }
    return map;
  }

  @Override
  protected void print(Object answer) {
    super.print(answer);
    out().println();
    for (CommandMeta command : entry().shown().meta().commands()) {
      out().println(command.name() + "  " + command.description());
    }
  }
}
