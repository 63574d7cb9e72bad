package io.backplane.supervisor.process;

import io.backplane.supervisor.linux.Cgroup;
import io.backplane.supervisor.linux.FileWatch;
import io.backplane.supervisor.linux.LibC;
import io.backplane.supervisor.linux.ProcessTable;
import io.backplane.supervisor.process.RunningProcess.Ended;
import io.backplane.supervisor.spi.Exit;
import io.backplane.supervisor.spi.ProcessId;
import io.backplane.supervisor.spi.UnitState;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs processes that outlive the kernel, on Linux: a shim in a session of its own holds each one's
 * FIFOs and writes down its exit code.
 */
public final class DetachedHost implements ProcessHost {

  private static final Logger LOG = LoggerFactory.getLogger("io.backplane.supervisor");
  private static final String RESET = "env --default-signal=INT,QUIT";
  private static final Duration SPAWN_LIMIT = Duration.ofSeconds(10);

  private final Path root;
  private final Path shim;
  private final FileWatch watch;
  private final Optional<Path> cgroups;
  private final PipeBudget budget = new PipeBudget();
  private final String reset;

  /**
   * @param root directory of all starts, mode 0700
   * @param cgroups where a cgroup for each start can be made
   */
  public DetachedHost(Path root, FileWatch watch, Optional<Path> cgroups) throws IOException {
    this.root = root;
    this.watch = watch;
    this.cgroups = cgroups.filter(DetachedHost::canJoin);
    Files.createDirectories(root);
    this.shim = root.resolve("shim.sh");
    Path fresh = root.resolve("shim.sh.new");
    try (InputStream script = DetachedHost.class.getResourceAsStream("shim.sh")) {
      Files.copy(script, fresh, StandardCopyOption.REPLACE_EXISTING);
    }
    Files.move(fresh, shim, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    this.reset = probe(RESET) ? RESET : "";
  }

  /** Whether a process of ours may move itself into a group there. */
  private static boolean canJoin(Path cgroups) {
    try {
      Cgroup group = Cgroup.create(cgroups, "probe");
      String script = "echo 0 >\"$1/cgroup.procs\"";
      boolean joined = succeeds(List.of("sh", "-c", script, "x", group.directory().toString()));
      group.remove();
      return joined;
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether this system's {@code env} knows the option. */
  private static boolean probe(String reset) throws IOException {
    var command = new ArrayList<>(List.of(reset.split(" ")));
    command.add("true");
    return succeeds(command);
  }

  private static boolean succeeds(List<String> command) throws IOException {
    try {
      return new ProcessBuilder(command)
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public RunDirectory directory(String unit, long start) {
    return RunDirectory.of(root, unit, start);
  }

  @Override
  public List<Long> starts(String unit) {
    return RunDirectory.numbers(root, unit);
  }

  @Override
  public String words() {
    return cgroups.isPresent() ? "detached, a cgroup for each start" : "detached, without cgroups";
  }

  @Override
  public RunningProcess spawn(Launch launch) throws IOException {
    launch.checkProgram();
    return start(
        launch,
        directory(launch.unit(), launch.start()),
        cgroup(group(launch.unit(), launch.start())));
  }

  @Override
  public RunningProcess spare(String token, List<String> command) throws IOException {
    RunDirectory directory = RunDirectory.ofSpare(root, token);
    Launch launch = Launch.ofSpare(token, command, directory.path());
    try {
      directory.create();
      launch.checkProgram();
      return start(launch, directory, cgroup(groupOfSpare(token)));
    } catch (IOException | RuntimeException e) {
      endSpare(token);
      throw e;
    }
  }

  @Override
  public void endSpare(String token) {
    Optional<Cgroup> group = cgroups.flatMap(parent -> Cgroup.find(parent, groupOfSpare(token)));
    Leftovers.endSpare(RunDirectory.ofSpare(root, token), token, group);
  }

  private RunningProcess start(Launch launch, RunDirectory directory, Optional<Cgroup> cgroup)
      throws IOException {
    directory.makePipes();
    Fifos fifos = Fifos.open(directory, budget);
    try {
      Process process = builder(launch, directory, cgroup).start();
      awaitPid(directory, process);
      Optional<ProcessId> shimId = identify(directory.shimPid());
      Optional<ProcessId> child = identify(directory.childPid());
      ProcessId id =
          child.orElseGet(
              () -> new ProcessId(ProcessTable.world(), directory.childPid().getAsLong(), 0));
      var running = new DetachedProcess(directory, fifos, shimId, tree(id, shimId, launch, cgroup));
      running.watchExit(watch, process.onExit().thenApply(_ -> null));
      return running;
    } catch (IOException | RuntimeException e) {
      fifos.close();
      abandon(directory, launch.token());
      cgroup.ifPresent(Cgroup::remove);
      throw e;
    }
  }

  private ProcessBuilder builder(Launch launch, RunDirectory directory, Optional<Cgroup> cgroup) {
    var command = new ArrayList<>(List.of("setsid", "sh", shim.toString()));
    command.add(directory.path().toString());
    command.add(cgroup.map(group -> group.directory().toString()).orElse(""));
    command.add(reset);
    command.addAll(launch.command());
    var builder = new ProcessBuilder(command);
    builder.directory(launch.directory().toFile());
    builder.environment().putAll(launch.environment());
    builder.environment().put(Launch.TOKEN, launch.token());
    return builder
        .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
        .redirectOutput(Redirect.DISCARD)
        .redirectError(directory.complaint().toFile());
  }

  private void awaitPid(RunDirectory directory, Process process) throws IOException {
    var known = new CompletableFuture<Void>();
    try (FileWatch.Watch _ = watch.once(directory.pid(), () -> known.complete(null))) {
      process.onExit().thenRun(() -> known.complete(null));
      if (directory.childPid().isEmpty()) {
        known.get(SPAWN_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
      }
      if (directory.childPid().isEmpty()) {
        String complaint = Files.readString(directory.complaint()).strip();
        throw new IOException(
            "the shim has ended before there was a process"
                + (complaint.isEmpty() ? "" : ": " + complaint));
      }
    } catch (TimeoutException e) {
      throw new IOException("no process within " + SPAWN_LIMIT.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while starting", e);
    }
  }

  private static String group(String unit, long start) {
    return unit + "." + start;
  }

  /** For life: nothing can hide while a process is moved to another one. */
  private static String groupOfSpare(String token) {
    return "spare." + token;
  }

  private Optional<Cgroup> cgroup(String name) {
    return cgroups.flatMap(
        parent -> {
          try {
            return Optional.of(Cgroup.create(parent, name));
          } catch (IOException e) {
            LOG.warn("{} runs without a cgroup of its own", name, e);
            return Optional.empty();
          }
        });
  }

  private static Optional<ProcessId> identify(OptionalLong pid) {
    return pid.isPresent() ? ProcessTree.identify(pid.getAsLong()) : Optional.empty();
  }

  private static ProcessTree tree(
      ProcessId process, Optional<ProcessId> shim, Launch launch, Optional<Cgroup> cgroup) {
    return new ProcessTree(process, shim, launch.token(), cgroup);
  }

  /** Ends what an unfinished start has left, and takes its directory away from it. */
  private void abandon(RunDirectory directory, String token) {
    try {
      if (!directory.exists()) {
        return;
      }
      RunDirectory revoked = directory.revoke();
      OptionalLong shimPid = revoked.shimPid();
      if (shimPid.isPresent() && ProcessTree.carries(shimPid.getAsLong(), token)) {
        Optional<ProcessId> shimId = ProcessTree.identify(shimPid.getAsLong());
        if (shimId.isPresent()) {
          new ProcessTree(shimId.get(), shimId, token, Optional.empty()).kill();
          ProcessTree.signal(shimId.get(), LibC.SIGKILL);
        }
      }
      revoked.delete();
    } catch (IOException e) {
      LOG.warn("the rest of an unfinished start in {} stays", directory.path(), e);
    }
  }

  @Override
  public Found find(UnitState unit) {
    RunDirectory directory = directory(unit.id(), unit.start());
    OptionalLong code = directory.exitCode();
    if (code.isPresent()) {
      if (unit.process().isPresent()) {
        ProcessTree left = tree(unit);
        left.kill();
        left.cgroup().ifPresent(Cgroup::remove);
      }
      var spool = new ErrorOutput.Spool(directory.spool());
      return new Found.Dead(new Ended((int) code.getAsLong(), ""), Optional.of(spool));
    }
    if (unit.process().isEmpty() || unit.shim().isEmpty()) {
      abandon(directory, unit.token());
      endSpare(unit.token());
      return new Found.Gone(
          unit.startedAt().isPresent()
              ? "it ended with the kernel that it ran in"
              : "the kernel ended while it was being started");
    }
    if (!unit.process().get().world().equals(ProcessTable.world())) {
      return new Found.Gone("the machine was restarted");
    }
    if (!alive(unit.shim().get())) {
      return withoutShim(unit, directory);
    }
    return adopt(unit, directory);
  }

  /** What belongs to a start that an earlier kernel has stored. */
  private ProcessTree tree(UnitState unit) {
    Optional<Cgroup> cgroup =
        cgroups.flatMap(
            parent ->
                Cgroup.find(parent, groupOfSpare(unit.token()))
                    .or(() -> Cgroup.find(parent, group(unit.id(), unit.start()))));
    return new ProcessTree(unit.process().get(), unit.shim(), unit.token(), cgroup);
  }

  private static boolean alive(ProcessId id) {
    return ProcessTree.identify(id.pid()).filter(id::equals).isPresent();
  }

  private Found withoutShim(UnitState unit, RunDirectory directory) {
    OptionalLong code = directory.exitCode();
    if (code.isEmpty()) {
      tree(unit).kill();
    }
    var spool = Optional.<ErrorOutput>of(new ErrorOutput.Spool(directory.spool()));
    int known = code.isPresent() ? (int) code.getAsLong() : Exit.UNKNOWN;
    return new Found.Dead(new Ended(known, code.isPresent() ? "" : ": its shim is gone"), spool);
  }

  private Found adopt(UnitState unit, RunDirectory directory) {
    try {
      Fifos fifos = Fifos.open(directory, budget);
      var running = new DetachedProcess(directory, fifos, unit.shim(), tree(unit));
      CompletableFuture<Void> shimGone =
          ProcessHandle.of(unit.shim().get().pid())
              .map(handle -> handle.onExit().<Void>thenApply(_ -> null))
              .orElse(CompletableFuture.completedFuture(null));
      running.watchExit(watch, shimGone);
      return new Found.Alive(running);
    } catch (IOException e) {
      LOG.warn("{} cannot be taken over and is ended", unit.id(), e);
      abandon(directory, unit.token());
      return new Found.Gone("it could not be taken over: " + e.getMessage());
    }
  }

  @Override
  public void close() {
    watch.close();
  }
}
