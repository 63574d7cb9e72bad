package io.backplane.meta;

import io.backplane.api.meta.FieldMeta;
import io.backplane.api.meta.Limits;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Holds one value against its field's type and limits; what is inside a value is not looked at. */
public final class Scalars {

  private static final double SAFE_MAX = 9_007_199_254_740_991d;

  private Scalars() {}

  /**
   * What is wrong, in the words of StdioLink's own validation.
   *
   * @param strict also the limits that drivers declare and do not enforce
   */
  public static Optional<String> fault(FieldMeta field, Object value, boolean strict) {
    Optional<String> fault =
        switch (field.type()) {
          case STRING -> text(field.limits(), value, strict);
          case INT -> integer(field.limits(), value);
          case INT64 -> integer64(field.limits(), value);
          case DOUBLE -> number(field.limits(), value);
          case BOOL -> unless(value instanceof Boolean, "expected boolean");
          case ENUM -> choice(field.limits(), value);
          case OBJECT -> unless(value instanceof Map, "expected object");
          case ARRAY -> array(field.limits(), value);
          case ANY -> Optional.empty();
        };
    return fault.isEmpty() && strict
        ? unless(listed(field.limits(), value), "invalid enum value")
        : fault;
  }

  private static Optional<String> text(Limits limits, Object value, boolean strict) {
    if (!(value instanceof String text)) {
      return Optional.of("expected string");
    }
    if (limits.minLength().filter(least -> text.length() < least).isPresent()) {
      return Optional.of("string too short");
    }
    if (limits.maxLength().filter(most -> text.length() > most).isPresent()) {
      return Optional.of("string too long");
    }
    if (!limits.pattern().isEmpty() && !Search.finds(limits.pattern(), text)) {
      return Optional.of("pattern mismatch");
    }
    return unless(
        !strict || Formats.accepts(limits.format(), text), "expected format " + limits.format());
  }

  private static Optional<String> integer(Limits limits, Object value) {
    if (!isNumber(value)) {
      return Optional.of("expected integer");
    }
    double number = ((Number) value).doubleValue();
    return number == (int) number
        ? range(limits, number)
        : Optional.of("expected integer, got decimal");
  }

  private static Optional<String> integer64(Limits limits, Object value) {
    if (!isNumber(value)) {
      return Optional.of("expected integer");
    }
    double number = ((Number) value).doubleValue();
    return Math.abs(number) <= SAFE_MAX
        ? range(limits, number)
        : Optional.of("integer out of safe range");
  }

  private static Optional<String> number(Limits limits, Object value) {
    return isNumber(value)
        ? range(limits, ((Number) value).doubleValue())
        : Optional.of("expected number");
  }

  private static boolean isNumber(Object value) {
    return value instanceof Number number && Double.isFinite(number.doubleValue());
  }

  private static Optional<String> range(Limits limits, double value) {
    Optional<String> low =
        limits.min().filter(min -> value < min).map(min -> said(value) + " < min " + said(min));
    return low.or(
            () ->
                limits
                    .max()
                    .filter(max -> value > max)
                    .map(max -> said(value) + " > max " + said(max)))
        .map("value "::concat);
  }

  /** Without a fraction where there is none, and never with an exponent. */
  private static String said(double value) {
    String text = BigDecimal.valueOf(value).toPlainString();
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  private static Optional<String> choice(Limits limits, Object value) {
    if (!(value instanceof String)) {
      return Optional.of("expected string for enum");
    }
    return unless(listed(limits, value), "invalid enum value");
  }

  private static boolean listed(Limits limits, Object value) {
    return limits.values().isEmpty()
        || limits.values().stream().anyMatch(allowed -> same(allowed, value));
  }

  private static boolean same(Object allowed, Object value) {
    return allowed instanceof Number a && value instanceof Number b
        ? a.doubleValue() == b.doubleValue()
        : allowed == null ? value == null : allowed.equals(value);
  }

  private static Optional<String> array(Limits limits, Object value) {
    if (!(value instanceof List<?> list)) {
      return Optional.of("expected array");
    }
    if (limits.minItems().filter(least -> list.size() < least).isPresent()) {
      return Optional.of("array too short");
    }
    return unless(limits.maxItems().filter(most -> list.size() > most).isEmpty(), "array too long");
  }

  private static Optional<String> unless(boolean right, String fault) {
    return right ? Optional.empty() : Optional.of(fault);
  }
}
