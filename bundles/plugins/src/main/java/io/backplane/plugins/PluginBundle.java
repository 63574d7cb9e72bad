package io.backplane.plugins;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.call.Unit;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One version of a plugin in the framework, with the unit it offers. */
final class PluginBundle {

  private static final Logger LOG = LoggerFactory.getLogger("io.backplane.plugins");

  /** How much longer than its unit a bundle is waited for, so that the clearer reason is told. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final BundleContext context;
  private final Bundle bundle;
  private ServiceReference<Unit> reference;
  private Unit unit;

  private PluginBundle(BundleContext context, Bundle bundle) {
    this.context = context;
    this.bundle = bundle;
  }

  /**
   * Installs a jar beside whatever else there is of it, starts it and waits for its unit.
   * Activation runs on a thread of its own: one that hangs is left alone and never used again; it
   * is removed should it come back.
   *
   * @throws RefusedException {@link Refusal.Invalid} with what went wrong; nothing of it stays
   *     behind, but for a hung one
   */
  static PluginBundle start(BundleContext context, String location, Path jar, Duration limit)
      throws IOException, InterruptedException {
    PluginBundle plugin = install(context, location, jar);
    var started = new CompletableFuture<Void>();
    long deadlineNs = System.nanoTime() + limit.toNanos();
    Thread.ofPlatform()
        .daemon()
        .name("start " + location)
        .start(() -> plugin.activate(started, deadlineNs));
    try {
      started.orTimeout(limit.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS).get();
      return plugin;
    } catch (ExecutionException e) {
      throw switch (e.getCause()) {
        case RefusedException refused -> refused;
        case TimeoutException _ ->
            PluginJar.invalid(
                "did not start within " + limit.toSeconds() + " s; it hangs until a restart");
        default -> PluginJar.invalid("does not start: " + rootMessage(e.getCause()));
      };
    } finally {
      started.cancel(false);
    }
  }

  private static PluginBundle install(BundleContext context, String location, Path jar)
      throws IOException {
    try (InputStream in = Files.newInputStream(jar)) {
      return new PluginBundle(context, context.installBundle(free(context, location), in));
    } catch (BundleException e) {
      throw PluginJar.invalid("cannot be installed: " + rootMessage(e));
    }
  }

  /**
   * A bundle of the same jar may still be there, ending its calls or hanging: the framework would
   * hand that one out again, and it goes when it is done.
   */
  private static String free(BundleContext context, String location) {
    String free = location;
    for (int n = 2; context.getBundle(free) != null; n++) {
      free = location + "#" + n;
    }
    return free;
  }

  /** Removes what an earlier life of this bundle has left in the same framework. */
  static void removeAll(BundleContext context) {
    for (Bundle bundle : context.getBundles()) {
      if (bundle.getLocation().startsWith(ServiceFence.LOCATION)) {
        new PluginBundle(context, bundle).stop();
      }
    }
  }

  private void activate(CompletableFuture<Void> started, long deadlineNs) {
    try {
      bundle.start();
      awaitUnit(deadlineNs);
      if (!started.complete(null)) {
        stop(); // too late: whoever waited has gone
      }
    } catch (Throwable e) { // a plugin may throw anything; who waits is told
      stop();
      started.completeExceptionally(e);
    }
  }

  private void awaitUnit(long deadlineNs) throws InterruptedException {
    var tracker =
        new ServiceTracker<Unit, ServiceReference<Unit>>(context, Unit.class, null) {
          @Override
          public ServiceReference<Unit> addingService(ServiceReference<Unit> candidate) {
            return candidate.getBundle() == bundle ? candidate : null;
          }
        };
    tracker.open();
    try {
      reference = tracker.waitForService(Math.max(1, (deadlineNs - System.nanoTime()) / 1_000_000));
    } finally {
      tracker.close();
    }
    unit = reference == null ? null : context.getService(reference);
    if (unit == null) {
      throw PluginJar.invalid(
          "offers no unit: a component must provide " + Unit.class.getName() + " and be satisfied");
    }
    if (unit.meta() == null) {
      throw PluginJar.invalid("offers a unit without meta");
    }
  }

  Unit unit() {
    return unit;
  }

  /** Stops and uninstalls it. A failure is told in the log: there is nothing a caller could do. */
  void stop() {
    try {
      if (unit != null) {
        context.ungetService(reference);
        unit = null;
      }
      if (bundle.getState() != Bundle.UNINSTALLED) {
        bundle.uninstall();
      }
    } catch (BundleException | IllegalStateException e) {
      LOG.warn("{} does not stop; it stays until a restart", bundle.getLocation(), e);
    }
  }

  private static String rootMessage(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
  }
}
