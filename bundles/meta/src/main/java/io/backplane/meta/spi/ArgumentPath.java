package io.backplane.meta.spi;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A path into a command's parameters: {@code a.b}, {@code a[0]}, {@code a[]}, {@code a["k"]}. */
final class ArgumentPath {

  /** A step of a path. */
  sealed interface Step {
    record Key(String name) implements Step {}

    record Index(int at) implements Step {}

    record Append() implements Step {}
  }

  private static final int INDEX_MAX = 10_000;
  private static final Pattern STEP =
      Pattern.compile(
          "\\[(?<index>\\d{1,9})]|(?<append>\\[])|\\[(?<quoted>\"(?:[^\"\\\\]|\\\\.)*\")]"
              + "|(?<dot>\\.?)(?<name>[^.\\[\\]]+)");

  private ArgumentPath() {}

  /** Empty for what is no path. */
  static Optional<List<Step>> parse(String path) {
    var steps = new ArrayList<Step>();
    Matcher matcher = STEP.matcher(path);
    int at = 0;
    while (at < path.length()) {
      matcher.region(at, path.length());
      if (!matcher.lookingAt()) {
        return Optional.empty();
      }
      if (matcher.group("index") != null) {
        steps.add(new Step.Index(Integer.parseInt(matcher.group("index"))));
      } else if (matcher.group("append") != null) {
        steps.add(new Step.Append());
      } else if (matcher.group("quoted") != null) {
        Object key = JsonWord.read(matcher.group("quoted")).orElse(0);
        if (!(key instanceof String text)) {
          return Optional.empty();
        }
        steps.add(new Step.Key(text));
      } else if (matcher.group("dot").isEmpty() == steps.isEmpty()) {
        steps.add(new Step.Key(matcher.group("name")));
      } else {
        return Optional.empty();
      }
      at = matcher.end();
    }
    boolean sane =
        !steps.isEmpty()
            && steps.getFirst() instanceof Step.Key
            && steps.stream().noneMatch(s -> s instanceof Step.Index(int i) && i > INDEX_MAX);
    return sane ? Optional.of(List.copyOf(steps)) : Optional.empty();
  }
}
