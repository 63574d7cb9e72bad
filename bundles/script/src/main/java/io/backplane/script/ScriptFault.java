package io.backplane.script;

import java.util.Map;

/** A script threw, or could not be asked. */
final class ScriptFault extends RuntimeException {

  private static final long serialVersionUID = 1;

  ScriptFault(String message) {
    super(message, null, false, false);
  }

  /** In one line, with the innermost place in the script. */
  static ScriptFault of(String fault) {
    Map<?, ?> thrown = Json.object(fault);
    String where = firstLine(thrown.get("stack"));
    String message = firstLine(thrown.get("message"));
    return new ScriptFault(message + (where.isEmpty() ? "" : " (" + where + ")"));
  }

  private static String firstLine(Object text) {
    return String.valueOf(text).lines().findFirst().orElse("");
  }
}
