package io.backplane.shell.commands.instance;

import io.backplane.shell.Invocation;
import io.backplane.shell.commands.UpdateCommand;
import io.backplane.units.spi.UpdateOrder;
import io.backplane.updates.spi.UpdateRecord.What;
import io.backplane.updates.spi.UpdateRequest;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code backplane instance update}. */
@picocli.CommandLine.Command(
    name = "update",
    description = "Bring another version under an instance, and back where that fails.",
    footer = {"", "Example: backplane instance update lab --to 1.1.0 --dry-run"})
public final class InstanceUpdate extends UpdateCommand {

  @Parameters(paramLabel = "<instance>", description = "An instance's name.")
  private String id;

  @Option(names = "--to", required = true, paramLabel = "<version>", description = "The version.")
  private String version;

  @Option(names = "--dry-run", description = "Only tell what would happen.")
  private boolean dryRun;

  @Option(names = "--force", description = "End calls that outlast the drain.")
  private boolean force;

  @Option(names = "--overlap", description = "Run old and new at a time while switching.")
  private boolean overlap;

  public InstanceUpdate(Invocation invocation) {
    super(invocation, What.UPDATE);
  }

  @Override
  protected Object run() throws InterruptedException {
    UpdateOrder order =
        UpdateOrder.to(version).force(force).healthWindow(window(UpdateRequest.HEALTH_WINDOW));
    if (overlap) {
      order = order.overlap(true);
    }
    if (dryRun) {
      return services().instances().plan(id, order).toMap();
    }
    return follow(services().instances().update(id, order, Invocation.PRINCIPAL));
  }

  @Override
  protected void print(Object answer) {
    if (!dryRun) {
      super.print(answer);
      return;
    }
    Map<?, ?> plan = (Map<?, ?>) answer;
    out().println(id + " " + plan.get("from") + " → " + plan.get("to"));
    ((List<?>) plan.get("steps")).forEach(step -> out().println("  " + step));
    Map<?, ?> meta = (Map<?, ?>) plan.get("meta");
    meta.forEach((kind, names) -> out().println("commands " + kind + ": " + names));
    Map<?, ?> config = (Map<?, ?>) plan.get("config");
    ((List<?>) config.get("problems")).forEach(problem -> out().println("problem: " + problem));
    out().println("callers wait " + plan.get("pause"));
  }
}
