package io.backplane.bench;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * {@code DISTRIBUTION [--json | --list] [--idle SECONDS] [NAME...]}. Exit codes: 0 measured,
 * whatever was met; 1 could not measure; 2 usage.
 */
public final class Main {

  private static final int IDLE_SECONDS = 60;

  private Main() {}

  private static List<Bench> all(int idleSeconds) {
    return List.of(
        new StartBench(),
        new MemoryBench(),
        new IdleBench(idleSeconds),
        new CliBench(),
        new RestBench(),
        new CallBench(),
        new DriverBench(),
        new EventsBench(),
        new LogBench(),
        new CrashBench(),
        new SpareBench(),
        new FleetBench(),
        new DropInBench(),
        new UpdateBench(),
        new StateBench(),
        new ClusterBench(),
        new InsightBench(),
        new TaskBench(),
        new ServiceBench(),
        new ServiceCallBench(),
        new ServiceFleetBench(),
        new StoreBench(),
        new StopBench());
  }

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
    List<Bench> all = all(idleSeconds(words));
    if (words.remove("--list")) {
      all.forEach(bench -> System.out.printf("%-8s %s%n", bench.name(), bench.what()));
      return;
    }
    List<Bench> chosen = choose(all, words);
    Report report = measure(distribution, chosen);
    Files.writeString(target().resolve("bench.json"), report.json());
    System.out.print(json ? report.json() + "\n" : report.text());
  }

  private static int idleSeconds(List<String> words) {
    int at = words.indexOf("--idle");
    if (at < 0) {
      return IDLE_SECONDS;
    }
    words.remove(at);
    if (at == words.size() || !words.get(at).matches("[1-9]\\d{0,3}")) {
      throw new IllegalArgumentException("--idle takes seconds, 1 to 9999");
    }
    return Integer.parseInt(words.remove(at));
  }

  private static List<Bench> choose(List<Bench> all, List<String> names) {
    List<String> known = all.stream().map(Bench::name).toList();
    for (String name : names) {
      if (!known.contains(name)) {
        String list = known.stream().collect(Collectors.joining(", "));
        throw new IllegalArgumentException("unknown name '" + name + "'; known are " + list);
      }
    }
    return all.stream().filter(b -> names.isEmpty() || names.contains(b.name())).toList();
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
