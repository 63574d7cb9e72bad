package io.backplane.governance;

import io.backplane.api.settings.Settings;
import io.backplane.governance.spi.Governance;
import io.backplane.governance.spi.Swept;
import io.backplane.governance.spi.Tasks;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Applies the idle and stuck rules again and again. */
@Component(
    service = {},
    immediate = true)
public final class SweepTimer {

  private static final Logger LOG = LoggerFactory.getLogger("io.backplane.governance");

  private final Governance governance;
  private final Tasks tasks;
  private final Settings settings;
  private final Thread thread;

  @Activate
  public SweepTimer(
      @Reference Governance governance, @Reference Tasks tasks, @Reference Settings settings) {
    this.governance = governance;
    this.tasks = tasks;
    this.settings = settings;
    this.thread = Thread.ofVirtual().name("governance").start(this::run);
  }

  private void run() {
    try {
      while (true) {
        Thread.sleep(settings.get(GovernanceSettings.SWEEP_EVERY));
        sweep();
      }
    } catch (InterruptedException e) {
      LOG.debug("the next kernel sweeps on");
    }
  }

  private void sweep() {
    try {
      tell(governance.sweep());
      tell(tasks.sweep());
    } catch (RuntimeException e) { // such as a full disk
      LOG.warn("what is idle or stuck stays so until the next sweep", e);
    }
  }

  private static void tell(List<Swept> all) {
    all.forEach(it -> LOG.info("{} {} is {}: {}", it.lifecycle(), it.name(), it.to(), it.reason()));
  }

  @Deactivate
  void close() {
    thread.interrupt();
  }
}
