package io.backplane.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Calls from a service in JavaScript to drivers that it has started. */
final class ServiceCallBench implements Bench {

  private static final int ROUNDS = 5;
  private static final int ROUNDS_WARM = 3;
  private static final int CALLS = 20_000;
  private static final double TARGET_CALLS = 20_000;

  private static final String CALLING =
      """
      import { getConfig, openDriver } from 'stdiolink';
      import { monotonicMs } from 'stdiolink/time';
      const { program, calls, rounds } = getConfig();
      const LANES = 8;
      const drivers = [];
      while (drivers.length < LANES) drivers.push(await openDriver(program));
      const some = async (drv, n) => {
        for (let i = 0; i < n; i++) await drv.add({ a: 1, b: 2 });
      };
      const rate = async (work) => {
        const from = monotonicMs();
        await work();
        return (calls * 1000) / (monotonicMs() - from);
      };
      for (let round = 0; round < rounds; round++) {
        console.log('one', await rate(() => some(drivers[0], calls)));
        console.log('eight', await rate(() => Promise.all(drivers.map((drv) => some(drv, calls / LANES)))));
      }
      drivers.forEach((drv) => drv.$close());
      """;

  @Override
  public String name() {
    return "service-calls";
  }

  @Override
  public String what() {
    return "calls from a service to a driver, one after the other and to eight at a time";
  }

  @Override
  public List<Row> run(Distribution distribution, Scratch scratch) throws Exception {
    distribution.train();
    Program echo = Program.echo(scratch);
    Map<String, Samples> rates =
        said(
            List.of(
                distribution.home().resolve("bin/backplane").toString(),
                "service",
                "run",
                service(scratch).toString(),
                "--config.program=" + echo.file(),
                "--config.calls=" + CALLS,
                "--config.rounds=" + (ROUNDS + ROUNDS_WARM)));
    Stats one = rates.get("one").stats();
    var bare = new Samples();
    try (var pipe = new BarePipe(echo.command())) {
      byte[] line = BarePipe.line("{\"cmd\":\"add\",\"data\":{\"a\":1,\"b\":2}}");
      for (int round = -1; round < ROUNDS; round++) {
        long from = System.nanoTime();
        for (int i = 0; i < CALLS; i++) {
          pipe.ask(line);
        }
        if (round >= 0) {
          bare.add(CALLS / ((System.nanoTime() - from) / 1e9));
        }
      }
    }
    Stats floor = bare.stats();
    return List.of(
        Row.of(name(), "calls to a driver, awaited", Measure.PER_SECOND, one)
            .beside("bare Java pipe", floor)
            .target("≥ 20,000/s", Row.Limit.OVER, TARGET_CALLS),
        Row.of(
                name(),
                "calls to 8 drivers at a time",
                Measure.PER_SECOND,
                rates.get("eight").stats())
            .beside("one awaited", one)
            .target("more than one", Row.Limit.OVER, one.median()));
  }

  private static Path service(Scratch scratch) throws IOException {
    Path folder = scratch.freshDirectory("service");
    Files.writeString(
        folder.resolve("manifest.json"),
        "{\"manifestVersion\":\"1\",\"id\":\"bench\",\"name\":\"bench\",\"version\":\"1.0.0\"}");
    Files.writeString(
        folder.resolve("config.schema.json"),
        "{\"program\":{\"type\":\"string\"},\"calls\":{\"type\":\"int\"},\"rounds\":{\"type\":\"int\"}}");
    Files.writeString(folder.resolve("index.js"), CALLING);
    return folder;
  }

  /** Lines of a word and a number; the first rounds warm up. */
  private static Map<String, Samples> said(List<String> command) throws Exception {
    var samples = new HashMap<String, Samples>();
    var seen = new HashMap<String, Integer>();
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (var lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] parts = line.split(" ");
        if (parts.length == 2 && parts[1].matches("[0-9.]+")) {
          Samples of = samples.computeIfAbsent(parts[0], _ -> new Samples());
          if (seen.merge(parts[0], 1, Integer::sum) > ROUNDS_WARM) {
            of.add(Double.parseDouble(parts[1]));
          }
        }
      }
    }
    process.waitFor();
    return samples;
  }
}
