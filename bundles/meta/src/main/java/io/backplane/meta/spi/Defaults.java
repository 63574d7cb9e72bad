package io.backplane.meta.spi;

import io.backplane.api.meta.FieldMeta;
import io.backplane.api.meta.FieldType;
import io.backplane.meta.Lenient;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Completes values by the rules of StdioLink. */
public final class Defaults {

  private Defaults() {}

  /**
   * The value with the default of every field it lacks. Every object that declares members is there
   * afterwards, even an optional one, and is completed in its turn; items of arrays are left as
   * they are. Filling twice is the same as filling once.
   */
  public static Map<String, Object> fill(List<FieldMeta> fields, Map<String, Object> value) {
    var filled = new LinkedHashMap<>(value);
    for (FieldMeta field : fields) {
      if (!filled.containsKey(field.name())) {
        field.defaultValue().ifPresent(usual -> filled.put(field.name(), usual));
      }
      if (field.type() == FieldType.OBJECT && !field.fields().isEmpty()) {
        Object inner = filled.getOrDefault(field.name(), Map.of());
        if (inner instanceof Map) {
          filled.put(field.name(), fill(field.fields(), Lenient.of(inner).members()));
        }
      }
    }
    return Collections.unmodifiableMap(filled);
  }
}
