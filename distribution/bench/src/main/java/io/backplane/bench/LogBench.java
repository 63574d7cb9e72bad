package io.backplane.bench;

import io.backplane.api.call.CallRequest;
import io.backplane.api.call.CallSink;
import io.backplane.api.call.Refusal;
import io.backplane.supervisor.log.LogSettings;
import io.backplane.supervisor.spi.LogQuery;
import io.backplane.supervisor.spi.UnitLog;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A flood on stderr, kept whole: every line stamped, none lost. */
final class LogBench implements Bench {

  private static final int ROUNDS = 3;
  private static final int LINES = 2_000_000;
  private static final int LINE_BYTES = 100;
  private static final double TARGET = 1_500_000;
  private static final long LOOK_MS = 2;
  private static final byte[] FLOOD = BarePipe.line("{\"cmd\":\"flood\"}");

  /** Everything is kept in one file. */
  private static final LogSettings RAISED = new LogSettings(1L << 40, 10, 1L << 40);

  /** A line of stderr; its origin is the offset behind it. */
  private static final Pattern LINE =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[0-9:.]{12}Z INFO  stderr 1@(\\d+) 0{99}");

  /** Nobody waits for the call: the log tells when the flood is over. */
  private static final CallSink DEAF =
      new CallSink() {
        @Override
        public void event(String name, Object value) {}

        @Override
        public void done(Object value) {}

        @Override
        public void error(int code, Object value) {}

        @Override
        public void refused(Refusal refusal) {}
      };

  @Override
  public String name() {
    return "log";
  }

  @Override
  public String what() {
    return "2 M lines of 100 bytes on stderr, captured";
  }

  @Override
  public List<Row> run(Distribution distribution, Scratch scratch) throws Exception {
    Program program = Program.flood(scratch);
    List<String> command = program.command(Integer.toString(LINES));
    var captured = new Samples();
    var bare = new Samples();
    var before = new Samples();
    var after = new Samples();
    var peak = new Samples();
    try (var here = new Supervision(scratch, RAISED)) {
      for (int round = -1; round < ROUNDS; round++) {
        double floor = bareRate(command, scratch.fresh("floor"));
        String id = "flood" + (round + 1);
        here.run(here.spec(id, command));
        double heapBefore = heap();
        double rate = rate(here, id);
        if (round >= 0) {
          bare.add(floor);
          captured.add(rate);
          peak.add(peakHeap());
          before.add(heapBefore);
          after.add(heap());
        }
        check(here.logs(id));
        here.end(id);
        Scratch.delete(here.logs(id));
      }
    }
    Stats start = before.stats();
    return List.of(
        Row.of(name(), "lines kept", Measure.PER_SECOND, captured.stats())
            .beside("the same into a file", bare.stats())
            .target("≥ 1.5 M/s", Row.Limit.OVER, TARGET),
        Row.of(name(), "heap after the flood, collected", Measure.MB, after.stats())
            .beside("before it", start)
            .target("flat", Row.Limit.UNDER, start.median() + 2),
        Row.of(name(), "heap at its most, with garbage", Measure.MB, peak.stats())
            .beside("before it", start));
  }

  private static double bareRate(List<String> command, Path file) throws Exception {
    var builder = new ProcessBuilder(command).redirectError(Redirect.to(file.toFile()));
    try (var pipe = new BarePipe(builder)) {
      long from = System.nanoTime();
      pipe.ask(FLOOD);
      return LINES / ((System.nanoTime() - from) / 1e9);
    } finally {
      Files.delete(file);
    }
  }

  private static double rate(Supervision here, String id) throws InterruptedException {
    UnitLog log = here.supervisor().log(id);
    long from = System.nanoTime();
    here.supervisor().call(id, CallRequest.builder(id, "flood").build(), DEAF);
    while (log.newest(LogQuery.ALL, 1).lines().stream().noneMatch(l -> l.text().equals("over"))) {
      Thread.sleep(LOOK_MS);
    }
    return LINES / ((System.nanoTime() - from) / 1e9);
  }

  /** Every line is there once, in its order: offsets leave nothing out. */
  private static void check(Path logs) throws IOException {
    long lines = 0;
    Path file = logs.resolve("unit.1.log");
    try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.US_ASCII)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        Matcher match = LINE.matcher(line);
        if (match.matches()) {
          lines++;
          if (Long.parseLong(match.group(1)) != lines * LINE_BYTES) {
            throw new IOException("line " + lines + " is not the next one: " + line);
          }
        }
      }
    }
    if (lines != LINES) {
      throw new IOException(lines + " lines in the log, not " + LINES);
    }
  }

  /** What is in use, collected, in MB; the peak is counted from here. */
  private static double heap() {
    System.gc();
    pools().forEach(MemoryPoolMXBean::resetPeakUsage);
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6;
  }

  private static double peakHeap() {
    return pools().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum() / 1e6;
  }

  private static List<MemoryPoolMXBean> pools() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .toList();
  }
}
