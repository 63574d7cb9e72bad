package io.backplane.shell.commands.plugins;

import io.backplane.plugins.spi.LeakReport;
import io.backplane.shell.Command;
import io.backplane.shell.Invocation;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code backplane runtime plugin-leaks}. */
@picocli.CommandLine.Command(
    name = "plugin-leaks",
    description =
        "Show versions that went out of use and are still in memory, and what holds them.")
public final class PluginLeaks extends Command {

  @Parameters(arity = "0..1", paramLabel = "<plugin>", description = "Of this plugin only.")
  private String id = "";

  @Option(
      names = "--dump",
      description = "Walk a heap dump for what holds them; the kernel stands still meanwhile.")
  private boolean dump;

  public PluginLeaks(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() {
    return services().plugins().leaks(id, dump).stream().map(LeakReport::toMap).toList();
  }

  @Override
  protected void print(Object answer) {
    List<?> leaks = (List<?>) answer;
    if (leaks.isEmpty()) {
      out().println("no leaks: every version that went out of use is collected, or soon will be");
    }
    for (Object leak : leaks) {
      Map<?, ?> report = (Map<?, ?>) leak;
      out()
          .println(
              "%s %s, out of use since %s"
                  .formatted(report.get("plugin"), report.get("version"), report.get("since")));
      ((List<?>) report.get("findings")).forEach(line -> out().println("  " + line));
      ((List<?>) report.get("paths")).forEach(line -> out().println("  held by: " + line));
    }
  }
}
