package io.backplane.meta;

import io.backplane.api.meta.FieldMeta;
import io.backplane.api.meta.Limits;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Values that could stand in a field: its default, else the least that its limits allow. */
public final class Samples {

  private static final String WORD = "demo";

  /** More items or characters than this make an example unreadable; it then breaks the limit. */
  private static final int SIZE_MAX = 64;

  private Samples() {}

  /** The required fields, and the optional ones that have a default. */
  public static Map<String, Object> of(List<FieldMeta> fields) {
    var sample = new LinkedHashMap<String, Object>();
    for (FieldMeta field : fields) {
      if (field.required() || field.defaultValue().isPresent()) {
        sample.put(field.name(), of(field));
      }
    }
    return Collections.unmodifiableMap(sample);
  }

  /** A value for one field. */
  public static Object of(FieldMeta field) {
    if (field.defaultValue().isPresent()) {
      return field.defaultValue().get();
    }
    if (!field.limits().values().isEmpty()) {
      return field.limits().values().getFirst();
    }
    return switch (field.type()) {
      case STRING -> text(field);
      case INT, INT64 -> (long) Math.ceil(number(field.limits()));
      case DOUBLE -> number(field.limits());
      case BOOL -> false;
      case OBJECT -> object(field);
      case ARRAY -> array(field);
      case ENUM, ANY -> WORD;
    };
  }

  private static double number(Limits limits) {
    return limits.min().orElseGet(() -> Math.min(1, limits.max().orElse(1d)));
  }

  private static String text(FieldMeta field) {
    Limits limits = field.limits();
    String text = guess(field.name().toLowerCase(Locale.ROOT), limits.format());
    int least = Math.min(limits.minLength().orElse(0), SIZE_MAX);
    if (text.length() < least) {
      text = text + "x".repeat(least - text.length());
    }
    int most = Math.max(limits.maxLength().orElse(text.length()), 0);
    return text.substring(0, Math.min(most, text.length()));
  }

  private static String guess(String name, String format) {
    return switch (format) {
      case "email" -> "demo@example.com";
      case "uri", "url" -> "http://127.0.0.1/";
      case "ipv4", "ip" -> "127.0.0.1";
      case "ipv6" -> "::1";
      case "hostname" -> "localhost";
      case "date" -> "2026-01-01";
      case "time" -> "00:00:00";
      case "date-time" -> "2026-01-01T00:00:00Z";
      case "uuid" -> "00000000-0000-0000-0000-000000000000";
      default ->
          name.contains("host") || name.contains("addr") || name.equals("ip")
              ? "127.0.0.1"
              : name.contains("url") ? "http://127.0.0.1/" : WORD;
    };
  }

  private static Map<String, Object> object(FieldMeta field) {
    var sample = new LinkedHashMap<>(of(field.fields()));
    field.requiredKeys().forEach(key -> sample.putIfAbsent(key, WORD));
    return Collections.unmodifiableMap(sample);
  }

  private static List<Object> array(FieldMeta field) {
    Object item = field.items().map(Samples::of).orElse(WORD);
    int least = field.limits().minItems().orElse(1);
    int most = field.limits().maxItems().orElse(SIZE_MAX);
    return Collections.nCopies(Math.clamp(least, Math.min(1, Math.max(most, 0)), SIZE_MAX), item);
  }
}
