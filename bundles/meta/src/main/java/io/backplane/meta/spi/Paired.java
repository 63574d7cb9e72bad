package io.backplane.meta.spi;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What bears one name on two sides; at least one of them is there. */
record Paired<T>(String name, Optional<T> before, Optional<T> after) {

  /** By name, in the order of the first list and then of the second; the first of a name counts. */
  static <T> List<Paired<T>> of(List<T> before, List<T> after, Function<T, String> name) {
    Map<String, T> old = byName(before, name);
    Map<String, T> now = byName(after, name);
    var names = new LinkedHashMap<>(old);
    now.forEach(names::putIfAbsent);
    return names.keySet().stream()
        .map(n -> new Paired<>(n, Optional.ofNullable(old.get(n)), Optional.ofNullable(now.get(n))))
        .toList();
  }

  private static <T> Map<String, T> byName(List<T> list, Function<T, String> name) {
    var map = new LinkedHashMap<String, T>();
    list.forEach(element -> map.putIfAbsent(name.apply(element), element));
    return map;
  }
}
