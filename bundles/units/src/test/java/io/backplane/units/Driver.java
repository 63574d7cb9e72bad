package io.backplane.units;

import io.backplane.api.call.Values;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A driver's directory, made as it is wanted. */
final class Driver {

  private final Map<String, Object> info;
  private final Map<String, Object> says = new HashMap<>();
  private final List<Object> fields = new ArrayList<>();
  private final List<Object> commands = new ArrayList<>();
  private Map<String, Object> apply = Map.of();
  private String program = "stdio.drv.thermometer";
  private String mode = "rwxr-xr-x";

  private Driver(String id, String version) {
    info = new LinkedHashMap<>(Values.map("id", id, "name", "Test", "version", version));
    for (String name : List.of("version", "echo", "env", "args", "config", "slow")) {
      commands.add(Values.map("name", name, "returns", Map.of("type", "object")));
    }
    commands.add(
        Values.map(
            "name",
            "run",
            "returns",
            Map.of("type", "object"),
            "events",
            List.of(Map.of("name", "started")),
            "x-backplane",
            Map.of("streaming", true)));
  }

  static Driver of(String version) {
    return new Driver("test.thermometer", version);
  }

  static Driver of(String id, String version) {
    return new Driver(id, version);
  }

  Driver program(String name) {
    program = name;
    return this;
  }

  Driver mode(String posix) {
    mode = posix;
    return this;
  }

  Driver field(String name, String type, Object... more) {
    Map<String, Object> field = Values.map("name", name, "type", type);
    field.putAll(Values.map(more));
    fields.add(field);
    return this;
  }

  Driver secret(String name) {
    return field(name, "string", "x-backplane", Map.of("sensitive", true));
  }

  Driver command(String name) {
    commands.add(Values.map("name", name, "returns", Map.of("type", "object")));
    return this;
  }

  Driver without(String command) {
    commands.removeIf(c -> ((Map<?, ?>) c).get("name").equals(command));
    return this;
  }

  Driver apply(Object... members) {
    apply = Values.map(members);
    return this;
  }

  Driver traits(Object... members) {
    info.put("x-backplane", Values.map(members));
    return this;
  }

  /** Something that the fixture knows, such as {@code exit}. */
  Driver says(String name, Object value) {
    says.put(name, value);
    return this;
  }

  Map<String, Object> meta() {
    Map<String, Object> meta =
        Values.map("schemaVersion", "1.0", "info", info, "commands", commands);
    if (!fields.isEmpty() || !apply.isEmpty()) {
      meta.put("config", Values.map("fields", fields, "apply", apply));
    }
    return meta;
  }

  /** Writes it into a directory that is made. */
  Path write(Path directory) {
    try (InputStream in = Driver.class.getResourceAsStream("/fixtures/driver.py")) {
      Files.createDirectories(directory);
      Path file = directory.resolve(program);
      Files.write(file, in.readAllBytes());
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
      var all = new HashMap<>(says);
      all.put("meta", meta());
      Files.writeString(directory.resolve("driver.json"), Json.text(all));
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
