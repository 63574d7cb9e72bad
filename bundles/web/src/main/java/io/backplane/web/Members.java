package io.backplane.web;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Members of a JSON body, read with the offending one named. */
final class Members {

  private Members() {}

  static RefusedException missing(String member) {
    return new RefusedException(new Refusal.Invalid(member, "is missing"));
  }

  static Optional<String> text(Map<String, Object> body, String name) {
    return member(body, name, "a text", v -> v instanceof String text ? text : null);
  }

  static Optional<Long> number(Map<String, Object> body, String name) {
    return member(body, name, "a whole number", v -> v instanceof Number n ? n.longValue() : null);
  }

  @SuppressWarnings("unchecked") // JSON objects have string keys
  static Optional<Map<String, Object>> map(Map<String, Object> body, String name) {
    return member(
        body, name, "an object", v -> v instanceof Map<?, ?> m ? (Map<String, Object>) m : null);
  }

  @SuppressWarnings("unchecked") // checked item by item
  static Optional<List<String>> texts(Map<String, Object> body, String name) {
    return member(
        body,
        name,
        "a list of texts",
        v ->
            v instanceof List<?> list && list.stream().allMatch(String.class::isInstance)
                ? (List<String>) list
                : null);
  }

  static Optional<Map<String, String>> namedTexts(Map<String, Object> body, String name) {
    return map(body, name)
        .map(
            values -> {
              var texts = new HashMap<String, String>();
              values.forEach((key, value) -> texts.put(key, text(values, key).orElse("")));
              return texts;
            });
  }

  static <T> Optional<T> member(
      Map<String, Object> body, String name, String kind, Function<Object, T> read) {
    Object value = body.get(name);
    if (value == null) {
      return Optional.empty();
    }
    T wanted = read.apply(value);
    if (wanted == null) {
      throw new RefusedException(new Refusal.Invalid(name, "must be " + kind));
    }
    return Optional.of(wanted);
  }

  static boolean flag(Map<String, Object> body, String name) {
    return member(body, name, "true or false", v -> v instanceof Boolean flag ? flag : null)
        .orElse(false);
  }
}
