package io.backplane.bench;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * {@code DISTRIBUTION [--json | --list] [NAME...]}. Exit codes: 0 measured, whatever was met; 1
 * could not measure; 2 usage.
 */
public final class Main {

  private static final List<Bench> ALL =
      List.of(
          new StartBench(),
          new MemoryBench(),
          new CliBench(),
          new RestBench(),
          new CallBench(),
          new DriverBench(),
          new EventsBench(),
          new LogBench(),
          new CrashBench(),
          new FleetBench(),
          new DropInBench(),
          new UpdateBench(),
          new StateBench(),
          new ClusterBench(),
          new StoreBench(),
          new StopBench());

  private Main() {}

  public static void main(String[] args) {
    try {
      run(new ArrayList<>(List.of(args)));
    } catch (IllegalArgumentException e) {
      System.err.println("bench: " + e.getMessage());
      System.exit(2);
    } catch (Exception e) {
      e.printStackTrace();
      System.exit(1);
    }
    System.exit(0);
  }

  private static void run(List<String> words) throws Exception {
    if (words.isEmpty()) {
      throw new IllegalArgumentException("name an unpacked distribution first");
    }
    Distribution distribution = Distribution.at(Path.of(words.removeFirst()));
    boolean json = words.remove("--json");
    if (words.remove("--list")) {
      ALL.forEach(bench -> System.out.printf("%-8s %s%n", bench.name(), bench.what()));
      return;
    }
    List<Bench> chosen = choose(words);
    Report report = measure(distribution, chosen);
    Files.writeString(target().resolve("bench.json"), report.json());
    System.out.print(json ? report.json() + "\n" : report.text());
  }

  private static List<Bench> choose(List<String> names) {
    List<String> known = ALL.stream().map(Bench::name).toList();
    for (String name : names) {
      if (!known.contains(name)) {
        String list = known.stream().collect(Collectors.joining(", "));
        throw new IllegalArgumentException("unknown name '" + name + "'; known are " + list);
      }
    }
    return ALL.stream().filter(b -> names.isEmpty() || names.contains(b.name())).toList();
  }

  private static Report measure(Distribution distribution, List<Bench> benches) throws Exception {
    Instant at = Instant.now();
    String loadBefore = Machine.load();
    var rows = new ArrayList<Row>();
    for (Bench bench : benches) {
      long from = System.nanoTime();
      try (Scratch scratch = new Scratch()) {
        rows.addAll(bench.run(distribution, scratch));
      }
      System.err.printf("%-8s %.0f s%n", bench.name(), (System.nanoTime() - from) / 1e9);
    }
    return new Report(at, Machine.here(), loadBefore, Machine.load(), rows);
  }

  /** The folder of this jar. */
  private static Path target() throws URISyntaxException {
    return Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI())
        .toAbsolutePath()
        .getParent();
  }
}
