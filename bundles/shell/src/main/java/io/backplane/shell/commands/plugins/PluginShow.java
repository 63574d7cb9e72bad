package io.backplane.shell.commands.plugins;

import io.backplane.api.call.Values;
import io.backplane.api.meta.CommandMeta;
import io.backplane.api.meta.FieldMeta;
import io.backplane.plugins.spi.KeptVersion;
import io.backplane.shell.Invocation;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code backplane runtime plugin-show}. */
@picocli.CommandLine.Command(name = "plugin-show", description = "Show one plugin.")
public final class PluginShow extends PluginCommand {

  public PluginShow(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() {
    Map<String, Object> map = plugin().toMap(services().units().find("plugin:" + id()));
    map.put("versions", plugins().versions(id()).stream().map(KeptVersion::toMap).toList());
    plugins().underWay(id()).ifPresent(update -> map.put("update", update.toMap()));
    return map;
  }

  @Override
  protected void print(Object answer) {
    @SuppressWarnings("unchecked") // run() has made it
    Map<String, Object> plugin = (Map<String, Object>) answer;
    plugin.remove("commands");
    plugin.put("versions", versions());
    if (plugin.get("update") instanceof Map<?, ?> update) {
      plugin.put("update", update.get("to") + ", " + update.get("step"));
    }
    super.print(plugin);
    services()
        .units()
        .find("plugin:" + id())
        .ifPresent(unit -> unit.meta().commands().forEach(this::printCommand));
  }

  private String versions() {
    return plugins().versions(id()).stream()
        .map(kept -> kept.version() + (kept.current() ? " (current)" : ""))
        .collect(Collectors.joining(", "));
  }

  private void printCommand(CommandMeta command) {
    String params =
        command.params().stream().map(PluginShow::param).collect(Collectors.joining(" "));
    out().println();
    out().println("call " + id() + " " + command.name() + " " + params);
    out().println("  " + command.description());
  }

  private static String param(FieldMeta field) {
    String text = field.name() + "=<" + Values.word(field.type()) + ">";
    return field.required() ? text : "[" + text + "]";
  }
}
