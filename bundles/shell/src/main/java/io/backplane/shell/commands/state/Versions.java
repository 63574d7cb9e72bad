package io.backplane.shell.commands.state;

import io.backplane.shell.Json;
import io.backplane.shell.commands.Words;
import io.backplane.state.spi.StateEntry;
import java.util.LinkedHashMap;
import java.util.Map;

/** Versions of keys as rows of a table. */
final class Versions {

  private static final int VALUE_MAX = 80;

  private Versions() {}

  static Map<String, Object> row(Map<String, Object> version) {
    var row = new LinkedHashMap<>(version);
    row.put("value", Boolean.TRUE.equals(version.get("deleted")) ? "(deleted)" : value(version));
    return row;
  }

  private static String value(Map<String, Object> version) {
    Object value = version.get("value");
    String text = value instanceof String s && version.get("type").equals("text") ? s : json(value);
    return text.length() > VALUE_MAX ? text.substring(0, VALUE_MAX) + "…" : text;
  }

  private static String json(Object value) {
    return Json.line(value);
  }

  /** One line for people. */
  static String line(StateEntry entry) {
    return "%s  %s  %s  %s"
        .formatted(Words.time(entry.at()), entry.by(), entry.key(), value(entry));
  }

  private static String value(StateEntry entry) {
    return entry.deleted() ? "(deleted)" : entry.value().text().replace('\n', ' ');
  }
}
