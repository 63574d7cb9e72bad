package io.backplane.supervisor;

import io.backplane.supervisor.spi.Supervisor;
import io.backplane.supervisor.spi.UnitStatus;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends all units, for a launcher that knows no more of this bundle than the property of this
 * service. Returns when none has a process any more, or when interrupted.
 */
@Component(service = Runnable.class, property = "backplane.task=end-units")
public final class EndUnits implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger("io.backplane.supervisor");
  private static final int LOOK_MS = 20;

  private final Supervisor supervisor;

  @Activate
  public EndUnits(@Reference Supervisor supervisor) {
    this.supervisor = supervisor;
  }

  @Override
  public void run() {
    List<UnitStatus> ending = supervisor.shutDown();
    if (!ending.isEmpty()) {
      LOG.info("stopping {} units; once more Ctrl-C leaves them running", ending.size());
    }
    try {
      for (UnitStatus unit : ending) {
        while (supervisor.find(unit.state().id()).filter(u -> u.state().live()).isPresent()) {
          Thread.sleep(LOOK_MS);
        }
        LOG.info("{} has stopped", unit.state().id());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
