package io.backplane.shell.commands.plugins;

import io.backplane.plugins.spi.Entry;
import io.backplane.plugins.spi.Plugins;
import io.backplane.plugins.spi.UpdateOrder;
import io.backplane.shell.Invocation;
import io.backplane.shell.commands.UpdateCommand;
import io.backplane.updates.spi.UpdateRecord.What;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code backplane runtime hot-update}. */
@picocli.CommandLine.Command(
    name = "hot-update",
    description = "Bring another version of a plugin, and back where that fails.",
    footer = {
      "",
      "The version is looked for in --entry, among the versions that are kept, and where the plugin came from.",
      "Example: backplane runtime hot-update greeter --version 1.1.0 --entry ./greeter-1.1.0.jar --dry-run"
    })
public final class HotUpdate extends UpdateCommand {

  @Parameters(paramLabel = "<plugin>", description = "A plugin's id.")
  private String id;

  @Option(names = "--version", paramLabel = "<version>", description = "The version.")
  private String version;

  @Option(
      names = "--entry",
      paramLabel = "<file>",
      description = "Where it is; relative to where you are.")
  private String entry;

  @Option(names = "--dry-run", description = "Only tell what would happen.")
  private boolean dryRun;

  @Option(
      names = "--force",
      description =
          "Go on where the version number promises more than it keeps, and end calls that"
              + " outlast the drain.")
  private boolean force;

  public HotUpdate(Invocation invocation) {
    super(invocation, What.UPDATE);
  }

  @Override
  protected Object run() throws InterruptedException {
    Plugins plugins = services().plugins();
    var order =
        new UpdateOrder(
            Optional.ofNullable(version),
            Optional.ofNullable(entry).map(file -> Entry.named(file, invocation().directory())),
            force,
            window(plugins.healthWindow()));
    if (dryRun) {
      return plugins.plan(id, order).toMap();
    }
    return follow(plugins.update(id, order, Invocation.PRINCIPAL));
  }

  @Override
  protected void print(Object answer) {
    if (!dryRun) {
      super.print(answer);
      return;
    }
    Map<?, ?> plan = (Map<?, ?>) answer;
    out()
        .println(
            "%s %s → %s (%s)".formatted(id, plan.get("from"), plan.get("to"), plan.get("type")));
    each(plan, "steps", "  ");
    for (Object change : (List<?>) plan.get("changes")) {
      Map<?, ?> c = (Map<?, ?>) change;
      out().println(c.get("bump") + ": " + c.get("subject") + " " + c.get("what"));
    }
    if (plan.get("metaKnown").equals(false)) {
      out().println("its commands are compared once it has started, before a call reaches it");
    }
    each(plan, "concerned", "concerned: ");
    each(plan, "problems", "problem: ");
    out().println("callers wait: " + plan.get("pause"));
  }

  private void each(Map<?, ?> plan, String what, String before) {
    ((List<?>) plan.get(what)).forEach(line -> out().println(before + line));
  }
}
