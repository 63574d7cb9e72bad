package io.backplane.shell;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Prints rows under headings; the last column is cut at the terminal's edge. */
final class Table {

  private static final String GAP = "  ";

  private final List<String> columns;
  private final List<List<String>> rows = new ArrayList<>();

  Table(List<String> columns) {
    this.columns = columns;
  }

  void add(Map<?, ?> row) {
    rows.add(columns.stream().map(column -> text(row.get(column))).toList());
  }

  static String text(Object value) {
    return switch (value) {
      case null -> "-";
      case String s when s.isEmpty() -> "-";
      case Map<?, ?> map -> Json.line(map);
      default -> Objects.toString(value).replace('\n', ' ');
    };
  }

  void print(PrintWriter out, int width) {
    var headings = columns.stream().map(Table::heading).toList();
    int[] widths = new int[columns.size()];
    measure(headings, widths);
    rows.forEach(row -> measure(row, widths));
    out.println(line(headings, widths, width));
    rows.forEach(row -> out.println(line(row, widths, width)));
  }

  private static String heading(String column) {
    return column.replaceAll("([a-z])([A-Z])", "$1 $2").toUpperCase(Locale.ROOT);
  }

  private static void measure(List<String> cells, int[] widths) {
    for (int i = 0; i < widths.length; i++) {
      widths[i] = Math.max(widths[i], columnsOf(cells.get(i)));
    }
  }

  private static String line(List<String> cells, int[] widths, int width) {
    var line = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      String cell = cells.get(i);
      line.append(i == 0 ? "" : GAP).append(cell);
      if (i < cells.size() - 1) {
        line.repeat(' ', widths[i] - columnsOf(cell));
      }
    }
    return cut(line.toString(), width);
  }

  private static String cut(String line, int width) {
    if (width <= 0 || columnsOf(line) <= width) {
      return line.stripTrailing();
    }
    var kept = new StringBuilder();
    int used = 0;
    for (int i = 0; i < line.length(); ) {
      int c = line.codePointAt(i);
      used += isWide(c) ? 2 : 1;
      if (used > width - 1) {
        break;
      }
      kept.appendCodePoint(c);
      i += Character.charCount(c);
    }
    return kept.append('…').toString();
  }

  /** Columns a text takes: ideographs take two. */
  private static int columnsOf(String text) {
    int columns = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      columns += isWide(c) ? 2 : 1;
      i += Character.charCount(c);
    }
    return columns;
  }

  private static boolean isWide(int c) {
    return c >= 0x3000
        && (Character.isIdeographic(c) || c <= 0x30FF || (c >= 0xFF00 && c <= 0xFF60));
  }
}
