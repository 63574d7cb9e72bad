package io.backplane.meta.spi;

import io.backplane.api.meta.Meta;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Meta as StdioLink's own tools write it. */
public final class MetaWriter {

  private MetaWriter() {}

  /**
   * The answer to {@code meta.describe}: without {@link Meta#EXTENSION}, members in the wire's
   * order, which is the alphabet's. Declared commands and fields stay in their order.
   */
  public static Map<String, Object> stdioLink(Meta meta) {
    return object(meta.toMap());
  }

  private static Map<String, Object> object(Map<?, ?> map) {
    var sorted = new TreeMap<String, Object>();
    map.forEach(
        (name, value) -> {
          if (!name.equals(Meta.EXTENSION)) {
            sorted.put((String) name, value(value));
          }
        });
    return sorted;
  }

  private static Object value(Object value) {
    return switch (value) {
      case Map<?, ?> map -> object(map);
      case List<?> list -> list(list);
      case null, default -> value;
    };
  }

  private static List<Object> list(List<?> values) {
    var list = new ArrayList<>(values.size());
    values.forEach(value -> list.add(value(value)));
    return list;
  }
}
