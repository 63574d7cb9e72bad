package io.backplane.units.spi;

import io.backplane.api.call.Values;
import io.backplane.api.health.HealthResult;
import io.backplane.api.meta.Meta;
import io.backplane.calls.spi.UnitStatus.Counters;
import io.backplane.supervisor.spi.Exit;
import io.backplane.supervisor.spi.Phase;
import io.backplane.supervisor.spi.Profile;
import io.backplane.supervisor.spi.RestartPolicy;
import io.backplane.supervisor.spi.UnitState;
import io.backplane.supervisor.spi.UnitStatus;
import io.backplane.supervisor.spi.Usage;
import io.backplane.updates.spi.Update;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An instance as it is now.
 *
 * @param supervised the name under which {@code Supervisor} knows its current process: the id, or
 *     after an update side by side another one; logs, figures and processes are asked for by it
 * @param setup what it is meant to be
 * @param status its process
 * @param restartNeeded whether a running process has an older setup or configuration
 * @param update what goes on
 * @param debugger where a service's process lets a debugger in
 */
public record Instance(
    String id,
    String supervised,
    Setup setup,
    UnitStatus status,
    boolean restartNeeded,
    Optional<Update> update,
    Optional<String> debugger,
    Counters calls) {

  /**
   * What an instance is meant to be.
   *
   * @param kind of its package
   * @param packageId whose instance it is
   * @param version of the package
   * @param previousVersion which a rollback brings back
   * @param arguments as an operator gave them
   * @param command program and arguments; values of sensitive fields are masked
   * @param environment what an operator added, values masked
   * @param directory of the instance
   * @param references of a service, by its words for them, masked
   * @param ownCode whether a service runs code from its workspace in the place of its package's
   * @param meta of the package's version, with the overlay
   * @param configVersion number of the current configuration, from 1
   */
  public record Setup(
      Kind kind,
      String packageId,
      String version,
      Optional<String> previousVersion,
      Profile profile,
      RestartPolicy restart,
      List<String> arguments,
      List<String> command,
      Map<String, String> environment,
      Map<String, String> labels,
      Path directory,
      Map<String, UnitReference> references,
      boolean ownCode,
      Meta meta,
      long configVersion,
      Instant createdAt,
      String createdBy) {}

  public Phase phase() {
    return status.state().phase();
  }

  /** Whether there is, or may be, a process. */
  public boolean live() {
    return status.state().live();
  }

  /** As it looks in JSON, in a list. */
  public Map<String, Object> toMap() {
    UnitState state = status.state();
    Map<String, Object> map =
        Values.map(
            "id", id,
            "kind", setup.kind().word(),
            "package", setup.packageId(),
            "version", setup.version(),
            "state", Values.word(state.phase()),
            "wanted", state.wanted(),
            "reason", state.reason(),
            "pid", state.pid().orElse(null),
            "createdAt", setup.createdAt().toString(),
            "startedAt", text(state.startedAt()),
            "since", state.since().toString(),
            "restarts", state.restarts(),
            "failures", state.failures().size(),
            "nextStartAt", text(state.dueAt()));
    map.put("exit", state.exit().map(Exit::toMap).orElse(null));
    map.put("profile", Values.word(setup.profile()));
    map.put("restart", setup.restart().word());
    map.put("health", health(status.health()));
    map.put("usage", status.usage().map(Usage::toMap).orElse(null));
    map.put("labels", setup.labels());
    map.put("configVersion", setup.configVersion());
    map.put("restartNeeded", restartNeeded);
    map.put("inStep", status.inStep());
    map.put("update", update.map(Update::toMap).orElse(null));
    map.put("previousVersion", setup.previousVersion().orElse(null));
    map.put("calls", calls.toMap());
    if (setup.kind() == Kind.SERVICE) {
      map.put("code", setup.ownCode() ? "workspace" : "package");
      map.put("debugger", debugger.orElse(null));
    }
    return map;
  }

  /** As it looks in JSON, alone: with its command, environment, directory and meta. */
  public Map<String, Object> toDetailedMap() {
    Map<String, Object> map = toMap();
    map.put("supervised", supervised);
    map.put("createdBy", setup.createdBy());
    map.put("args", setup.arguments());
    map.put("command", setup.command());
    map.put("env", setup.environment());
    map.put("directory", setup.directory().toString());
    if (setup.kind() == Kind.SERVICE) {
      var references = new LinkedHashMap<String, Object>();
      setup.references().forEach((alias, reference) -> references.put(alias, reference.toMap()));
      map.put("references", references);
    }
    map.put("meta", setup.meta().toMap());
    return map;
  }

  private static String text(Optional<Instant> at) {
    return at.map(Instant::toString).orElse(null);
  }

  private static Map<String, Object> health(Optional<HealthResult> health) {
    return Values.map(
        "level",
        health.map(Instance::level).orElse("unknown"),
        "message",
        health.map(HealthResult::reason).orElse(""));
  }

  private static String level(HealthResult health) {
    return switch (health.level()) {
      case HEALTHY -> "ok";
      case DEGRADED -> "warn";
      case UNHEALTHY -> "failing";
    };
  }
}
