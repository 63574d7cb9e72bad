package io.backplane.shell.commands;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.meta.FieldMeta;
import io.backplane.api.meta.FieldType;
import io.backplane.shell.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Words of the form {@code key=value}. */
public final class Pairs {

  private Pairs() {}

  /**
   * Values as their fields say: text as it stands, anything else as a JSON literal where it can be
   * one. A dot in a key leads into an object, such as {@code tls.port=443}.
   *
   * @throws RefusedException {@link Refusal.Invalid} for a word of another form
   */
  public static Map<String, Object> read(List<String> words, List<FieldMeta> fields) {
    var values = new LinkedHashMap<String, Object>();
    split(words).forEach((key, text) -> put(values, key, text, fields));
    return values;
  }

  /**
   * Values as they stand.
   *
   * @throws RefusedException {@link Refusal.Invalid} for a word of another form
   */
  public static Map<String, String> split(List<String> words) {
    var values = new LinkedHashMap<String, String>();
    for (String word : words) {
      int equals = word.indexOf('=');
      if (equals < 1) {
        throw new RefusedException(new Refusal.Invalid("'" + word + "'", "is not key=value"));
      }
      values.put(word.substring(0, equals), word.substring(equals + 1));
    }
    return values;
  }

  /** Puts members over others; what is an object on both sides is merged. */
  public static void merge(Map<String, Object> into, Map<String, Object> from) {
    from.forEach(
        (key, value) -> {
          if (value instanceof Map<?, ?> && into.get(key) instanceof Map<?, ?>) {
            var whole = new LinkedHashMap<>(asObject(into.get(key)));
            merge(whole, asObject(value));
            into.put(key, whole);
          } else {
            into.put(key, value);
          }
        });
  }

  /**
   * Takes members out, with dots leading into objects.
   *
   * @throws RefusedException {@link Refusal.NotFound} for one that is not there
   */
  public static void remove(Map<String, Object> from, String key) {
    int dot = key.indexOf('.');
    if (from.containsKey(key)) {
      from.remove(key);
    } else if (dot > 0 && from.get(key.substring(0, dot)) instanceof Map<?, ?> inner) {
      var whole = new LinkedHashMap<>(asObject(inner));
      remove(whole, key.substring(dot + 1));
      from.put(key.substring(0, dot), whole);
    } else {
      throw new RefusedException(new Refusal.NotFound("field", key));
    }
  }

  @SuppressWarnings("unchecked") // configurations have string keys
  private static Map<String, Object> asObject(Object value) {
    return (Map<String, Object>) value;
  }

  private static void put(
      Map<String, Object> values, String key, String text, List<FieldMeta> fields) {
    int dot = key.indexOf('.');
    List<FieldMeta> whole = fields.stream().filter(field -> field.name().equals(key)).toList();
    if (whole.isEmpty() && dot > 0) {
      String head = key.substring(0, dot);
      List<FieldMeta> inner =
          fields.stream()
              .filter(field -> field.name().equals(head))
              .flatMap(field -> field.fields().stream())
              .toList();
      if (!inner.isEmpty()) {
        put(object(values, head), key.substring(dot + 1), text, inner);
        return;
      }
    }
    FieldType type = whole.isEmpty() ? FieldType.ANY : whole.getFirst().type();
    boolean asItStands = type == FieldType.STRING || type == FieldType.ENUM;
    values.put(key, asItStands ? text : Json.literalOrText(text));
  }

  private static Map<String, Object> object(Map<String, Object> values, String key) {
    return asObject(values.computeIfAbsent(key, _ -> new LinkedHashMap<>()));
  }
}
