package io.backplane.meta.spi;

import io.backplane.api.meta.FieldMeta;
import io.backplane.api.meta.FieldType;
import io.backplane.meta.spi.Arguments.ArgumentException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A word of the command line as a value of the type that is declared for its place. */
final class Literal {

  private static final Pattern WHOLE = Pattern.compile("-?\\d{1,16}");
  private static final Pattern NUMBER =
      Pattern.compile("-?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?");
  private static final long SAFE_MAX = (1L << 53) - 1;

  private Literal() {}

  static Object of(String path, Optional<FieldMeta> field, String text) throws ArgumentException {
    FieldType type = field.map(FieldMeta::type).orElse(FieldType.ANY);
    return switch (type) {
      case STRING, ENUM ->
          text.startsWith("\"") && JsonWord.read(text).orElse(0) instanceof String s ? s : text;
      case BOOL ->
          switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw expected(path, "bool");
          };
      case INT -> (int) whole(path, text, Integer.MAX_VALUE);
      case INT64 -> whole(path, text, SAFE_MAX);
      case DOUBLE -> {
        if (!NUMBER.matcher(text).matches()) {
          throw expected(path, "number");
        }
        yield Double.valueOf(text);
      }
      case OBJECT -> container(path, text, Map.class, "object");
      case ARRAY -> container(path, text, List.class, "array");
      case ANY -> JsonWord.plain(JsonWord.read(text).orElse(text));
    };
  }

  private static long whole(String path, String text, long most) throws ArgumentException {
    if (!WHOLE.matcher(text).matches()) {
      throw expected(path, "integer");
    }
    long value = Long.parseLong(text);
    if (value > most || value < (most == SAFE_MAX ? -SAFE_MAX : -most - 1)) {
      throw expected(path, "integer");
    }
    return value;
  }

  private static Object container(String path, String text, Class<?> kind, String word)
      throws ArgumentException {
    return JsonWord.read(text).filter(kind::isInstance).orElseThrow(() -> expected(path, word));
  }

  private static ArgumentException expected(String path, String what) {
    return new ArgumentException(path + ": expected " + what + " literal");
  }
}
