package io.backplane.api.meta;

import io.backplane.api.call.Values;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A parameter, a configuration field or a part of one.
 *
 * @param defaultValue what stands for a missing value; empty for none
 * @param sensitive masked in every output and encrypted at rest
 * @param limits what a value has to meet
 * @param fields members, for {@link FieldType#OBJECT}
 * @param items what each item is, for {@link FieldType#ARRAY}
 */
public record FieldMeta(
    String name,
    FieldType type,
    String description,
    boolean required,
    Optional<Object> defaultValue,
    boolean sensitive,
    Limits limits,
    List<FieldMeta> fields,
    Optional<FieldMeta> items) {

  /**
   * What a value has to meet; an empty member is no limit.
   *
   * @param min smallest number
   * @param max greatest number
   * @param minSize fewest characters or items
   * @param maxSize most characters or items
   * @param pattern regular expression, searched for anywhere in the text
   * @param values the only ones allowed
   */
  public record Limits(
      Optional<Double> min,
      Optional<Double> max,
      Optional<Integer> minSize,
      Optional<Integer> maxSize,
      String pattern,
      List<Object> values) {
    public static final Limits NONE =
        new Limits(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), "", List.of());

    public Limits {
      Objects.requireNonNull(pattern, "pattern");
      values = List.copyOf(values);
    }
  }

  public FieldMeta {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(description, "description");
    Objects.requireNonNull(limits, "limits");
    Objects.requireNonNull(items, "items");
    defaultValue = defaultValue.map(value -> Values.copyOf(name + ".default", value));
    fields = List.copyOf(fields);
  }

  /** An optional field without limits. */
  public static FieldMeta of(String name, FieldType type, String description) {
    return new FieldMeta(
        name,
        type,
        description,
        false,
        Optional.empty(),
        false,
        Limits.NONE,
        List.of(),
        Optional.empty());
  }

  /** The same field, required. */
  public FieldMeta asRequired() {
    return new FieldMeta(
        name, type, description, true, defaultValue, sensitive, limits, fields, items);
  }

  /** The same field with a default. */
  public FieldMeta withDefault(Object value) {
    return new FieldMeta(
        name, type, description, required, Optional.of(value), sensitive, limits, fields, items);
  }

  /** The same field with limits. */
  public FieldMeta within(Limits limits) {
    return new FieldMeta(
        name, type, description, required, defaultValue, sensitive, limits, fields, items);
  }

  /** As it looks in JSON. */
  public Map<String, Object> toMap() {
    return Values.map(
        "name", name,
        "type", Values.word(type),
        "required", required,
        "default", defaultValue.orElse(null),
        "description", description,
        "sensitive", sensitive,
        "min", limits.min().orElse(null),
        "max", limits.max().orElse(null),
        "minSize", limits.minSize().orElse(null),
        "maxSize", limits.maxSize().orElse(null),
        "pattern", limits.pattern().isEmpty() ? null : limits.pattern(),
        "values", limits.values());
  }
}
