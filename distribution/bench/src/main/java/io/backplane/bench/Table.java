package io.backplane.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Rows as aligned text. */
final class Table {

  private static final List<String> HEAD =
      List.of("name", "what", "median", "p99", "min–max", "n", "floor", "ratio", "target", "met?");

  private Table() {}

  static String of(List<Row> rows) {
    var lines = new ArrayList<List<String>>();
    lines.add(HEAD);
    rows.forEach(row -> lines.add(cells(row)));
    int[] widths = new int[HEAD.size()];
    for (List<String> line : lines) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    var text = new StringBuilder();
    for (List<String> line : lines) {
      var shown = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        shown.append(line.get(i)).append(" ".repeat(widths[i] - line.get(i).length() + 2));
      }
      text.append(shown.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private static List<String> cells(Row row) {
    String unit = row.measure().symbol();
    Stats figure = row.figure();
    return List.of(
        row.name(),
        row.what(),
        number(figure.median()) + " " + unit,
        figure.p99().isPresent() ? number(figure.p99().getAsDouble()) : "–",
        number(figure.min()) + "–" + number(figure.max()),
        Integer.toString(figure.count()),
        row.floor().map(f -> number(f.figure().median()) + " " + f.what()).orElse("–"),
        row.ratio().isPresent() ? number(row.ratio().getAsDouble()) : "–",
        row.target().map(Row.Target::text).orElse("–"),
        row.met().map(met -> met ? "yes" : "NO").orElse("–"));
  }

  /** Three digits that mean something, thousands grouped. */
  static String number(double value) {
    double size = Math.abs(value);
    if (size >= 100) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    return String.format(Locale.ROOT, size >= 10 ? "%.1f" : "%.2f", value);
  }
}
