package io.backplane.supervisor.process;

import io.backplane.supervisor.linux.ProcessTable;
import io.backplane.supervisor.spi.ProcessId;
import io.backplane.supervisor.spi.UnitState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Runs processes over plain pipes, which end with the kernel. Works everywhere. */
public final class PipedHost implements ProcessHost {

  private final Path root;

  /**
   * @param root directory of all starts
   */
  public PipedHost(Path root) {
    this.root = root;
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
    return "over pipes: processes end with the kernel";
  }

  @Override
  public RunningProcess spawn(Launch launch) throws IOException {
    return start(launch, directory(launch.unit(), launch.start()));
  }

  @Override
  public RunningProcess spare(String token, List<String> command) throws IOException {
    RunDirectory directory = RunDirectory.ofSpare(root, token);
    try {
      directory.create();
      return start(Launch.ofSpare(token, command, directory.path()), directory);
    } catch (IOException | RuntimeException e) {
      directory.delete();
      throw e;
    }
  }

  @Override
  public void endSpare(String token) {
    Leftovers.endSpare(RunDirectory.ofSpare(root, token), token, Optional.empty());
  }

  private static RunningProcess start(Launch launch, RunDirectory directory) throws IOException {
    launch.checkProgram();
    var builder = new ProcessBuilder(launch.command());
    builder.directory(launch.directory().toFile());
    builder.environment().putAll(launch.environment());
    builder.environment().put(Launch.TOKEN, launch.token());
    Process process = builder.start();
    ProcessId id =
        ProcessTree.identify(process.pid())
            .orElse(new ProcessId(ProcessTable.world(), process.pid(), 0));
    return new PipedProcess(
        process,
        new ProcessTree(id, Optional.empty(), launch.token(), Optional.empty()),
        directory);
  }

  @Override
  public Found find(UnitState unit) {
    if (PipedProcess.LINUX) {
      unit.process()
          .map(own -> new ProcessTree(own, Optional.empty(), unit.token(), Optional.empty()))
          .orElseGet(() -> ProcessTree.carriers(unit.token(), Optional.empty()))
          .kill();
    }
    return new Found.Gone("its pipes ended with the kernel");
  }

  @Override
  public void close() {}
}
