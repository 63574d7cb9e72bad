package io.backplane.meta;

import io.backplane.api.meta.CommandMeta;
import io.backplane.api.meta.EventMeta;
import io.backplane.api.meta.FieldMeta;
import io.backplane.api.meta.Info;
import io.backplane.api.meta.Meta;
import java.util.List;

/** A manual as one HTML page: nothing is loaded, nothing runs, everything of the driver is text. */
final class Html {

  private static final String STYLE =
      """
      :root { color-scheme: light dark; --ink: #1b1f24; --soft: #59636e; --line: #d1d9e0;
        --back: #fff; --shade: #f6f8fa; --accent: #0b66c3; }
      @media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --soft: #9198a1;
        --line: #3d444d; --back: #0d1117; --shade: #151b23; --accent: #6cb2ff; } }
      body { margin: 0 auto; max-width: 60rem; padding: 2rem 1rem 4rem; background: var(--back);
        color: var(--ink); font: 1rem/1.55 system-ui, sans-serif; overflow-wrap: anywhere; }
      h1, h2, h3, h4 { line-height: 1.25; margin: 2em 0 .5em; }
      h1 { margin-top: 0; } h4 { margin-top: 1.2em; color: var(--soft); }
      section { border-top: 1px solid var(--line); }
      code, pre { font: .9em ui-monospace, monospace; background: var(--shade);
        border-radius: 4px; }
      code { padding: .1em .3em; } pre { padding: .8em 1em; white-space: pre-wrap; }
      .table { overflow-x: auto; } table { border-collapse: collapse; width: 100%; }
      th, td { border: 1px solid var(--line); padding: .35em .6em; text-align: left;
        vertical-align: top; }
      thead th, th code { white-space: nowrap; } tbody th { font-weight: normal; }
      thead th { background: var(--shade); }
      nav ul { columns: 16rem; padding-left: 1.2em; } a { color: var(--accent); }
      .soft { color: var(--soft); }
      """;

  private final StringBuilder out = new StringBuilder();

  private Html() {}

  static String document(Meta meta) {
    return new Html().write(meta);
  }

  private String write(Meta meta) {
    Info info = meta.info();
    out.append("<!doctype html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .append("<meta http-equiv=\"Content-Security-Policy\"")
        .append(" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n");
    element("title", info.name());
    out.append("<style>\n").append(STYLE).append("</style>\n</head>\n<body>\n<header>\n");
    element("h1", info.name());
    said(info.description());
    out.append("<p class=\"soft\"><code>").append(text(info.id())).append("</code> ");
    out.append(text(String.join(" · ", identity(info)))).append("</p>\n</header>\n");
    contents(meta);
    if (!meta.config().fields().isEmpty()) {
      out.append("<section id=\"config\">\n");
      element("h2", "Configuration");
      said(apply(meta));
      table(meta.config().fields());
      out.append("</section>\n");
    }
    for (int i = 0; i < meta.commands().size(); i++) {
      command(i, meta.commands().get(i));
    }
    meta.types().forEach(this::type);
    errors("h2", meta.errors());
    return out.append("</body>\n</html>\n").toString();
  }

  private static List<String> identity(Info info) {
    return List.of(info.version(), info.vendor(), String.join(", ", info.profiles())).stream()
        .filter(word -> !word.isEmpty())
        .toList();
  }

  private static String apply(Meta meta) {
    String method = meta.config().apply().method().word();
    return method.isEmpty() ? "" : "Applied by: " + method;
  }

  /** Names may hold anything, numbers make safe anchors. */
  private void contents(Meta meta) {
    if (meta.commands().isEmpty()) {
      return;
    }
    out.append("<nav aria-label=\"Commands\">\n<ul>\n");
    for (int i = 0; i < meta.commands().size(); i++) {
      out.append("<li><a href=\"#command-").append(i).append("\"><code>");
      out.append(text(meta.commands().get(i).name())).append("</code></a></li>\n");
    }
    out.append("</ul>\n</nav>\n");
  }

  private void command(int index, CommandMeta command) {
    out.append("<section id=\"command-").append(index).append("\">\n<h2><code>");
    out.append(text(command.name())).append("</code>");
    out.append(command.title().isEmpty() ? "" : " " + text(command.title())).append("</h2>\n");
    said(command.summary());
    said(command.description());
    said(Words.flags(command.flags()));
    if (command.params().isEmpty()) {
      said("Takes no parameters.");
    } else {
      element("h3", "Parameters");
      table(command.params());
    }
    element("h3", "Returns");
    value(command.returns());
    for (EventMeta event : command.events()) {
      out.append("<h3>Event <code>").append(text(event.name())).append("</code></h3>\n");
      said(event.description());
      table(event.fields());
    }
    errors("h3", command.errors());
    for (var example : Words.examples(command)) {
      element("h4", "Example: " + example.description());
      element("pre", JsonText.line(Words.request(command, example)));
      example.expectedOutput().ifPresent(output -> element("pre", JsonText.line(output)));
    }
    out.append("</section>\n");
  }

  private void type(String name, FieldMeta type) {
    out.append("<section>\n");
    element("h2", "Type " + name);
    value(type);
    out.append("</section>\n");
  }

  private void value(FieldMeta field) {
    out.append("<p><code>").append(Row.type(field)).append("</code> ");
    out.append(text(field.description())).append("</p>\n");
    table(field.items().isPresent() ? field.items().get().fields() : field.fields());
  }

  private void errors(String heading, List<Object> errors) {
    if (!errors.isEmpty()) {
      element(heading, "Errors");
      errors.forEach(error -> element("pre", JsonText.line(error)));
    }
  }

  private void table(List<FieldMeta> fields) {
    if (fields.isEmpty()) {
      return;
    }
    out.append("<div class=\"table\"><table>\n<thead><tr>");
    for (String name : List.of("Name", "Type", "Required", "Default", "Limits", "Description")) {
      out.append("<th scope=\"col\">").append(name).append("</th>");
    }
    out.append("</tr></thead>\n<tbody>\n");
    for (Row row : Row.of(fields)) {
      out.append("<tr><th scope=\"row\"><code>").append(text(row.path())).append("</code></th>");
      String required = row.required() ? "yes" : "";
      for (String cell :
          List.of(row.type(), required, row.usual(), row.limits(), row.description())) {
        out.append("<td>").append(text(cell)).append("</td>");
      }
      out.append("</tr>\n");
    }
    out.append("</tbody>\n</table></div>\n");
  }

  private void said(String text) {
    if (!text.isEmpty()) {
      element("p", text);
    }
  }

  private void element(String name, String text) {
    out.append('<').append(name).append('>').append(text(text));
    out.append("</").append(name).append(">\n");
  }

  private static String text(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
