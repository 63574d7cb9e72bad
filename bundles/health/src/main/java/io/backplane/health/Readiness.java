package io.backplane.health;

import io.backplane.api.health.HealthLevel;
import io.backplane.health.spi.Health;
import java.time.Duration;
import java.util.Dictionary;
import java.util.Hashtable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.condition.Condition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Offers the OSGi condition {@value #ID} while nothing of the kernel is unhealthy: a component that
 * names it as its satisfying condition works only then.
 */
@Component(service = {})
public final class Readiness {

  static final String ID = "io.backplane.ready";

  private static final Logger LOG = LoggerFactory.getLogger(Readiness.class);
  private static final Duration PERIOD = Duration.ofSeconds(5);

  private final BundleContext context;
  private final Health health;
  private final Thread thread;
  private ServiceRegistration<Condition> condition;

  @Activate
  public Readiness(BundleContext context, @Reference Health health) {
    this.context = context;
    this.health = health;
    this.thread = Thread.ofVirtual().name("readiness").start(this::run);
  }

  @Deactivate
  void close() {
    thread.interrupt();
    withdraw();
  }

  private void run() {
    try {
      while (true) {
        look();
        Thread.sleep(PERIOD);
      }
    } catch (InterruptedException e) {
      LOG.debug("nobody needs to know any more");
    }
  }

  private void look() {
    if (health.report().level() != HealthLevel.UNHEALTHY) {
      offer();
    } else {
      withdraw();
    }
  }

  private synchronized void offer() {
    if (condition == null && !Thread.currentThread().isInterrupted()) {
      Dictionary<String, Object> properties = new Hashtable<>();
      properties.put(Condition.CONDITION_ID, ID);
      condition = context.registerService(Condition.class, Condition.INSTANCE, properties);
    }
  }

  private synchronized void withdraw() {
    if (condition != null) {
      condition.unregister();
      condition = null;
      LOG.info("{} does not hold while this lasts", ID);
    }
  }
}
