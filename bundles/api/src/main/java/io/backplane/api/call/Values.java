package io.backplane.api.call;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Keeps what crosses the border of a unit to JDK value types: null, Boolean, Number, String, List
 * and Map with String keys. Copies, so that neither side sees the other's later changes and no
 * object keeps a replaced plugin's classes alive.
 */
public final class Values {

  /** Deepest nesting of lists and maps. */
  public static final int DEPTH_MAX = 64;

  private Values() {}

  /**
   * @param path what the refusal names, such as {@code params}
   * @throws RefusedException {@link Refusal.Invalid} naming the path of what is not a value
   */
  public static Object copyOf(String path, Object value) {
    return copy(path, value, 0);
  }

  /** As {@link #copyOf(String, Object)}, for a map. */
  public static Map<String, Object> copyOf(String path, Map<?, ?> map) {
    return copyMap(path, map, 0);
  }

  /** A map in the order written: name, value, name, value. Values may be null. */
  public static Map<String, Object> map(Object... pairs) {
    var map = LinkedHashMap.<String, Object>newLinkedHashMap(pairs.length / 2);
    for (int i = 0; i < pairs.length; i += 2) {
      map.put((String) pairs[i], pairs[i + 1]);
    }
    return map;
  }

  /** A constant as it is written in JSON and on the command line: in lower case. */
  public static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /**
   * The constant that a word stands for, as {@link #word} writes it.
   *
   * @param field what it was given for
   * @throws RefusedException {@link Refusal.Invalid} naming every word there is
   */
  public static <E extends Enum<E>> E constant(Class<E> type, String field, String word) {
    for (E value : type.getEnumConstants()) {
      if (word(value).equals(word)) {
        return value;
      }
    }
    String all =
        Stream.of(type.getEnumConstants()).map(Values::word).collect(Collectors.joining(", "));
    throw new RefusedException(new Refusal.Invalid(field, "'" + word + "' is none of " + all));
  }

  private static Object copy(String path, Object value, int depth) {
    return switch (value) {
      case null -> null;
      case String s -> s;
      case Boolean b -> b;
      case Integer n -> n;
      case Long n -> n;
      case Double n -> n;
      case Float n -> n.doubleValue();
      case Short n -> n.intValue();
      case Byte n -> n.intValue();
      case BigInteger n -> n;
      case BigDecimal n -> n;
      case Map<?, ?> map -> copyMap(path, map, depth);
      case List<?> list -> copyList(path, list, depth);
      default -> throw invalid(path, "is a " + value.getClass().getName() + ", not a JSON value");
    };
  }

  private static Map<String, Object> copyMap(String path, Map<?, ?> map, int depth) {
    if (map.isEmpty()) {
      return Map.of();
    }
    checkDepth(path, depth);
    var copy = LinkedHashMap.<String, Object>newLinkedHashMap(map.size());
    for (var entry : map.entrySet()) {
      if (!(entry.getKey() instanceof String key)) {
        throw invalid(path, "has a key that is not a string");
      }
      copy.put(key, copy(path + "." + key, entry.getValue(), depth + 1));
    }
    return Collections.unmodifiableMap(copy);
  }

  private static List<Object> copyList(String path, List<?> list, int depth) {
    checkDepth(path, depth);
    var copy = new ArrayList<Object>(list.size());
    for (Object item : list) {
      copy.add(copy(path + "[" + copy.size() + "]", item, depth + 1));
    }
    return Collections.unmodifiableList(copy);
  }

  private static void checkDepth(String path, int depth) {
    if (depth >= DEPTH_MAX) {
      throw invalid(path, "is nested deeper than " + DEPTH_MAX);
    }
  }

  private static RefusedException invalid(String path, String reason) {
    return new RefusedException(new Refusal.Invalid(path, reason));
  }
}
