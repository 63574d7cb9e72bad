package io.backplane.store;

import io.backplane.api.health.HealthCheck;
import io.backplane.api.health.HealthLevel;
import io.backplane.api.health.HealthResult;
import io.backplane.store.spi.Store;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether both databases take writes, and how far behind their writers are. */
@Component
public final class StoreHealth implements HealthCheck {

  private static final double DEGRADED_AT = 0.5;
  private static final long STUCK_MS = 10_000;

  private final Map<String, SqliteStore> stores;

  @Activate
  public StoreHealth(@Reference ManagerStore manager, @Reference TelemetryStore telemetry) {
    this(Map.of(Store.MANAGER, manager.sqlite(), Store.TELEMETRY, telemetry.sqlite()));
  }

  StoreHealth(Map<String, SqliteStore> stores) {
    this.stores = stores;
  }

  @Override
  public String name() {
    return "store";
  }

  @Override
  public HealthResult check() {
    var facts = new LinkedHashMap<String, Object>();
    var worst = HealthResult.healthy("writes are taken");
    for (var store : new TreeMap<>(stores).entrySet()) {
      var result = check(store.getKey(), store.getValue());
      facts.put(store.getKey(), result.facts());
      if (result.level().compareTo(worst.level()) > 0) {
        worst = result;
      }
    }
    return new HealthResult(worst.level(), worst.reason(), facts);
  }

  private static HealthResult check(String name, SqliteStore store) {
    var figures = store.writerFigures();
    var disk = new DiskSpace(store.setup());
    int queueMax = store.setup().limits().queueMax();
    int waiting = store.waiting();
    long runningMs = runningMs(figures);
    var facts = facts(store, figures, waiting, disk.freeBytes());
    if (disk.belowFloor()) {
      String reason = name + ": " + disk.refusal("the free-space floor is reached").message();
      return new HealthResult(HealthLevel.UNHEALTHY, reason, facts);
    }
    if (figures.fault().isPresent()) {
      String reason = name + ": the last write failed: " + figures.fault().get();
      return new HealthResult(HealthLevel.UNHEALTHY, reason, facts);
    }
    if (runningMs > STUCK_MS) {
      String reason = "%s: one transaction takes %d ms".formatted(name, runningMs);
      return new HealthResult(HealthLevel.UNHEALTHY, reason, facts);
    }
    if (waiting > queueMax * DEGRADED_AT) {
      String reason = "%s: %d of %d writes wait".formatted(name, waiting, queueMax);
      return new HealthResult(HealthLevel.DEGRADED, reason, facts);
    }
    return new HealthResult(HealthLevel.HEALTHY, name + ": writes are taken", facts);
  }

  private static long runningMs(WriterFigures figures) {
    var started = figures.startedNanos();
    return started.isPresent() ? (System.nanoTime() - started.getAsLong()) / 1_000_000 : 0;
  }

  private static Map<String, Object> facts(
      SqliteStore store, WriterFigures figures, int waiting, long freeBytes) {
    Path file = store.setup().file();
    return Map.of(
        "waiting", waiting,
        "commits", figures.commits(),
        "writes", figures.writes(),
        "lastCommit", figures.lastCommit().map(Instant::toString).orElse(""),
        "fileBytes", file.toFile().length(),
        "walBytes", file.resolveSibling(file.getFileName() + "-wal").toFile().length(),
        "freeBytes", freeBytes);
  }
}
