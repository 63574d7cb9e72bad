package io.backplane.health.profile;

import io.backplane.api.call.Values;
import io.backplane.health.spi.ProcessUsage;
import io.backplane.health.spi.Profile;
import io.backplane.health.spi.Profile.State;
import io.backplane.health.spi.ProfileType;
import io.backplane.health.spi.Profiles.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;

/** Takes one profile, on a thread of its own. */
final class ProfileRun {

  static final String STACKS = "stacks.txt";
  static final String RECORDING = "recording.jfr";

  private static final Duration LOOK_EVERY = Duration.ofMillis(100);
  private static final int TOP = 15;

  private final BundleContext context;
  private final Taking taking;
  private final Path folder;
  private final Optional<ProcessUsage> processes;

  /**
   * @param folder of this profile alone
   * @param processes who knows the unit's processes; empty for what runs in the kernel
   */
  ProfileRun(BundleContext context, Taking taking, Path folder, Optional<ProcessUsage> processes) {
    this.context = context;
    this.taking = taking;
    this.folder = folder;
    this.processes = processes;
  }

  /** Returns as it ended. */
  Profile run() {
    long from = System.nanoTime();
    try {
      Files.createDirectories(folder);
      return processes.isPresent() ? ofProcesses(processes.get(), from) : ofKernel(from);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed(from, "the kernel stopped meanwhile");
    } catch (IOException | RuntimeException | LinkageError | OutOfMemoryError e) {
      return failed(from, String.valueOf(e.getMessage()));
    }
  }

  private Profile asked() {
    return taking.profile();
  }

  /** Whether it was ended before its time. */
  private boolean wait(Duration time) throws InterruptedException {
    return taking.enough().await(time.toNanos(), TimeUnit.NANOSECONDS);
  }

  private Profile ofKernel(long from) throws IOException, InterruptedException {
    ProfileType type = asked().type();
    boolean memory = type == ProfileType.MEMORY;
    Optional<ClassHistogram> before =
        memory ? Optional.of(ClassHistogram.take()) : Optional.empty();
    Path file = folder.resolve(RECORDING);
    boolean early;
    long began = System.nanoTime();
    try (var recording = new JvmRecording(type)) {
      early = wait(asked().asked());
      recording.finish(file);
    }
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    var summary = new LinkedHashMap<String, Object>();
    before.ifPresent(
        then -> {
          ClassHistogram now = ClassHistogram.take();
          summary.put("grown", now.grownSince(then));
          summary.put("largest", now.largest());
        });
    var stacks = new JfrStacks(new Owners(context), asked().unit());
    StackTally tally = stacks.read(file, type);
    return ended(early, took, tally, type.unit(), summary);
  }

  private Profile ofProcesses(ProcessUsage usage, long from)
      throws IOException, InterruptedException {
    var recording = new ProcessRecording(usage, asked().unit(), asked().type());
    boolean early = false;
    recording.look();
    while (!early && System.nanoTime() - from < asked().asked().toNanos()) {
      early = wait(LOOK_EVERY);
      recording.look();
    }
    if (!recording.seen()) {
      return failed(from, asked().unit() + " had no process meanwhile: start it first");
    }
    Duration took = Duration.ofNanos(System.nanoTime() - from);
    return ended(early, took, recording.tally(), recording.measure(), new LinkedHashMap<>());
  }

  private Profile ended(
      boolean early, Duration took, StackTally tally, String measure, Map<String, Object> summary)
      throws IOException {
    List<Stack> stacks = tally.stacks();
    StackFile.write(folder.resolve(STACKS), stacks);
    summary.put("owners", owners(stacks));
    summary.put("top", top(stacks));
    return as(early ? State.STOPPED : State.DONE, took, tally.weight(), measure, "", summary);
  }

  /** How much belongs to each bundle, or to each process. */
  private static List<Map<String, Object>> owners(List<Stack> stacks) {
    var weights = new TreeMap<String, Long>();
    stacks.forEach(stack -> weights.merge(stack.frames().getFirst(), stack.weight(), Long::sum));
    return heaviest(weights, "owner");
  }

  /** What it was spent in itself. */
  private static List<Map<String, Object>> top(List<Stack> stacks) {
    var weights = new TreeMap<String, Long>();
    stacks.forEach(stack -> weights.merge(stack.frames().getLast(), stack.weight(), Long::sum));
    return heaviest(weights, "frame");
  }

  private static List<Map<String, Object>> heaviest(Map<String, Long> weights, String name) {
    return weights.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .limit(TOP)
        .map(it -> Values.map(name, it.getKey(), "weight", it.getValue()))
        .toList();
  }

  private Profile failed(long from, String reason) {
    Duration took = Duration.ofNanos(System.nanoTime() - from);
    return as(State.FAILED, took, 0, asked().measure(), reason, Map.of());
  }

  private Profile as(
      State state,
      Duration took,
      long weight,
      String measure,
      String reason,
      Map<String, Object> summary) {
    Profile asked = asked();
    return new Profile(
        asked.id(),
        asked.type(),
        asked.unit(),
        asked.by(),
        asked.startedAt(),
        asked.asked(),
        took.truncatedTo(ChronoUnit.MILLIS), // as the store keeps it
        state,
        weight,
        measure,
        reason,
        summary);
  }
}
