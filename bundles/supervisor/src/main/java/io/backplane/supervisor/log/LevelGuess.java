package io.backplane.supervisor.log;

import io.backplane.supervisor.spi.LogLevel;

/**
 * Reads a line's level from its beginning: an upper-case word of its own ({@code [WARN]}, {@code
 * 12:00 ERROR x}), the prefixes {@code Warning:} and {@code Error:}, or a JSON member {@code
 * "level":"warn"}. INFO where it says nothing.
 */
final class LevelGuess {

  /** How far it is looked for a level. */
  private static final int REACH = 64;

  private LevelGuess() {}

  static LogLevel of(byte[] line, int from, int to) {
    int end = Math.min(to, from + REACH);
    if (from < end && line[from] == '{') {
      return inJson(line, from, Math.min(to, from + 4 * REACH));
    }
    for (int at = from; at < end; at++) {
      byte first = line[at];
      boolean candidate =
          (first == 'T'
                  || first == 'D'
                  || first == 'I'
                  || first == 'W'
                  || first == 'E'
                  || first == 'F'
                  || first == 'C')
              && (at == from || !letter(line[at - 1]));
      if (candidate) {
        LogLevel level = word(line, at, to, at == from);
        if (level != null) {
          return level;
        }
      }
    }
    return LogLevel.INFO;
  }

  private static LogLevel word(byte[] line, int at, int to, boolean first) {
    return switch (line[at]) {
      case 'T' -> is(line, at, to, "TRACE") ? LogLevel.TRACE : null;
      case 'D' -> is(line, at, to, "DEBUG") ? LogLevel.DEBUG : null;
      case 'I' -> is(line, at, to, "INFO") ? LogLevel.INFO : null;
      case 'W' ->
          is(line, at, to, "WARN")
                  || is(line, at, to, "WARNING")
                  || first && is(line, at, to, "Warning")
              ? LogLevel.WARN
              : null;
      case 'E' ->
          is(line, at, to, "ERROR") || first && is(line, at, to, "Error") ? LogLevel.ERROR : null;
      case 'F' -> is(line, at, to, "FATAL") ? LogLevel.ERROR : null;
      case 'C' -> is(line, at, to, "CRITICAL") ? LogLevel.ERROR : null;
      default -> null;
    };
  }

  private static boolean is(byte[] line, int at, int to, String word) {
    int end = at + word.length();
    if (end > to || end < to && letter(line[end])) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (line[at + i] != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean letter(byte b) {
    return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b == '_';
  }

  private static LogLevel inJson(byte[] line, int from, int to) {
    String head = new String(line, from, to - from, java.nio.charset.StandardCharsets.ISO_8859_1);
    int key = head.indexOf("\"level\"");
    if (key < 0) {
      return LogLevel.INFO;
    }
    int open = head.indexOf('"', head.indexOf(':', key + 7) + 1);
    int close = open < 0 ? -1 : head.indexOf('"', open + 1);
    if (close < 0) {
      return LogLevel.INFO;
    }
    return switch (head.substring(open + 1, close).toLowerCase(java.util.Locale.ROOT)) {
      case "trace" -> LogLevel.TRACE;
      case "debug" -> LogLevel.DEBUG;
      case "warn", "warning" -> LogLevel.WARN;
      case "error", "fatal", "critical" -> LogLevel.ERROR;
      default -> LogLevel.INFO;
    };
  }
}
