package io.backplane.meta.spi;

import io.backplane.api.meta.FieldMeta;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** Finds what is to be masked or sealed in a value. */
public final class SensitiveFields {

  private SensitiveFields() {}

  /** The paths of what is sensitive and there: {@code password}, {@code users[0].token}. */
  public static List<String> paths(List<FieldMeta> fields, Map<String, Object> value) {
    var paths = new ArrayList<String>();
    map(
        fields,
        value,
        (path, sensitive) -> {
          paths.add(path);
          return sensitive;
        });
    return paths;
  }

  /** A copy in which every sensitive value is replaced; null stays, it keeps no secret. */
  public static Map<String, Object> map(
      List<FieldMeta> fields, Map<String, Object> value, UnaryOperator<Object> onSensitive) {
    return map(fields, value, (path, sensitive) -> onSensitive.apply(sensitive));
  }

  /** As {@link #map(List, Map, UnaryOperator)}, for who needs to know where the value stands. */
  public static Map<String, Object> map(
      List<FieldMeta> fields,
      Map<String, Object> value,
      BiFunction<String, Object, Object> onSensitive) {
    return members("", fields, value, onSensitive);
  }

  private static Map<String, Object> members(
      String path,
      List<FieldMeta> fields,
      Map<?, ?> value,
      BiFunction<String, Object, Object> onSensitive) {
    var copy = new LinkedHashMap<String, Object>();
    value.forEach((name, member) -> copy.put((String) name, member));
    for (FieldMeta field : fields) {
      if (copy.get(field.name()) != null) {
        String inner = path.isEmpty() ? field.name() : path + "." + field.name();
        copy.compute(field.name(), (name, member) -> one(inner, field, member, onSensitive));
      }
    }
    return Collections.unmodifiableMap(copy);
  }

  private static Object one(
      String path, FieldMeta field, Object value, BiFunction<String, Object, Object> onSensitive) {
    if (value == null) {
      return null;
    }
    if (field.sensitive()) {
      return onSensitive.apply(path, value);
    }
    if (value instanceof Map<?, ?> map) {
      return members(path, field.fields(), map, onSensitive);
    }
    if (value instanceof List<?> list && field.items().isPresent()) {
      var copy = new ArrayList<>(list.size());
      for (Object item : list) {
        copy.add(one(path + "[" + copy.size() + "]", field.items().get(), item, onSensitive));
      }
      return Collections.unmodifiableList(copy);
    }
    return value;
  }
}
