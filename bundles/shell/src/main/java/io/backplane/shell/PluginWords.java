package io.backplane.shell;

import io.backplane.api.call.Values;
import io.backplane.api.meta.CommandMeta;
import io.backplane.api.meta.FieldMeta;
import io.backplane.calls.spi.UnitStatus;
import io.backplane.plugins.spi.PluginState;
import io.backplane.plugins.spi.PluginStatus;
import io.backplane.shell.commands.plugins.UnitCommand;
import io.backplane.shell.commands.plugins.WordGroup;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The words that plugins claim on the command line, with their commands below and the parameters as
 * options. The kernel's own words come first, then the plugins' in the order of their ids.
 */
final class PluginWords {

  private PluginWords() {}

  /**
   * @param first the word that is wanted; empty for all
   */
  static void add(CommandLine line, Invocation invocation, String first) {
    for (PluginStatus plugin : invocation.services().plugins().all()) {
      String word = plugin.declared().shell();
      boolean wanted = first.isEmpty() || first.equals(word);
      boolean free = !word.isEmpty() && !line.getSubcommands().containsKey(word);
      if (wanted && free && plugin.state() == PluginState.ACTIVE) {
        invocation
            .services()
            .units()
            .find("plugin:" + plugin.id())
            .ifPresent(unit -> line.addSubcommand(word, group(word, unit, invocation)));
      }
    }
  }

  /** What {@link #add} would add: a word, and a command below it. */
  static List<List<String>> commands(Services services) {
    var words = new ArrayList<List<String>>();
    var taken = new HashSet<String>();
    for (PluginStatus plugin : services.plugins().all()) {
      String word = plugin.declared().shell();
      if (!word.isEmpty() && plugin.state() == PluginState.ACTIVE && taken.add(word)) {
        services.units().find("plugin:" + plugin.id()).stream()
            .flatMap(unit -> unit.meta().commands().stream())
            .forEach(command -> words.add(List.of(word, command.name())));
      }
    }
    return words;
  }

  private static CommandLine group(String word, UnitStatus unit, Invocation invocation) {
    CommandSpec spec = CommandSpec.forAnnotatedObject(new WordGroup()).name(word);
    spec.usageMessage().description(text(unit.meta().info().description()));
    CommandLine group = new CommandLine(spec);
    for (CommandMeta command : unit.meta().commands()) {
      group.addSubcommand(command.name(), command(unit.name(), command, invocation));
    }
    return group;
  }

  private static CommandLine command(String unit, CommandMeta meta, Invocation invocation) {
    var command = new UnitCommand(invocation, unit, meta);
    CommandSpec spec = CommandSpec.forAnnotatedObject(command).name(meta.name());
    spec.usageMessage().description(text(meta.description()));
    for (FieldMeta field : meta.params()) {
      String option = "--" + field.name();
      if (spec.findOption(option) == null) { // --json and --help are ours
        spec.addOption(option(option, field, command));
      }
    }
    return new CommandLine(spec);
  }

  private static OptionSpec option(String name, FieldMeta field, UnitCommand command) {
    return OptionSpec.builder(name)
        .type(String.class)
        .arity("1")
        .paramLabel(Values.word(field.type()).toUpperCase(java.util.Locale.ROOT))
        .required(field.required())
        .description(text(field.description()))
        .setter(
            new CommandLine.Model.ISetter() {
              @Override
              public <T> T set(T value) {
                if (value != null) {
                  command.put(field.name(), value.toString());
                }
                return value;
              }
            })
        .build();
  }

  /** What picocli would read as a format or a variable. */
  private static String text(String description) {
    return description.replace("%", "%%").replace("${", "$ {");
  }
}
