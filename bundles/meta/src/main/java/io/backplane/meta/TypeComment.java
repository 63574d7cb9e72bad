package io.backplane.meta;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Words of a meta in a comment of TypeScript, which they cannot end and in which they say nothing
 * to tools.
 */
final class TypeComment {

  private static final Pattern LINE_END = Pattern.compile("\\R");

  private TypeComment() {}

  /** Empty where there is nothing to say, else with a newline at the end. */
  static String of(String indent, String... texts) {
    List<String> lines =
        Stream.of(texts)
            .flatMap(LINE_END::splitAsStream)
            .map(TypeComment::harmless)
            .filter(line -> !line.isEmpty())
            .toList();
    return switch (lines.size()) {
      case 0 -> "";
      case 1 -> indent + "/** " + lines.getFirst() + " */\n";
      default ->
          lines.stream()
              .map(line -> indent + " * " + line + "\n")
              .collect(Collectors.joining("", indent + "/**\n", indent + " */\n"));
    };
  }

  private static String harmless(String line) {
    String plain = TypeNames.UNSEEN.matcher(line).replaceAll(" ").strip();
    String tagless =
        plain.startsWith("@")
            ? "\\" + plain
            : plain; // or it were a tag, even an order to the compiler
    return tagless.replace("*/", "*\\/");
  }
}
