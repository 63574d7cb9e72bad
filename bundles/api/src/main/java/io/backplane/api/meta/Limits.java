package io.backplane.api.meta;

import io.backplane.api.call.Values;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a value has to meet; an empty member is no limit.
 *
 * @param min smallest number
 * @param max greatest number
 * @param minLength fewest characters, in UTF-16 units
 * @param maxLength most characters
 * @param pattern regular expression, searched for anywhere in the text
 * @param values the only ones allowed; {@code enum} in JSON
 * @param format what the text is, such as {@code email} or {@code ipv4}
 * @param minItems fewest items
 * @param maxItems most items
 */
public record Limits(
    Optional<Double> min,
    Optional<Double> max,
    Optional<Integer> minLength,
    Optional<Integer> maxLength,
    String pattern,
    List<Object> values,
    String format,
    Optional<Integer> minItems,
    Optional<Integer> maxItems) {

  public static final Limits NONE =
      new Limits(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          "",
          List.of(),
          "",
          Optional.empty(),
          Optional.empty());

  public Limits {
    Objects.requireNonNull(min, "min");
    Objects.requireNonNull(max, "max");
    Objects.requireNonNull(minLength, "minLength");
    Objects.requireNonNull(maxLength, "maxLength");
    Objects.requireNonNull(pattern, "pattern");
    Objects.requireNonNull(format, "format");
    Objects.requireNonNull(minItems, "minItems");
    Objects.requireNonNull(maxItems, "maxItems");
    values = values.stream().map(value -> Values.copyOf("enum", value)).toList();
  }

  /** The same limits for a number, ends included. */
  public Limits range(double least, double most) {
    return new Limits(
        Optional.of(least),
        Optional.of(most),
        minLength,
        maxLength,
        pattern,
        values,
        format,
        minItems,
        maxItems);
  }

  /** The same limits for a text's length, ends included. */
  public Limits length(int fewest, int most) {
    return new Limits(
        min,
        max,
        Optional.of(fewest),
        Optional.of(most),
        pattern,
        values,
        format,
        minItems,
        maxItems);
  }

  /** The same limits with a regular expression. */
  public Limits matching(String expression) {
    return new Limits(
        min, max, minLength, maxLength, expression, values, format, minItems, maxItems);
  }

  /** The same limits with a list of what is allowed. */
  public Limits oneOf(Object... allowed) {
    return new Limits(
        min, max, minLength, maxLength, pattern, List.of(allowed), format, minItems, maxItems);
  }

  /** The same limits with a format. */
  public Limits formatted(String name) {
    return new Limits(min, max, minLength, maxLength, pattern, values, name, minItems, maxItems);
  }

  /** The same limits for the number of items, ends included. */
  public Limits items(int fewest, int most) {
    return new Limits(
        min,
        max,
        minLength,
        maxLength,
        pattern,
        values,
        format,
        Optional.of(fewest),
        Optional.of(most));
  }

  /** As it looks in JSON, where it stands in the field itself. */
  public Map<String, Object> toMap() {
    return new Members()
        .number("min", min)
        .number("max", max)
        .value("minLength", minLength)
        .value("maxLength", maxLength)
        .text("pattern", pattern)
        .list("enum", values)
        .text("format", format)
        .value("minItems", minItems)
        .value("maxItems", maxItems)
        .map();
  }
}
