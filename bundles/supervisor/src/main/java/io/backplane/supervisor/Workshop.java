package io.backplane.supervisor;

import io.backplane.store.spi.Store;
import io.backplane.supervisor.linux.Cgroup;
import io.backplane.supervisor.linux.FileWatch;
import io.backplane.supervisor.log.LogBook;
import io.backplane.supervisor.log.LogBooks;
import io.backplane.supervisor.log.LogSettings;
import io.backplane.supervisor.log.PipePump;
import io.backplane.supervisor.log.SpoolPump;
import io.backplane.supervisor.log.StderrPump;
import io.backplane.supervisor.process.DetachedHost;
import io.backplane.supervisor.process.ErrorOutput;
import io.backplane.supervisor.process.PipedHost;
import io.backplane.supervisor.process.ProcessHost;
import io.backplane.supervisor.spi.SupervisorListener;
import io.backplane.supervisor.spi.UnitState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * What all units work with. What costs anything is made with its first use, so that a kernel
 * without units starts as if this were not there. Thread-safe.
 */
final class Workshop implements AutoCloseable {

  /** Does a thing later; time is the monotonic one. */
  @FunctionalInterface
  interface Timers {
    void after(Duration pause, Runnable action);
  }

  /** Only there can processes be detached. */
  static final boolean LINUX = System.getProperty("os.name").equals("Linux");

  private static final int PUMPS = Math.clamp(Runtime.getRuntime().availableProcessors(), 2, 4);

  private final Setup setup;
  private final UnitRepository units;
  private final InstantSource clock;
  private final Timers timers;
  private final Set<SupervisorListener> listeners = ConcurrentHashMap.newKeySet();
  private final LogBooks books;
  private final Spares spares;
  private volatile boolean closing;
  private Tools tools;

  private record Tools(ProcessHost host, Optional<FileWatch> watch, ExecutorService pumps) {}

  /**
   * How units are run.
   *
   * @param root directory of all starts
   * @param detached whether processes outlive the kernel
   * @param cgroup name of the group below the kernel's own; empty to go without
   * @param frameBytes longest line of a driver
   * @param spares how many processes wait for each command that has some
   */
  record Setup(
      Path root, boolean detached, String cgroup, int frameBytes, LogSettings log, int spares) {}

  /** One as it is configured. */
  static Workshop of(Path data, Store manager, SupervisorConfig config) {
    var setup =
        new Setup(
            data.resolve("run").resolve("units"),
            LINUX && config.detached(),
            config.cgroups() ? "backplane-" + Integer.toHexString(data.hashCode()) : "",
            config.frame_bytes_max(),
            new LogSettings(
                config.log_file_bytes(),
                config.log_files_max(),
                LogSettings.DEFAULT.unreadBytesMax()),
            config.spares());
    return new Workshop(setup, new SqlUnits(manager), InstantSource.system(), new SystemTimers());
  }

  Workshop(Setup setup, UnitRepository units, InstantSource clock, Timers timers) {
    this.setup = setup;
    this.units = units;
    this.clock = clock;
    this.timers = timers;
    this.books = new LogBooks(setup.log(), clock);
    this.spares = new Spares(this::host, timers, setup.spares());
    spares.endLeftovers(setup.root());
  }

  UnitRepository units() {
    return units;
  }

  InstantSource clock() {
    return clock;
  }

  LogBooks books() {
    return books;
  }

  Spares spares() {
    return spares;
  }

  int frameBytes() {
    return setup.frameBytes();
  }

  Set<SupervisorListener> listeners() {
    return listeners;
  }

  ProcessHost host() {
    return tools().host();
  }

  /** How processes are run, without making anything for that. */
  synchronized String mode() {
    if (tools != null) {
      return tools.host().words();
    }
    return setup.detached() ? "detached" : "over pipes";
  }

  private synchronized Tools tools() {
    if (tools == null) {
      try {
        tools = makeTools();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return tools;
  }

  private Tools makeTools() throws IOException {
    ExecutorService pumps =
        Executors.newFixedThreadPool(
            PUMPS, Thread.ofPlatform().name("stderr-", 0).daemon().stackSize(1 << 18).factory());
    if (!setup.detached()) {
      return new Tools(new PipedHost(setup.root()), Optional.empty(), pumps);
    }
    var watch = new FileWatch();
    Optional<Path> cgroups =
        setup.cgroup().isEmpty() ? Optional.empty() : Cgroup.root(setup.cgroup());
    return new Tools(new DetachedHost(setup.root(), watch, cgroups), Optional.of(watch), pumps);
  }

  /** Whether processes outlive the kernel. */
  boolean detached() {
    return setup.detached();
  }

  /** From now on nothing is started any more, and what waits for a start has no use. */
  void beginClosing() {
    closing = true;
    spares.close();
  }

  boolean closing() {
    return closing;
  }

  void after(Duration pause, Runnable action) {
    timers.after(pause, action);
  }

  void changed(UnitState before, UnitState after) {
    listeners.forEach(listener -> listener.changed(before, after));
  }

  /**
   * @param adopted whether something of this start may be in the log already
   */
  StderrPump pump(ErrorOutput errors, String run, LogBook book, boolean adopted)
      throws IOException {
    return switch (errors) {
      case ErrorOutput.Spool(Path file) ->
          SpoolPump.start(
              file,
              run,
              book,
              setup.log(),
              tools().watch().orElseThrow(),
              tools().pumps(),
              adopted);
      case ErrorOutput.Pipe(var stream) -> PipePump.start(stream, run, book);
    };
  }

  @Override
  public void close() {
    spares.close();
    closeTools();
  }

  private synchronized void closeTools() {
    if (tools != null) {
      tools.host().close();
      tools.pumps().shutdown();
    }
  }
}
