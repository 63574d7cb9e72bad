package io.backplane.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Services in processes of their own: how soon they run, what TypeScript costs, and how they
 * compute.
 */
final class ServiceBench implements Bench {

  private static final int RUNS = 10;
  private static final int TRANSPILE_RUNS = 100;
  private static final int LINES = 300;

  /** The least of several rounds, which is what a loop takes once it is warm. */
  private static final String LOOP =
      """
      const loop = () => {
        let x = 0;
        for (let i = 0; i < 1e7; i++) x = (x * 31 + i) | 0;
        return x;
      };
      let best = Infinity;
      for (let round = 0; round < 12; round++) {
        const from = Date.now();
        if (loop() !== 1) best = Math.min(best, Date.now() - from);
      }
      console.log(best);
      """;

  @Override
  public String name() {
    return "service";
  }

  @Override
  public String what() {
    return "start of a service's process, esbuild, a loop in JavaScript";
  }

  @Override
  public List<Row> run(Distribution distribution, Scratch scratch) throws Exception {
    distribution.train();
    var rows = new ArrayList<Row>();
    rows.addAll(starts(distribution, scratch));
    rows.add(transpile(distribution, scratch));
    rows.addAll(loops(distribution, scratch));
    return rows;
  }

  private List<Row> starts(Distribution distribution, Scratch scratch) throws Exception {
    Path javascript = service(scratch.fresh("js"), "index.js", "console.log('x');\n");
    Path typescript = service(scratch.fresh("ts"), "index.ts", "console.log('x' as string);\n");
    List<String> host = distribution.hostCommand();
    List<String> cold = host.stream().filter(word -> !word.startsWith("-XX:AOTCache")).toList();
    var warmMs = new Samples();
    var typescriptMs = new Samples();
    var coldMs = new Samples();
    var bareMs = new Samples();
    for (int i = 0; i < RUNS; i++) {
      warmMs.timeMs(() -> firstLine(with(host, javascript)));
      typescriptMs.timeMs(() -> firstLine(with(host, typescript)));
      coldMs.timeMs(() -> firstLine(with(cold, javascript)));
      bareMs.timeMs(() -> CliBench.spawn(BareJvm.command(BareJvm.class)));
    }
    Stats warm = warmMs.stats();
    return List.of(
        Row.of(name(), "exec to first line", Measure.MS, warm).beside("bare JVM", bareMs.stats()),
        Row.of(name(), "the same in TypeScript", Measure.MS, typescriptMs.stats())
            .beside("in JavaScript", warm),
        Row.of(name(), "the same without the AOT cache", Measure.MS, coldMs.stats())
            .beside("with it", warm));
  }

  private Row transpile(Distribution distribution, Scratch scratch) throws Exception {
    var text = new StringBuilder();
    for (int i = 0; i < LINES; i++) {
      text.append("export const f%d = (n: number): string => `${n * %d}`;\n".formatted(i, i));
    }
    Path file = scratch.fresh("transpile").resolve("index.ts");
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    String platform = System.getProperty("os.arch").equals("aarch64") ? "linux-arm64" : "linux-x64";
    var esbuild =
        List.of(
            distribution.home().resolve("lib/esbuild/" + platform + "/esbuild").toString(),
            file.toString(),
            "--bundle",
            "--format=esm",
            "--sourcemap=inline",
            "--log-level=error");
    var shell = List.of("sh", "-c", ":");
    var esbuildMs = new Samples();
    var shellMs = new Samples();
    for (int i = 0; i < TRANSPILE_RUNS; i++) {
      esbuildMs.timeMs(() -> CliBench.spawn(esbuild));
      shellMs.timeMs(() -> CliBench.spawn(shell));
    }
    return Row.of(name(), "esbuild, 300 lines", Measure.MS, esbuildMs.stats())
        .beside("sh", shellMs.stats());
  }

  private List<Row> loops(Distribution distribution, Scratch scratch) throws Exception {
    Path service = service(scratch.fresh("loop"), "index.js", LOOP);
    Optional<Stats> node = node(service);
    var rows = new ArrayList<Row>();
    for (String engine : List.of("interpreter", "jit")) {
      List<String> command = with(distribution.hostCommand("--engine=" + engine), service);
      Row row = Row.of(name(), "10 M turns of a loop, " + engine, Measure.MS, told(command));
      rows.add(node.map(beside -> row.beside("node", beside)).orElse(row));
    }
    return rows;
  }

  /** Empty where it is not installed. */
  private static Optional<Stats> node(Path service) throws InterruptedException {
    try {
      Path module = Files.copy(service.resolve("index.js"), service.resolve("loop.mjs"));
      return Optional.of(told(List.of("node", module.toString())));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Stats told(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String all = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(command + ": " + all);
    }
    var ms = new Samples();
    ms.add(Double.parseDouble(all.lines().toList().getLast()));
    return ms.stats();
  }

  private static void firstLine(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (var out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String line = out.readLine();
      if (!"x".equals(line)) {
        throw new IOException(command + ": " + line);
      }
    }
    process.waitFor();
  }

  private static List<String> with(List<String> host, Path service) {
    var command = new ArrayList<>(host);
    command.add(service.toString());
    return command;
  }

  private static Path service(Path folder, String entry, String text) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve("manifest.json"),
        "{\"manifestVersion\":\"1\",\"id\":\"b\",\"name\":\"b\",\"version\":\"1.0.0\"}");
    Files.writeString(folder.resolve("config.schema.json"), "{}");
    Files.writeString(folder.resolve(entry), text);
    return folder;
  }
}
