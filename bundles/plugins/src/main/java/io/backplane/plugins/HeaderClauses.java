package io.backplane.plugins;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads a manifest header of the OSGi form {@code path;path;attribute=value;directive:="value", …}.
 * Inside quotes a backslash makes a quote or a backslash part of the value.
 */
final class HeaderClauses {

  /**
   * @param paths the parts without a value
   * @param values attributes and directives by name
   */
  record Clause(List<String> paths, Map<String, String> values) {}

  private static final Pattern ESCAPED = Pattern.compile("\\\\(.)");

  private HeaderClauses() {}

  static List<Clause> parse(String header) {
    var clauses = new ArrayList<Clause>();
    for (String clause : split(header, ',')) {
      var paths = new ArrayList<String>();
      var values = new LinkedHashMap<String, String>();
      for (String part : split(clause, ';')) {
        int equals = part.indexOf('=');
        if (equals < 0 || part.startsWith("\"")) {
          paths.add(part);
        } else {
          int end = equals > 0 && part.charAt(equals - 1) == ':' ? equals - 1 : equals;
          values.put(part.substring(0, end).strip(), unquoted(part.substring(equals + 1).strip()));
        }
      }
      clauses.add(new Clause(paths, values));
    }
    return clauses;
  }

  private static List<String> split(String text, char separator) {
    var parts = new ArrayList<String>();
    boolean quoted = false;
    int from = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || (!quoted && text.charAt(i) == separator)) {
        String part = text.substring(from, i).strip();
        if (!part.isEmpty()) {
          parts.add(part);
        }
        from = i + 1;
      } else if (quoted && text.charAt(i) == '\\' && i + 1 < text.length()) {
        i++;
      } else if (text.charAt(i) == '"') {
        quoted = !quoted;
      }
    }
    return parts;
  }

  private static String unquoted(String value) {
    boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
    return quoted
        ? ESCAPED.matcher(value.substring(1, value.length() - 1)).replaceAll("$1")
        : value;
  }
}
