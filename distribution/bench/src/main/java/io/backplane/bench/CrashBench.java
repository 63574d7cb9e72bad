package io.backplane.bench;

import io.backplane.supervisor.log.LogSettings;
import io.backplane.supervisor.spi.BackOff;
import io.backplane.supervisor.spi.Phase;
import io.backplane.supervisor.spi.ProcessId;
import io.backplane.supervisor.spi.Profile;
import io.backplane.supervisor.spi.RestartPolicy;
import io.backplane.supervisor.spi.Supervisor;
import io.backplane.supervisor.spi.UnitSpec;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** From SIGKILL of a unit's process to the next one, with no pause between starts. */
final class CrashBench implements Bench {

  private static final int ROUNDS = 60;
  private static final int ROUNDS_WARM = 20;
  private static final double TARGET_MS = 6;
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final String ID = "crashing";
  private static final BackOff AT_ONCE =
      new BackOff(Duration.ZERO, 1, 0, Duration.ZERO, 0, Duration.ofSeconds(1));

  private record Seen(long pid, long atNs) {}

  @Override
  public String name() {
    return "crash";
  }

  @Override
  public String what() {
    return "SIGKILL of a process to the next one's pid";
  }

  @Override
  public List<Row> run(Distribution distribution, Scratch scratch) throws Exception {
    Program program = Program.idle(scratch);
    var again = new Samples();
    var bare = new Samples();
    var bareAgain = new Samples();
    var seen = new LinkedBlockingQueue<Seen>();
    try (var here = new Supervision(scratch, LogSettings.DEFAULT);
        var _ = listen(here.supervisor(), seen)) {
      UnitSpec spec = here.spec(ID, program.command());
      here.run(spec.keep(Profile.KEEPALIVE, RestartPolicy.ALWAYS, AT_ONCE));
      long pid = next(seen).pid();
      for (int round = -ROUNDS_WARM; round < ROUNDS; round++) {
        here.supervisor().await(ID, LIMIT, Phase.RUNNING);
        long from = System.nanoTime();
        kill(pid);
        Seen next = next(seen);
        double bareMs = bareStart(program);
        double bareAgainMs = bareAgain(program);
        pid = next.pid();
        if (round >= 0) {
          again.add((next.atNs() - from) / 1e6);
          bare.add(bareMs);
          bareAgain.add(bareAgainMs);
        }
      }
    }
    Stats figure = again.stats();
    Stats floor = bare.stats();
    return List.of(
        Row.of(name(), "SIGKILL to the next pid stored", Measure.MS, figure)
            .beside("ProcessBuilder.start", floor)
            .target("within 6 ms", Row.Limit.UNDER, floor.median() + TARGET_MS),
        Row.of(name(), "SIGKILL to the next pid stored", Measure.MS, figure)
            .beside("kill, onExit, start", bareAgain.stats()));
  }

  /** Tells each new process once it is stored. */
  private static Supervisor.Subscription listen(Supervisor supervisor, BlockingQueue<Seen> seen) {
    return supervisor.listen(
        (before, after) -> {
          if (after.process().isPresent() && !before.process().equals(after.process())) {
            seen.add(new Seen(after.process().map(ProcessId::pid).get(), System.nanoTime()));
          }
        });
  }

  private static Seen next(BlockingQueue<Seen> seen) throws IOException, InterruptedException {
    Seen next = seen.poll(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    if (next == null) {
      throw new IOException("no new process within " + LIMIT);
    }
    return next;
  }

  private static void kill(long pid) {
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
  }

  private static double bareStart(Program program) throws Exception {
    long from = System.nanoTime();
    try (var _ = new BarePipe(program.command())) {
      return (System.nanoTime() - from) / 1e6;
    }
  }

  private static double bareAgain(Program program) throws Exception {
    Process process = new ProcessBuilder(program.command()).start();
    long from = System.nanoTime();
    process.destroyForcibly().onExit().join();
    try (var _ = new BarePipe(program.command())) {
      return (System.nanoTime() - from) / 1e6;
    }
  }
}
