package io.backplane.shell.commands.instance;

import io.backplane.shell.Invocation;
import io.backplane.shell.Json;
import io.backplane.shell.commands.Pairs;
import io.backplane.units.spi.ConfigRevision;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code backplane instance configure}. */
@picocli.CommandLine.Command(
    name = "configure",
    description = "Show, change or take back an instance's configuration.",
    footer = {
      "",
      "Examples: backplane instance configure lab unit=kelvin --restart",
      "          backplane instance configure lab --history",
      "          backplane instance configure lab --revert 2"
    })
public final class InstanceConfigure extends InstanceCommand {

  @Parameters(
      index = "1..*",
      paramLabel = "key=value",
      description = "Fields; the others stay as they are.")
  private List<String> pairs = List.of();

  @Option(names = "--config", paramLabel = "JSON", description = "All of it, in one piece.")
  private String config;

  @Option(names = "--unset", paramLabel = "KEY", description = "A field that gets its default.")
  private List<String> unset = List.of();

  @Option(names = "--history", description = "Show every configuration it had.")
  private boolean history;

  @Option(names = "--revert", paramLabel = "N", description = "Bring revision N back.")
  private Long revert;

  @Option(names = "--restart", description = "Apply it at once.")
  private boolean restart;

  public InstanceConfigure(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() {
    instance();
    if (history) {
      return services().instances().configHistory(id()).stream()
          .map(ConfigRevision::toMap)
          .toList();
    }
    boolean changed = change();
    if (changed && restart && instance().live()) {
      services().instances().restart(id(), Invocation.PRINCIPAL);
    }
    var view = services().instances().config(id());
    return json() ? view.toMap() : view.config();
  }

  private boolean change() {
    if (revert != null) {
      services().instances().revert(id(), revert, Invocation.PRINCIPAL);
      return true;
    }
    if (config == null && pairs.isEmpty() && unset.isEmpty()) {
      return false;
    }
    var view = services().instances().config(id());
    Map<String, Object> next =
        new LinkedHashMap<>(config == null ? view.config() : Json.object("--config", config));
    unset.forEach(key -> Pairs.remove(next, key));
    Pairs.merge(next, Pairs.read(pairs, view.fields()));
    services().instances().configure(id(), next, Invocation.PRINCIPAL);
    return true;
  }

  @Override
  protected List<String> columns() {
    return List.of("version", "at", "by", "changes");
  }

  @Override
  protected void print(Object answer) {
    super.print(answer);
    if (!history && instance().restartNeeded()) {
      out().println();
      out().println("it takes effect with the next start: 'instance restart " + id() + "'");
    }
  }
}
