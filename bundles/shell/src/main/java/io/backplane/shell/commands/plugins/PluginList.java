package io.backplane.shell.commands.plugins;

import io.backplane.api.call.Values;
import io.backplane.plugins.spi.PluginStatus;
import io.backplane.plugins.spi.RejectedFile;
import io.backplane.shell.Command;
import io.backplane.shell.Invocation;
import java.util.List;
import java.util.Map;

/** {@code backplane runtime plugins}. */
@picocli.CommandLine.Command(name = "plugins", description = "List the plugins.")
public final class PluginList extends Command {

  public PluginList(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() {
    return Values.map(
        "plugins", services().plugins().all().stream().map(PluginStatus::toMap).toList(),
        "rejected", services().plugins().rejected().stream().map(RejectedFile::toMap).toList());
  }

  @Override
  protected List<String> columns() {
    return List.of("id", "version", "state", "source", "entry", "reason");
  }

  @Override
  protected void print(Object answer) {
    Map<?, ?> both = (Map<?, ?>) answer;
    super.print(both.get("plugins"));
    for (RejectedFile file : services().plugins().rejected()) {
      out().println("rejected: " + file.file() + ": " + file.reason());
    }
  }

  @Override
  protected String none() {
    return "no plugins: copy a jar into "
        + services().platform().facts().dataDirectory()
        + "/deploy, or use 'runtime plugin-load'";
  }
}
