package io.backplane.host;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.backplane.api.meta.FieldMeta;
import io.backplane.host.config.SchemaReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A service as it lies on the disk: {@code manifest.json}, {@code config.schema.json}, {@code
 * index.js}.
 *
 * @param path real and absolute
 */
record ServiceFolder(Path path, Manifest manifest, List<FieldMeta> schema) {

  /** Who the service is. */
  record Manifest(String id, String name, String version) {}

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
  private static final List<String> REQUIRED = List.of("manifestVersion", "id", "name", "version");
  private static final Set<String> KNOWN =
      Set.of("manifestVersion", "id", "name", "version", "description", "author");

  Path entry() {
    return path.resolve("index.js");
  }

  /**
   * @throws Refused it is not what a service's folder has to be
   */
  static ServiceFolder read(Path folder) throws Refused {
    if (!Files.isDirectory(folder)) {
      throw Refused.misuse("service directory not found: " + folder);
    }
    for (String file : List.of("manifest.json", "index.js", "config.schema.json")) {
      if (!Files.isRegularFile(folder.resolve(file))) {
        throw Refused.misuse(file + " not found in: " + folder);
      }
    }
    Manifest manifest = manifest(object(folder.resolve("manifest.json")));
    try {
      List<FieldMeta> schema = SchemaReader.read(object(folder.resolve("config.schema.json")));
      return new ServiceFolder(folder.toRealPath(), manifest, schema);
    } catch (IllegalArgumentException e) {
      throw Refused.misuse("config.schema.json: " + e.getMessage());
    } catch (IOException e) {
      throw Refused.misuse("cannot read " + folder + ": " + e.getMessage());
    }
  }

  private static Manifest manifest(Map<String, Object> members) throws Refused {
    for (String name : new TreeSet<>(members.keySet())) {
      if (!KNOWN.contains(name)) {
        throw Refused.misuse("manifest.json: unknown field: " + name);
      }
    }
    for (String name : REQUIRED) {
      if (!(members.get(name) instanceof String text) || text.isEmpty()) {
        throw Refused.misuse("manifest.json: missing or empty field: " + name);
      }
    }
    if (!members.get("manifestVersion").equals("1")) {
      throw Refused.misuse(
          "manifest.json: unsupported manifestVersion: " + members.get("manifestVersion"));
    }
    return new Manifest(
        (String) members.get("id"), (String) members.get("name"), (String) members.get("version"));
  }

  private static Map<String, Object> object(Path file) throws Refused {
    try {
      Map<String, Object> members = MAPPER.readValue(Files.readString(file), OBJECT);
      if (members != null) {
        return members;
      }
    } catch (JsonProcessingException e) {
      throw Refused.misuse(file.getFileName() + " is not a JSON object: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw Refused.misuse("cannot read " + file + ": " + e.getMessage());
    }
    throw Refused.misuse(file.getFileName() + " is not a JSON object");
  }
}
