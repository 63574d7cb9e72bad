package io.backplane.supervisor;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.supervisor.process.Launch;
import io.backplane.supervisor.process.PipedHost;
import io.backplane.supervisor.process.RunDirectory;
import io.backplane.supervisor.process.RunningProcess;
import io.backplane.supervisor.spi.Preparation;
import io.backplane.supervisor.spi.Trial;
import io.backplane.supervisor.spi.UnitSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs programs beside all units, over plain pipes. Thread-safe. */
final class Trials {

  private static final Logger LOG = LoggerFactory.getLogger("io.backplane.supervisor");

  private final Workshop shop;
  private final PipedHost host;
  private final AtomicLong number = new AtomicLong();

  /**
   * @param root directory of all trials; what a killed kernel has left there goes
   */
  Trials(Path root, Workshop shop) {
    this.shop = shop;
    this.host = new PipedHost(root);
    forget(new RunDirectory(root));
  }

  Trial attempt(UnitSpec spec, Preparation preparation, Trial.Listener listener) {
    RunDirectory directory = host.directory(spec.id(), number.incrementAndGet());
    try {
      Files.createDirectories(directory.path());
      Map<String, String> environment = Starting.environment(spec, preparation, directory);
      RunningProcess process =
          host.spawn(
              new Launch(
                  spec.id(), 1, StartToken.next(), spec.command(), spec.directory(), environment));
      return new PipedTrial(
          process, listener, shop.clock(), shop.frameBytes(), () -> forget(directory));
    } catch (IOException | IllegalArgumentException e) {
      forget(directory);
      throw new RefusedException(new Refusal.Conflict(e.getMessage()));
    }
  }

  private static void forget(RunDirectory directory) {
    try {
      directory.delete();
    } catch (IOException e) {
      LOG.warn("{} stays", directory.path(), e);
    }
  }
}
