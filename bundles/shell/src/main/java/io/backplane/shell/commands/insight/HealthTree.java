package io.backplane.shell.commands.insight;

import io.backplane.api.call.Values;
import io.backplane.health.spi.Health.Part;
import io.backplane.health.spi.Health.Report;
import io.backplane.shell.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A report as lines: the whole's level, below it the parts, worst first, with their facts. */
final class HealthTree {

  private static final Comparator<Part> WORST_FIRST =
      Comparator.comparing((Part part) -> part.result().level())
          .reversed()
          .thenComparing(Part::name);

  /** A line, and what hangs below it. */
  private record Node(String text, List<Node> below) {}

  private HealthTree() {}

  static String of(Report report) {
    var lines = new ArrayList<String>();
    lines.add(Values.word(report.level()));
    draw(parts(report.parts()), "", lines);
    return String.join("\n", lines);
  }

  private static List<Node> parts(List<Part> parts) {
    int name = widest(parts.stream().map(Part::name).toList());
    int level = widest(parts.stream().map(HealthTree::level).toList());
    return parts.stream()
        .sorted(WORST_FIRST)
        .map(
            part -> {
              String head = padded(part.name(), name) + padded(level(part), level);
              String text = head + text(part.result().reason());
              return new Node(text.stripTrailing(), facts(part.result().facts()));
            })
        .toList();
  }

  private static String level(Part part) {
    return Values.word(part.result().level());
  }

  private static List<Node> facts(Map<?, ?> unsorted) {
    var facts = new TreeMap<String, Object>();
    unsorted.forEach((name, value) -> facts.put(text(name), value));
    int width = widest(facts.keySet());
    return facts.entrySet().stream()
        .map(
            fact ->
                fact.getValue() instanceof Map<?, ?> more && !more.isEmpty()
                    ? new Node(fact.getKey(), facts(more))
                    : new Node(padded(fact.getKey(), width) + shown(fact.getValue()), List.of()))
        .toList();
  }

  private static String shown(Object value) {
    return switch (value) {
      case null -> "-";
      case String text when text.isEmpty() -> "-";
      case String text -> text(text);
      default -> Json.line(value);
    };
  }

  /** Plugins say what they like: a line stays one. */
  private static String text(Object value) {
    return value.toString().replaceAll("\\R", " ");
  }

  private static int widest(Iterable<String> words) {
    int width = 0;
    for (String word : words) {
      width = Math.max(width, word.length());
    }
    return width;
  }

  private static String padded(String word, int width) {
    return word + " ".repeat(width - word.length() + 2);
  }

  private static void draw(List<Node> nodes, String indent, List<String> lines) {
    for (Node node : nodes) {
      boolean last = node == nodes.getLast();
      lines.add(indent + (last ? "└─ " : "├─ ") + node.text());
      draw(node.below(), indent + (last ? "   " : "│  "), lines);
    }
  }
}
