package io.backplane.meta.spi;

import io.backplane.api.meta.CommandMeta;
import io.backplane.api.meta.Example;
import io.backplane.api.meta.Meta;
import io.backplane.meta.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Examples for commands that come without. */
public final class Examples {

  private static final List<String> MODES = List.of("stdio", "console");

  private Examples() {}

  /**
   * The meta in which every command has an example for each of StdioLink's two modes. What is added
   * is made from defaults, limits and names, with every required parameter.
   */
  public static Meta ensure(Meta meta) {
    return meta.withCommands(meta.commands().stream().map(Examples::ensure).toList());
  }

  private static CommandMeta ensure(CommandMeta command) {
    var examples = new ArrayList<>(command.examples());
    for (String mode : MODES) {
      if (examples.stream().noneMatch(e -> e.mode().equals(mode) || e.mode().isEmpty())) {
        examples.add(new Example(said(command), mode, params(command), Optional.empty()));
      }
    }
    return command.withExamples(examples);
  }

  /** What the command's own example takes is a better guess than any of ours. */
  private static Map<String, Object> params(CommandMeta command) {
    return command.examples().isEmpty()
        ? Samples.of(command.params())
        : command.examples().getFirst().params();
  }

  private static String said(CommandMeta command) {
    if (!command.title().isEmpty()) {
      return command.title();
    }
    return command.summary().isEmpty() ? command.description() : command.summary();
  }
}
