package io.backplane.meta.spi;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A condition under which a form shows a field: one comparison ({@code mode == 'tcp'}, {@code count
 * > 3}, {@code low <= high}) or one flag ({@code tls}, {@code !tls}). The right side is a text in
 * quotes, a literal, the name of another field, or a bare word. The first comparison in the text
 * counts; what holds none is always met, so that nobody loses a field to a spelling mistake.
 */
public sealed interface VisibleIf {

  /** Whether the field is shown beside these values. */
  boolean holds(Map<String, Object> values);

  /** Reads a condition; an empty one is always met. */
  static VisibleIf parse(String condition) {
    Matcher comparison = Comparison.FORM.matcher(condition);
    if (comparison.find()) {
      return new Comparison(
          comparison.group(1), Operator.of(comparison.group(2)), comparison.group(3));
    }
    Matcher flag = Flag.FORM.matcher(condition);
    return flag.matches() ? new Flag(flag.group(2), flag.group(1).isEmpty()) : new Always();
  }

  /** No condition. */
  record Always() implements VisibleIf {
    @Override
    public boolean holds(Map<String, Object> values) {
      return true;
    }
  }

  /** A field that is set, or is not: false, 0, an empty text and a missing value are not. */
  record Flag(String field, boolean expected) implements VisibleIf {
    private static final Pattern FORM = Pattern.compile("\\s*(!?)\\s*([\\w.]+)\\s*");

    @Override
    public boolean holds(Map<String, Object> values) {
      return isSet(values.get(field)) == expected;
    }

    private static boolean isSet(Object value) {
      return switch (value) {
        case null -> false;
        case Boolean flag -> flag;
        case Number number -> number.doubleValue() != 0;
        case String text -> !text.isEmpty();
        default -> true;
      };
    }
  }

  /** How two values are compared. */
  enum Operator {
    EQUAL("=="),
    OTHER("!="),
    AT_LEAST(">="),
    AT_MOST("<="),
    MORE(">"),
    LESS("<");

    private final String sign;

    Operator(String sign) {
      this.sign = sign;
    }

    static Operator of(String sign) {
      for (Operator operator : values()) {
        if (operator.sign.equals(sign)) {
          return operator;
        }
      }
      throw new IllegalStateException(sign);
    }
  }

  /**
   * A field beside something else. Only numbers have an order.
   *
   * @param right as written
   */
  record Comparison(String field, Operator operator, String right) implements VisibleIf {
    private static final Pattern FORM =
        Pattern.compile(
            "([A-Za-z_][\\w.]*)\\s*(==|!=|>=|<=|>|<)\\s*('[^']*'|\"[^\"]*\"|[\\w.+-]+)");
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+(?:\\.\\d+)?");

    @Override
    public boolean holds(Map<String, Object> values) {
      Object left = values.get(field);
      Object other = value(values);
      return switch (operator) {
        case EQUAL -> equal(left, other);
        case OTHER -> !equal(left, other);
        case AT_LEAST -> ordered(left, other) && number(left) >= number(other);
        case AT_MOST -> ordered(left, other) && number(left) <= number(other);
        case MORE -> ordered(left, other) && number(left) > number(other);
        case LESS -> ordered(left, other) && number(left) < number(other);
      };
    }

    private Object value(Map<String, Object> values) {
      if (right.startsWith("'") || right.startsWith("\"")) {
        return right.substring(1, right.length() - 1);
      }
      if (right.equals("true") || right.equals("false")) {
        return right.equals("true");
      }
      if (NUMBER.matcher(right).matches()) {
        return Double.valueOf(right);
      }
      return values.containsKey(right) ? values.get(right) : right;
    }

    private static boolean equal(Object a, Object b) {
      if (ordered(a, b)) {
        return number(a) == number(b);
      }
      return a == null ? b == null : a.equals(b);
    }

    private static boolean ordered(Object a, Object b) {
      return a instanceof Number && b instanceof Number;
    }

    private static double number(Object value) {
      return ((Number) value).doubleValue();
    }
  }
}
