package io.backplane.supervisor;

import io.backplane.supervisor.process.EmbeddedProcess;
import io.backplane.supervisor.process.Launch;
import io.backplane.supervisor.process.RunDirectory;
import io.backplane.supervisor.process.RunningProcess;
import io.backplane.supervisor.spi.Preparation;
import io.backplane.supervisor.spi.UnitSpec;
import io.backplane.supervisor.spi.UnitState;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Brings the process of a start whose state is stored. */
record Starting(Workshop shop, UnitSpec spec, Preparation preparation, UnitState unit) {

  /** The spare is of no use; nothing of it is left. */
  static final class SpareLostException extends IOException {
    private static final long serialVersionUID = 1;

    SpareLostException(IOException cause) {
      super(cause.getMessage(), cause);
    }
  }

  /** A new one. */
  RunningProcess spawn() throws IOException {
    directory().create();
    Launch launch = launch(environment());
    return spec.embedding().isPresent()
        ? EmbeddedProcess.start(spec.embedding().get(), launch)
        : shop.host().spawn(launch);
  }

  private RunDirectory directory() {
    return shop.host().directory(unit.id(), unit.start());
  }

  private Map<String, String> environment() throws IOException {
    return environment(spec, preparation, directory());
  }

  /** What a process of that start finds in its environment. */
  static Map<String, String> environment(UnitSpec spec, Preparation how, RunDirectory directory)
      throws IOException {
    var environment = new HashMap<>(spec.environment());
    environment.putAll(how.prepare(directory.path()));
    return environment;
  }

  private Launch launch(Map<String, String> environment) {
    return new Launch(
        unit.id(), unit.start(), unit.token(), spec.command(), spec.directory(), environment);
  }

  /**
   * One that waits, whose token is stored with the unit. It learns only here whose it is: a kernel
   * that dies before leaves a process that has done nothing.
   *
   * @throws SpareLostException another one can do it
   */
  RunningProcess assign(Waiting spare) throws IOException {
    try {
      launch(Map.of()).checkProgram();
      move(spare.process());
      Map<String, String> environment = environment();
      List<String> arguments = spec.spare().orElseThrow().arguments(spec.command());
      tell(spare, arguments, environment);
      return spare.process();
    } catch (IOException | RuntimeException | Error e) {
      shop.spares().end(spare);
      throw e;
    }
  }

  private void move(RunningProcess spare) throws SpareLostException {
    try {
      spare.moveTo(directory());
    } catch (IOException e) {
      throw new SpareLostException(e);
    }
  }

  private void tell(Waiting spare, List<String> arguments, Map<String, String> environment)
      throws SpareLostException {
    try {
      spare.assign(shop::after, arguments, spec.directory(), environment);
    } catch (IOException e) {
      throw new SpareLostException(e);
    }
  }
}
