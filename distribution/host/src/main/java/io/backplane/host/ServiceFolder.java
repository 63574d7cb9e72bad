package io.backplane.host;

import io.backplane.api.meta.FieldMeta;
import io.backplane.api.meta.Meta;
import io.backplane.host.config.SchemaReader;
import io.backplane.host.link.ServiceMeta;
import io.backplane.host.modules.ServiceFacts;
import io.backplane.host.process.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A service as it lies on the disk: {@code manifest.json}, {@code config.schema.json}, {@code
 * index.js} or {@code index.ts}.
 *
 * @param path real and absolute
 * @param entry its first module
 */
record ServiceFolder(Path path, Path entry, Manifest manifest, List<FieldMeta> schema) {

  /** Who the service is; what it does not say is empty. */
  record Manifest(String id, String name, String version, String description, String author) {}

  private static final List<String> REQUIRED = List.of("manifestVersion", "id", "name", "version");
  private static final Set<String> KNOWN =
      Set.of("manifestVersion", "id", "name", "version", "description", "author");

  private static final String JAVASCRIPT = "index.js";
  private static final String TYPESCRIPT = "index.ts";

  /** Without what only its module can say. */
  Meta meta() {
    return ServiceMeta.of(
        manifest.id(),
        manifest.name(),
        manifest.version(),
        manifest.description(),
        manifest.author(),
        schema);
  }

  /** What the built-in modules know of it. */
  ServiceFacts facts(Optional<Path> dataRoot, Map<String, Object> config, Surroundings at) {
    return new ServiceFacts(path, entry, dataRoot.map(Path::toAbsolutePath), config, at);
  }

  /**
   * @throws Refused it is not what a service's folder has to be
   */
  static ServiceFolder read(Path folder) throws Refused {
    if (!Files.isDirectory(folder)) {
      throw Refused.misuse("service directory not found: " + folder);
    }
    String entry = entry(folder);
    for (String file : List.of("manifest.json", entry, "config.schema.json")) {
      if (!Files.isRegularFile(folder.resolve(file))) {
        throw Refused.misuse(file + " not found in: " + folder);
      }
    }
    Manifest manifest = manifest(object(folder.resolve("manifest.json")));
    try {
      List<FieldMeta> schema = SchemaReader.read(object(folder.resolve("config.schema.json")));
      Path real = folder.toRealPath();
      return new ServiceFolder(real, real.resolve(entry), manifest, schema);
    } catch (IllegalArgumentException e) {
      throw Refused.misuse("config.schema.json: " + e.getMessage());
    } catch (IOException e) {
      throw Refused.misuse("cannot read " + folder + ": " + e.getMessage());
    }
  }

  /** Of two, one would be made from the other, and nobody could tell whether it still is. */
  private static String entry(Path folder) throws Refused {
    if (!Files.isRegularFile(folder.resolve(TYPESCRIPT))) {
      return JAVASCRIPT;
    }
    if (Files.exists(folder.resolve(JAVASCRIPT))) {
      throw Refused.misuse("both index.js and index.ts are in: " + folder + ": keep one");
    }
    return TYPESCRIPT;
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
        text(members, "id"),
        text(members, "name"),
        text(members, "version"),
        text(members, "description"),
        text(members, "author"));
  }

  private static String text(Map<String, Object> members, String name) {
    return members.get(name) instanceof String text ? text : "";
  }

  private static Map<String, Object> object(Path file) throws Refused {
    try {
      return JsonFile.object(Files.readAllBytes(file), String.valueOf(file.getFileName()));
    } catch (IOException e) {
      throw Refused.misuse("cannot read " + file + ": " + e.getMessage());
    }
  }
}
