package io.backplane.supervisor;

import io.backplane.store.spi.Migrations;
import io.backplane.store.spi.Row;
import io.backplane.store.spi.Store;
import io.backplane.supervisor.spi.Usage;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Samples as rows of the telemetry database. */
final class SqlSamples implements SampleRepository {

  private final Store telemetry;

  SqlSamples(Store telemetry) {
    this.telemetry = telemetry;
    telemetry.migrate(Migrations.of("supervisor", SqlSamples.class, "0001_samples.sql"));
  }

  @Override
  public void add(Map<String, Usage> samples) {
    telemetry.write(
        tx -> {
          samples.forEach(
              (unit, usage) ->
                  tx.update(
                      "INSERT INTO supervisor_samples VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                      unit,
                      usage.at(),
                      usage.cpu(),
                      usage.memoryBytes(),
                      usage.threads(),
                      usage.handles(),
                      usage.processes(),
                      usage.readBytes(),
                      usage.writtenBytes()));
          return null;
        });
  }

  @Override
  public List<Usage> between(String unit, Instant since, Instant until) {
    return telemetry.read(
        r ->
            r.query(
                "SELECT * FROM supervisor_samples WHERE unit = ? AND at >= ? AND at < ?"
                    + " ORDER BY at",
                SqlSamples::usage,
                unit,
                since,
                until));
  }

  private static Usage usage(Row row) {
    return new Usage(
        row.instant("at"),
        row.real("cpu"),
        row.number("memory_bytes"),
        (int) row.number("threads"),
        (int) row.number("handles"),
        (int) row.number("processes"),
        row.number("read_bytes"),
        row.number("written_bytes"));
  }

  @Override
  public void deleteBefore(Instant oldest) {
    telemetry.write(tx -> tx.update("DELETE FROM supervisor_samples WHERE at < ?", oldest));
  }
}
