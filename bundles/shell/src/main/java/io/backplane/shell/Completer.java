package io.backplane.shell;

import io.backplane.api.meta.CommandMeta;
import io.backplane.calls.spi.UnitStatus;
import io.backplane.governance.spi.Lifecycles;
import io.backplane.governance.spi.Subject;
import io.backplane.plugins.spi.KeptVersion;
import io.backplane.plugins.spi.PluginStatus;
import io.backplane.security.spi.Tokens.Token;
import io.backplane.state.spi.StateEntry;
import io.backplane.state.spi.StateLimits;
import io.backplane.units.spi.Instance;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Says what could stand in the place of the last word: commands, options, and the names that exist
 * right now.
 */
public final class Completer {

  /** A candidate that stands for the names of files. */
  public static final String FILES = ":files:";

  private Completer() {}

  /**
   * @param words after the program's name; the last one is being typed and may be empty
   * @return sorted
   */
  public static List<String> candidates(Invocation invocation, List<String> words) {
    if (words.isEmpty()) {
      return List.of();
    }
    CommandSpec spec = CommandTree.of(invocation).getCommandSpec();
    String typed = words.getLast();
    var positionals = new ArrayList<String>();
    String optionBefore = "";
    for (String word : words.subList(0, words.size() - 1)) {
      CommandLine sub = spec.subcommands().get(word);
      OptionSpec option = spec.findOption(word);
      if (!optionBefore.isEmpty()) {
        optionBefore = "";
      } else if (option != null) {
        optionBefore = option.arity().max() > 0 ? option.paramLabel() : "";
      } else if (sub != null && positionals.isEmpty()) {
        spec = sub.getCommandSpec();
      } else {
        positionals.add(word);
      }
    }
    Stream<String> found =
        optionBefore.isEmpty()
            ? possible(invocation, spec, typed, positionals)
            : named(invocation, optionBefore, positionals, typed);
    return found.filter(c -> c.startsWith(typed) || c.equals(FILES)).distinct().sorted().toList();
  }

  private static Stream<String> possible(
      Invocation invocation, CommandSpec spec, String typed, List<String> positionals) {
    if (typed.startsWith("-")) {
      return spec.options().stream().filter(o -> !o.hidden()).map(OptionSpec::longestName);
    }
    Stream<String> subcommands =
        spec.subcommands().entrySet().stream()
            .filter(sub -> positionals.isEmpty())
            .filter(sub -> !sub.getValue().getCommandSpec().usageMessage().hidden())
            .map(java.util.Map.Entry::getKey);
    Stream<String> names =
        spec.positionalParameters().stream()
            .filter(p -> p.index().contains(positionals.size()))
            .map(PositionalParamSpec::paramLabel)
            .flatMap(label -> named(invocation, label, positionals, typed));
    return Stream.concat(subcommands, names);
  }

  /** The names behind a parameter's label. */
  private static Stream<String> named(
      Invocation invocation, String label, List<String> positionals, String typed) {
    Services services = invocation.services();
    return switch (label) {
      case "<plugin>" -> services.plugins().all().stream().map(PluginStatus::id);
      case "<instance>" -> services.instances().list().stream().map(Instance::id);
      case "<package>" -> services.packages().entries().stream().map(entry -> entry.shown().id());
      case "<version>" -> versions(services, positionals);
      case "FORMAT" ->
          Stream.of("markdown", "html", "openapi", "typescript", "json", "json-schema");
      case "STATUS" -> Stream.of("active", "disabled");
      case "PROFILE" -> Stream.of("keepalive", "oneshot");
      case "POLICY" -> Stream.of("always", "on-failure", "never");
      case "LEVEL" -> Stream.of("trace", "debug", "info", "warn", "error");
      case "STREAM" -> Stream.of("stderr", "stdout", "kernel");
      case "<token>" -> services.tokens().list().stream().map(Token::name);
      case "<unit>" -> services.units().all().stream().map(UnitStatus::name);
      case "<unit-command>" -> commands(services, positionals).map(CommandMeta::name);
      case "key=value" ->
          commands(services, positionals)
              .filter(command -> command.name().equals(positionals.get(1)))
              .flatMap(command -> command.params().stream())
              .map(param -> param.name() + "=");
      case "<profile>" -> services.profiles().all().stream().map(it -> Long.toString(it.id()));
      case "PROFILE-TYPE" -> Stream.of("cpu", "memory", "io");
      case "PROFILE-FORMAT" -> Stream.of("collapsed", "speedscope", "jfr");
      case "<governed>" -> services.governance().all(Lifecycles.PLUGIN).stream().map(Subject::name);
      case "GOV-STATE" -> Lifecycles.PLUGIN.states().stream();
      case "<task>" -> services.tasks().all("", "", 100).stream().map(it -> Long.toString(it.id()));
      case "TASK-STATE" -> Lifecycles.TASK.states().stream();
      case "<setting>" -> services.settings().all().stream().map(view -> view.setting().key());
      case "<component>" ->
          services.components().getComponentDescriptionDTOs().stream().map(c -> c.name);
      case "ROLE" -> Stream.of("admin", "operator", "viewer");
      case "<key>", "<prefix>" ->
          services.state().keys(typed, "", StateLimits.PAGE_MAX).entries().stream()
              .map(StateEntry::key);
      case "<file>", "<dir>" -> Stream.of(FILES);
      default -> Stream.empty();
    };
  }

  /** Of the instance or the plugin that is named. */
  private static Stream<String> versions(Services services, List<String> positionals) {
    Stream<String> kept =
        positionals.stream()
            .limit(1)
            .filter(id -> services.plugins().find(id).isPresent())
            .flatMap(id -> services.plugins().versions(id).stream())
            .map(KeptVersion::version);
    return Stream.concat(kept, packaged(services, positionals));
  }

  private static Stream<String> packaged(Services services, List<String> positionals) {
    return positionals.stream()
        .limit(1)
        .flatMap(id -> services.instances().find(id).stream())
        .flatMap(instance -> services.packages().entry(instance.setup().packageId()).stream())
        .flatMap(entry -> entry.versions().stream());
  }

  private static Stream<CommandMeta> commands(Services services, List<String> positionals) {
    return services.units().find(positionals.getFirst()).stream()
        .flatMap(unit -> unit.meta().commands().stream());
  }
}
