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
        process, new ProcessTree(id, Optional.empty(), launch.token(), Optional.empty()));
  }

  @Override
  public Found find(UnitState unit) {
    unit.process()
        .ifPresent(
            p -> new ProcessTree(p, Optional.empty(), unit.token(), Optional.empty()).kill());
    return new Found.Gone("its pipes ended with the kernel");
  }

  @Override
  public void close() {}
}
