package io.backplane.units;

import io.backplane.api.call.Values;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A service's folder, made as it is wanted, for the host that the tests have. */
final class Service {

  private final String id;
  private final String version;
  private final Map<String, Object> schema = new HashMap<>();
  private final Map<String, Object> program = new HashMap<>();
  private Map<String, Object> terms = Map.of();

  private Service(String id, String version) {
    this.id = id;
    this.version = version;
  }

  static Service of(String id, String version) {
    return new Service(id, version);
  }

  Service field(String name, String type, Object... more) {
    Map<String, Object> field = Values.map("type", type);
    field.putAll(Values.map(more));
    schema.put(name, field);
    return this;
  }

  Service commands(String... names) {
    program.put("commands", List.of(names));
    return this;
  }

  Service exits(int code) {
    program.put("exit", code);
    return this;
  }

  /** What is in {@code backplane.json}. */
  Service terms(Map<String, Object> members) {
    terms = members;
    return this;
  }

  /** Writes it into a directory that is made. */
  Path write(Path directory) {
    try {
      Files.createDirectories(directory.resolve("lib"));
      Map<String, Object> manifest =
          Values.map("manifestVersion", "1", "id", id, "name", id, "version", version);
      Files.writeString(directory.resolve("manifest.json"), Json.text(manifest));
      Files.writeString(directory.resolve("config.schema.json"), Json.text(schema));
      Files.writeString(directory.resolve("index.js"), Json.text(program));
      Files.writeString(directory.resolve("lib/part.js"), "export const part = 1;");
      if (!terms.isEmpty()) {
        Files.writeString(directory.resolve("backplane.json"), Json.text(terms));
      }
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
