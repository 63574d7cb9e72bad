package io.backplane.sdk;

import io.backplane.api.call.Values;
import io.backplane.api.meta.CommandMeta;
import io.backplane.api.meta.Example;
import io.backplane.api.meta.FieldMeta;
import io.backplane.api.meta.FieldType;
import io.backplane.api.meta.Limits;
import io.backplane.api.meta.Meta;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a driver tells a person on stderr. */
final class Help {

  private static final String OPTIONS =
      """

      Options:
        -h, --help                      this text; with --cmd=<name>, that command's
        -v, --version                   name and version
        -m, --mode=<stdio|console>      read requests from stdin, or carry out one command
            --profile=<oneshot|keepalive>
                                        end after one request, or serve until end of file
        -c, --cmd=<name>                the command to carry out
            --<param>=<value>           one of its parameters: --a=1 --b.c=x --d[0]=y --e[]=z
            --arg-<param>=<value>       the same, for a name that is an option
        -E, --export-meta[=<path>]      what this driver offers, as JSON
        -D, --export-doc=<format>[=<path>]
                                        markdown, openapi, html or ts
      """;

  private Help() {}

  static String of(Optional<Meta> meta) {
    var text = new StringBuilder();
    meta.ifPresent(
        m ->
            text.append(m.info().name())
                .append(' ')
                .append(m.info().version())
                .append(m.info().description().isEmpty() ? "" : "\n  " + m.info().description())
                .append('\n'));
    text.append("\nUsage:\n  <program> [options]\n").append(OPTIONS);
    meta.ifPresent(
        m -> {
          text.append("\nCommands:\n");
          for (CommandMeta command : m.commands()) {
            text.append("  ").append(command.name());
            text.append(" ".repeat(Math.max(2, 24 - command.name().length())));
            text.append(command.description()).append('\n');
          }
        });
    return text.toString();
  }

  static String of(CommandMeta command) {
    var text = new StringBuilder("Command: ").append(command.name()).append('\n');
    if (!command.description().isEmpty()) {
      text.append("  ").append(command.description()).append('\n');
    }
    text.append('\n');
    if (!command.params().isEmpty()) {
      text.append("Parameters:\n");
      command.params().forEach(field -> text.append(parameter(field)));
      text.append("\n\n");
    }
    int number = 0;
    for (Example example : command.examples()) {
      text.append(number == 0 ? "Examples:\n" : "").append(example(command, example, ++number));
    }
    return text.toString();
  }

  private static String parameter(FieldMeta field) {
    var text = new StringBuilder("  --").append(field.name());
    text.append(" <").append(Values.word(field.type())).append('>');
    text.append(field.required() ? " [required]\n" : "\n");
    if (!field.description().isEmpty()) {
      text.append("      ").append(field.description()).append('\n');
    }
    Limits limits = field.limits();
    if (limits.min().isPresent() || limits.max().isPresent()) {
      text.append("      Range: ")
          .append(limits.min().map(Json::compact).orElse(""))
          .append('-')
          .append(limits.max().map(Json::compact).orElse(""))
          .append('\n');
    }
    if (!limits.pattern().isEmpty()) {
      text.append("      Pattern: ").append(limits.pattern()).append('\n');
    }
    if (field.type() == FieldType.ENUM) {
      String values =
          limits.values().stream().map(String::valueOf).collect(Collectors.joining(", "));
      text.append("      Values: [").append(values).append("]\n");
    }
    field
        .defaultValue()
        .ifPresent(value -> text.append("      Default: ").append(bare(value)).append('\n'));
    return text.toString();
  }

  private static String bare(Object value) {
    return value instanceof String text ? text : Json.compact(value);
  }

  private static String example(CommandMeta command, Example example, int number) {
    String head =
        "  %d. %s%n     mode: %s%n".formatted(number, example.description(), example.mode());
    if (example.mode().equals("console")) {
      String arguments =
          example.params().entrySet().stream()
              .map(e -> " --" + e.getKey() + "=" + bare(e.getValue()))
              .collect(Collectors.joining());
      return head + "     cli : <program> --cmd=" + command.name() + arguments + "\n";
    }
    String request = Json.compact(Values.map("cmd", command.name(), "data", example.params()));
    return head
        + "     cli : echo '<jsonl>' | <program> --mode=stdio\n     stdin: "
        + request
        + "\n";
  }
}
