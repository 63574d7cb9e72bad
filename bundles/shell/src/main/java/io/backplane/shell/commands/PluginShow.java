package io.backplane.shell.commands;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.call.Values;
import io.backplane.api.meta.CommandMeta;
import io.backplane.api.meta.FieldMeta;
import io.backplane.shell.Command;
import io.backplane.shell.Invocation;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Parameters;

/** {@code backplane runtime plugin-show}. */
@picocli.CommandLine.Command(name = "plugin-show", description = "Show one plugin.")
public final class PluginShow extends Command {

  @Parameters(paramLabel = "<plugin>", description = "A plugin's id.")
  private String id;

  public PluginShow(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() {
    return services()
        .plugins()
        .find(id)
        .orElseThrow(() -> new RefusedException(new Refusal.NotFound("plugin", id)))
        .toMap(services().units().find("plugin:" + id));
  }

  @Override
  protected void print(Object answer) {
    @SuppressWarnings("unchecked") // run() has made it
    Map<String, Object> plugin = (Map<String, Object>) answer;
    plugin.remove("commands");
    super.print(plugin);
    services()
        .units()
        .find("plugin:" + id)
        .ifPresent(unit -> unit.meta().commands().forEach(this::printCommand));
  }

  private void printCommand(CommandMeta command) {
    String params =
        command.params().stream().map(PluginShow::param).collect(Collectors.joining(" "));
    out().println();
    out().println("call " + id + " " + command.name() + " " + params);
    out().println("  " + command.description());
  }

  private static String param(FieldMeta field) {
    String text = field.name() + "=<" + Values.word(field.type()) + ">";
    return field.required() ? text : "[" + text + "]";
  }
}
