package io.backplane.api.meta;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** An object of StdioLink's JSON form, in which what is empty is left out. */
final class Members {

  /** Whole numbers up to here are the same as double and as integer. */
  private static final double SAFE_MAX = 9_007_199_254_740_991d;

  private final Map<String, Object> map = new LinkedHashMap<>();

  Members always(String name, Object value) {
    map.put(name, value);
    return this;
  }

  Members text(String name, String value) {
    return value.isEmpty() ? this : always(name, value);
  }

  /** Left out unless it differs from what holds without it. */
  Members flag(String name, boolean value, boolean usual) {
    return value == usual ? this : always(name, value);
  }

  Members value(String name, Optional<?> value) {
    value.ifPresent(v -> map.put(name, v));
    return this;
  }

  Members number(String name, Optional<Double> value) {
    value.ifPresent(v -> map.put(name, plain(v)));
    return this;
  }

  Members list(String name, List<?> values) {
    return values.isEmpty() ? this : always(name, values);
  }

  <T> Members list(String name, List<T> parts, Function<T, Map<String, Object>> toMap) {
    return list(name, parts.stream().map(toMap).toList());
  }

  Members object(String name, Map<String, Object> value) {
    return value.isEmpty() ? this : always(name, value);
  }

  Members all(Map<String, Object> members) {
    map.putAll(members);
    return this;
  }

  Map<String, Object> map() {
    return map;
  }

  /** The protocol knows doubles only and prints whole ones without a fraction. */
  private static Number plain(double value) {
    if (value != Math.rint(value) || Math.abs(value) > SAFE_MAX) {
      return value;
    }
    if (Math.abs(value) <= Integer.MAX_VALUE) {
      return (int) value;
    }
    return (long) value;
  }
}
