package io.backplane.host;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.backplane.api.meta.FieldMeta;
import io.backplane.host.process.Surroundings;
import io.backplane.meta.spi.Arguments;
import io.backplane.meta.spi.Arguments.Argument;
import io.backplane.meta.spi.Arguments.ArgumentException;
import io.backplane.meta.spi.Defaults;
import io.backplane.meta.spi.Validator;
import io.backplane.meta.spi.Violation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A service's configuration: the command line over the file over the defaults. */
final class Configuration {

  private static final int FILE_BYTES_MAX = 1 << 20;
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private Configuration() {}

  /**
   * @param in read for {@code --config-file=-}
   * @return with the members of every object in the order of their names
   * @throws Refused an argument or the file cannot be read, or the whole does not fit the schema
   */
  static Map<String, Object> of(
      CommandLine line, List<FieldMeta> schema, Surroundings at, InputStream in) throws Refused {
    Map<String, Object> given =
        line.configFile().isPresent() ? file(line.configFile().get(), at, in) : Map.of();
    Map<String, Object> merged =
        Defaults.fill(schema, over(given, arguments(line.config(), schema)));
    List<Violation> violations = Validator.checkConfig(schema, merged);
    if (!violations.isEmpty()) {
      throw Refused.failure("config validation failed: " + text(violations.getFirst()));
    }
    return sorted(merged);
  }

  private static Map<String, Object> file(String name, Surroundings at, InputStream in)
      throws Refused {
    try (InputStream file = name.equals("-") ? in : Files.newInputStream(at.path(name))) {
      byte[] bytes = file.readNBytes(FILE_BYTES_MAX + 1);
      if (bytes.length > FILE_BYTES_MAX) {
        throw Refused.misuse("config file is larger than 1 MiB: " + name);
      }
      return JsonFile.object(bytes, "config file " + name);
    } catch (IOException e) {
      throw Refused.misuse("cannot read config file: " + name);
    }
  }

  /** One by one first, to name the one that is wrong. */
  private static Map<String, Object> arguments(List<Argument> arguments, List<FieldMeta> schema)
      throws Refused {
    for (Argument argument : arguments) {
      merged(List.of(argument), schema, argument);
    }
    return arguments.isEmpty() ? Map.of() : merged(arguments, schema, arguments.getLast());
  }

  private static Map<String, Object> merged(
      List<Argument> arguments, List<FieldMeta> schema, Argument told) throws Refused {
    try {
      return Arguments.params(arguments, schema);
    } catch (ArgumentException e) {
      throw Refused.misuse(
          "invalid config argument '--config.%s=%s': %s"
              .formatted(told.path(), told.value(), e.getMessage()));
    }
  }

  private static Map<String, Object> over(Map<String, Object> below, Map<String, Object> above) {
    var merged = new LinkedHashMap<>(below);
    above.forEach((name, value) -> merged.merge(name, value, Configuration::overValue));
    return merged;
  }

  @SuppressWarnings("unchecked") // keys of JSON objects are strings
  private static Object overValue(Object below, Object above) {
    return below instanceof Map<?, ?> one && above instanceof Map<?, ?> other
        ? over((Map<String, Object>) one, (Map<String, Object>) other)
        : above;
  }

  /** As the original says it. */
  private static String text(Violation violation) {
    String path = violation.path();
    String name = path.substring(path.lastIndexOf('.') + 1);
    return switch (violation.message()) {
      case "required field missing" -> "%s: required field '%s' is missing".formatted(path, name);
      case "unknown field" -> path + ": unknown configuration field";
      default -> violation.text();
    };
  }

  @SuppressWarnings("unchecked") // keys of JSON objects are strings
  private static Map<String, Object> sorted(Map<String, Object> map) {
    return (Map<String, Object>) sortedValue(map);
  }

  private static Object sortedValue(Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        var sorted = new TreeMap<String, Object>();
        map.forEach((name, member) -> sorted.put((String) name, sortedValue(member)));
        yield sorted;
      }
      case List<?> list -> {
        var items = new ArrayList<Object>();
        list.forEach(item -> items.add(sortedValue(item)));
        yield items;
      }
      case null, default -> value;
    };
  }

  /** What {@code --dump-config-schema} prints. */
  static String describe(List<FieldMeta> schema) {
    var fields = new LinkedHashMap<String, Object>();
    schema.forEach(field -> fields.put(field.name(), field.toMap()));
    try {
      return MAPPER.writeValueAsString(fields);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
