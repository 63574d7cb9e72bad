package io.backplane.bench;

import io.backplane.supervisor.log.LogSettings;
import io.backplane.supervisor.spi.BackOff;
import io.backplane.supervisor.spi.Preparation;
import io.backplane.supervisor.spi.Profile;
import io.backplane.supervisor.spi.RestartPolicy;
import io.backplane.supervisor.spi.Spare;
import io.backplane.supervisor.spi.SpareStatus;
import io.backplane.supervisor.spi.UnitSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A service from being asked for to its first line on stderr, fresh and from a spare. */
final class SpareBench implements Bench {

  private static final int ROUNDS = 10;
  private static final double TARGET_MS = 30;
  private static final long LOOK_NS = 50_000;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Override
  public String name() {
    return "spare";
  }

  @Override
  public String what() {
    return "start of a service to its first line";
  }

  @Override
  public List<Row> run(Distribution distribution, Scratch scratch) throws Exception {
    distribution.train();
    List<String> host = distribution.hostCommand();
    Path service = service(scratch.freshDirectory("service"));
    var fresh = new Samples();
    var warm = new Samples();
    var memory = new Samples();
    try (var here = new Supervision(scratch, LogSettings.DEFAULT)) {
      UnitSpec plain = spec(here, "fresh", host, service);
      UnitSpec spared =
          spec(here, "spared", host, service).spare(new Spare(host, List.of("--spare")));
      here.supervisor().configure(plain, Preparation.NONE);
      here.run(spared);
      here.end("spared");
      for (int round = 0; round < ROUNDS; round++) {
        SpareStatus waiting = waiting(here);
        memory.add(waiting.memoryBytes() / 1e6);
        warm.add(firstLine(here, spared));
        here.end("spared");
        waiting(here);
        fresh.add(firstLine(here, plain));
        here.end("fresh");
      }
    }
    return List.of(
        Row.of(name(), "service started, to its first line", Measure.MS, warm.stats())
            .beside("a fresh process", fresh.stats())
            .target("30 ms", Row.Limit.UNDER, TARGET_MS),
        Row.of(name(), "resident memory of a spare", Measure.MB, memory.stats()));
  }

  private static Path service(Path folder) throws IOException {
    Files.writeString(
        folder.resolve("manifest.json"),
        "{\"manifestVersion\":\"1\",\"id\":\"s\",\"name\":\"s\",\"version\":\"1.0.0\"}");
    Files.writeString(folder.resolve("config.schema.json"), "{}");
    Files.writeString(
        folder.resolve("index.js"),
        "import { getConfig } from 'stdiolink';\n"
            + "console.log('begun', getConfig());\n"
            + "setTimeout(() => {}, 1000000);\n");
    return folder;
  }

  private static UnitSpec spec(Supervision here, String id, List<String> host, Path service)
      throws IOException {
    List<String> command = Stream.concat(host.stream(), Stream.of(service.toString())).toList();
    return here.spec(id, command).keep(Profile.ONESHOT, RestartPolicy.NEVER, BackOff.DEFAULT);
  }

  private static SpareStatus waiting(Supervision here) throws IOException {
    long limit = System.nanoTime() + LIMIT.toNanos();
    while (System.nanoTime() < limit) {
      List<SpareStatus> all = here.supervisor().spares();
      if (all.stream().anyMatch(SpareStatus::waiting)) {
        return all.getFirst();
      }
      LockSupport.parkNanos(LOOK_NS * 100);
    }
    throw new IOException("no spare within " + LIMIT);
  }

  private static double firstLine(Supervision here, UnitSpec spec) throws IOException {
    long start = here.supervisor().find(spec.id()).orElseThrow().state().start() + 1;
    Path runs = spec.directory().resolveSibling("run").resolve("units").resolve(spec.id());
    Path spool = runs.resolve(Long.toString(start)).resolve("err.spool");
    long from = System.nanoTime();
    here.supervisor().start(spec.id());
    while (spool.toFile().length() == 0) {
      if (System.nanoTime() - from > LIMIT.toNanos()) {
        throw new IOException("no line within " + LIMIT);
      }
      LockSupport.parkNanos(LOOK_NS);
    }
    return (System.nanoTime() - from) / 1e6;
  }
}
