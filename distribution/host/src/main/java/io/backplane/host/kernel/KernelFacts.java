package io.backplane.host.kernel;

import io.backplane.host.js.Fault;
import io.backplane.host.js.Json;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the kernel has told a service by its environment. */
public record KernelFacts(Map<String, String> environment) {

  private static final String ID = "STDIOLINK_INSTANCE_ID";

  /** Names of variables, and what they are called in JavaScript. */
  private static final Map<String, String> PLACES =
      new TreeMap<>(
          Map.of(
              "STDIOLINK_WORKSPACE_DIR", "workspaceDir",
              "STDIOLINK_PRIVATE_DIR", "privateDir",
              "STDIOLINK_SHARED_DIR", "sharedDir",
              "STDIOLINK_LOG_DIR", "logDir",
              "STDIOLINK_CONFIG_PATH", "configPath"));

  public KernelFacts {
    environment = Map.copyOf(environment);
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(text -> !text.isEmpty());
  }

  Optional<Path> socket() {
    return variable("BACKPLANE_SOCKET").map(Path::of);
  }

  /** By which the kernel knows who asks. */
  Map<String, String> headers() {
    return variable(ID).map(id -> Map.of("Backplane-Unit", id)).orElse(Map.of());
  }

  /** Its id and its directories; empty for a service that is no instance. */
  Optional<Map<String, Object>> instance() {
    return variable(ID)
        .map(
            id -> {
              var instance = new LinkedHashMap<String, Object>();
              instance.put("id", id);
              PLACES.forEach((name, as) -> variable(name).ifPresent(it -> instance.put(as, it)));
              object("BACKPLANE_REFERENCES").ifPresent(it -> instance.put("references", it));
              return instance;
            });
  }

  /** What {@code BACKPLANE_SCHEDULE} says, a JSON object; empty for a run of no schedule. */
  Optional<Map<String, Object>> schedule() {
    return object("BACKPLANE_SCHEDULE");
  }

  private Optional<Map<String, Object>> object(String name) {
    try {
      return variable(name).map(Json::object);
    } catch (Fault e) {
      return Optional.empty();
    }
  }
}
