package io.backplane.meta;

import io.backplane.api.meta.CommandMeta;
import io.backplane.api.meta.EventMeta;
import io.backplane.api.meta.FieldMeta;
import io.backplane.api.meta.Info;
import io.backplane.api.meta.Meta;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A manual in Markdown (CommonMark with tables). What comes from the driver is text, never markup.
 */
final class Markdown {

  private static final Pattern SPECIAL = Pattern.compile("[\\\\`*_{}\\[\\]<>#|~&!]");

  private final StringBuilder out = new StringBuilder();

  private Markdown() {}

  static String document(Meta meta) {
    return new Markdown().write(meta);
  }

  private String write(Meta meta) {
    Info info = meta.info();
    heading(1, text(info.name()));
    paragraph(text(info.description()));
    line("`" + code(info.id()) + "` " + text(info.version()));
    if (!info.vendor().isEmpty()) {
      line("Vendor: " + text(info.vendor()));
    }
    if (!info.profiles().isEmpty()) {
      line("Profiles: " + text(String.join(", ", info.profiles())));
    }
    if (!meta.config().fields().isEmpty()) {
      heading(2, "Configuration");
      String method = meta.config().apply().method().word();
      paragraph(method.isEmpty() ? "" : "Applied by: " + text(method));
      table(meta.config().fields());
    }
    if (!meta.commands().isEmpty()) {
      heading(2, "Commands");
      meta.commands().forEach(this::command);
    }
    for (Map.Entry<String, FieldMeta> type : meta.types().entrySet()) {
      heading(2, "Type " + text(type.getKey()));
      value(type.getValue());
    }
    errors(2, meta.errors());
    return out.toString();
  }

  private void command(CommandMeta command) {
    heading(3, "`" + code(command.name()) + "`");
    paragraph(command.title().isEmpty() ? "" : "**" + text(command.title()) + "**");
    paragraph(text(command.summary()));
    paragraph(text(command.description()));
    if (!command.flags().toMap().isEmpty()) {
      paragraph(text(Words.flags(command.flags())));
    }
    if (command.params().isEmpty()) {
      paragraph("Takes no parameters.");
    } else {
      heading(4, "Parameters");
      table(command.params());
    }
    heading(4, "Returns");
    value(command.returns());
    for (EventMeta event : command.events()) {
      heading(4, "Event `" + code(event.name()) + "`");
      paragraph(text(event.description()));
      table(event.fields());
    }
    errors(4, command.errors());
    for (var example : Words.examples(command)) {
      heading(4, "Example: " + text(example.description()));
      fenced(JsonText.line(Words.request(command, example)));
      example.expectedOutput().ifPresent(output -> fenced(JsonText.line(output)));
    }
  }

  private void value(FieldMeta field) {
    paragraph(
        "`"
            + Row.type(field)
            + "`"
            + (field.description().isEmpty() ? "" : ": " + text(field.description())));
    table(field.items().isPresent() ? field.items().get().fields() : field.fields());
  }

  private void errors(int level, List<Object> errors) {
    if (!errors.isEmpty()) {
      heading(level, "Errors");
      errors.forEach(error -> fenced(JsonText.line(error)));
    }
  }

  private void table(List<FieldMeta> fields) {
    if (fields.isEmpty()) {
      return;
    }
    line("| Name | Type | Required | Default | Limits | Description |");
    out.append("|---|---|---|---|---|---|\n");
    for (Row row : Row.of(fields)) {
      var cells = new ArrayList<String>();
      cells.add("`" + code(row.path()).replace("|", "\\|") + "`");
      cells.add(text(row.type()));
      cells.add(row.required() ? "yes" : "");
      cells.add(text(row.usual()));
      cells.add(text(row.limits()));
      cells.add(text(row.description()));
      out.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }
  }

  private void heading(int level, String text) {
    line("#".repeat(level) + " " + text);
  }

  private void paragraph(String text) {
    if (!text.isEmpty()) {
      line(text);
    }
  }

  private void fenced(String json) {
    line("```json\n" + json + "\n```");
  }

  /** A block: with a line before it that is empty. */
  private void line(String text) {
    out.append(out.isEmpty() ? "" : "\n").append(text).append('\n');
  }

  /** Text that says what it says; one line, because tables have no others. */
  private static String text(String text) {
    return SPECIAL.matcher(oneLine(text)).replaceAll("\\\\$0");
  }

  /** Between backticks nothing can be escaped. */
  private static String code(String text) {
    return oneLine(text).replace('`', '\'');
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
