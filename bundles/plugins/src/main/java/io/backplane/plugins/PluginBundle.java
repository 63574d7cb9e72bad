package io.backplane.plugins;

import io.backplane.api.call.RefusedException;
import io.backplane.api.call.Unit;
import io.backplane.api.health.HealthCheck;
import io.backplane.api.health.HealthLevel;
import io.backplane.api.health.HealthResult;
import io.backplane.api.meta.Meta;
import io.backplane.updates.spi.Guarded;
import io.backplane.updates.spi.Guarded.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.util.tracker.ServiceTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One version of a plugin in the framework, with the unit it offers. What the framework does with
 * it happens on threads of its own: a bundle that hangs is left alone and never used again; it is
 * removed should it come back. Used by one thread at a time.
 */
final class PluginBundle {

  private static final Logger LOG = LoggerFactory.getLogger("io.backplane.plugins");

  /** How much longer than its unit a bundle is waited for, so that the clearer reason is told. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
  private static final Duration CHECK_LIMIT = Duration.ofSeconds(1);

  private final BundleContext context;
  private final Bundle bundle;
  private final BiConsumer<Bundle, String> hangs;
  private volatile Optional<Plugged> plugged = Optional.empty();

  /** A unit, the service it came as, and what it said of itself. */
  private record Plugged(ServiceReference<Unit> reference, Unit unit, Meta meta) {}

  private PluginBundle(BundleContext context, Bundle bundle, BiConsumer<Bundle, String> hangs) {
    this.context = context;
    this.bundle = bundle;
    this.hangs = hangs;
  }

  /**
   * Installs a jar beside whatever else there is of it.
   *
   * @param hangs is told when it does not do what it should, and what that is
   * @throws RefusedException {@link io.backplane.api.call.Refusal.Invalid} with what is wrong
   */
  static PluginBundle install(
      BundleContext context, String location, Path jar, BiConsumer<Bundle, String> hangs)
      throws IOException {
    try (InputStream in = Files.newInputStream(jar)) {
      return new PluginBundle(context, context.installBundle(free(context, location), in), hangs);
    } catch (BundleException e) {
      throw PluginJar.invalid("cannot be installed: " + Guarded.rootMessage(e));
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
        new PluginBundle(context, bundle, (_, _) -> {}).uninstall();
      }
    }
  }

  /**
   * Starts it and waits for its unit.
   *
   * @throws RefusedException {@link io.backplane.api.call.Refusal.Invalid} with what went wrong; it
   *     is uninstalled then, but for a hung one
   */
  void start(Duration limit) throws InterruptedException {
    var started = new CompletableFuture<Plugged>();
    long deadlineNs = System.nanoTime() + limit.toNanos();
    Thread.ofPlatform()
        .daemon()
        .name("start " + bundle.getLocation())
        .start(() -> activate(started, deadlineNs));
    try {
      plugged =
          Optional.of(started.orTimeout(limit.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS).get());
    } catch (ExecutionException e) {
      throw switch (e.getCause()) {
        case RefusedException refused -> refused;
        case TimeoutException _ -> {
          hangs.accept(bundle, "does not start");
          yield PluginJar.invalid(
              "did not start within " + limit.toMillis() + " ms; it hangs until a restart");
        }
        default -> PluginJar.invalid("does not start: " + Guarded.rootMessage(e.getCause()));
      };
    } finally {
      started.cancel(false);
    }
  }

  private void activate(CompletableFuture<Plugged> started, long deadlineNs) {
    try {
      bundle.start();
      Plugged found = awaitUnit(deadlineNs);
      if (!started.complete(found)) {
        context.ungetService(found.reference());
        uninstall(); // too late: whoever waited has gone
      }
    } catch (Throwable e) { // a plugin may throw anything; who waits is told
      uninstall();
      started.completeExceptionally(e);
    }
  }

  private Plugged awaitUnit(long deadlineNs) throws InterruptedException {
    var tracker =
        new ServiceTracker<Unit, ServiceReference<Unit>>(context, Unit.class, null) {
          @Override
          public ServiceReference<Unit> addingService(ServiceReference<Unit> candidate) {
            return candidate.getBundle() == bundle ? candidate : null;
          }
        };
    tracker.open();
    ServiceReference<Unit> reference;
    try {
      reference = tracker.waitForService(Math.max(1, (deadlineNs - System.nanoTime()) / 1_000_000));
    } finally {
      tracker.close();
    }
    Unit unit = reference == null ? null : context.getService(reference);
    if (unit == null) {
      List<String> faults = ComponentFaults.of(context, bundle);
      throw PluginJar.invalid(
          faults.isEmpty()
              ? "offers no unit: a component must provide " + Unit.class.getName()
              : "does not start: " + String.join("; ", faults));
    }
    Meta meta = unit.meta();
    if (meta == null) {
      throw PluginJar.invalid("offers a unit without meta");
    }
    return new Plugged(reference, unit, meta);
  }

  /**
   * @throws IllegalStateException it is not started
   */
  Unit unit() {
    return plugged().unit();
  }

  Meta meta() {
    return plugged().meta();
  }

  private Plugged plugged() {
    return plugged.orElseThrow(() -> new IllegalStateException(bundle + " is not started"));
  }

  /** What is wrong with it, if anything is. */
  Optional<String> trouble() throws InterruptedException {
    if (bundle.getState() != Bundle.ACTIVE) {
      return Optional.of("it has stopped");
    }
    if (plugged.isEmpty() || plugged.get().reference().getBundle() == null) {
      return Optional.of("it no longer offers its unit");
    }
    ServiceReference<?>[] services = bundle.getRegisteredServices();
    for (ServiceReference<?> service : services == null ? new ServiceReference<?>[0] : services) {
      if (List.of((String[]) service.getProperty("objectClass"))
          .contains(HealthCheck.class.getName())) {
        Optional<String> trouble = ask(service);
        if (trouble.isPresent()) {
          return trouble;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<String> ask(ServiceReference<?> service) throws InterruptedException {
    try {
      if (!(context.getService(service) instanceof HealthCheck check)) {
        return service.getBundle() == null
            ? Optional.empty() // gone in between
            : Optional.of("its health check does not start");
      }
      HealthResult result =
          Guarded.call(
              "check " + bundle.getLocation(),
              check.getClass().getClassLoader(),
              CHECK_LIMIT,
              check::check);
      return result != null && result.level() == HealthLevel.UNHEALTHY
          ? Optional.of("it is not well: " + result.reason())
          : Optional.empty();
    } catch (Failure e) {
      return Optional.of("its health check " + e.getMessage());
    } finally {
      context.ungetService(service);
    }
  }

  /**
   * @return what keeps it from stopping
   */
  Optional<String> stop() throws InterruptedException {
    return guarded("stop", bundle::stop);
  }

  /**
   * Stops it and removes it from the framework.
   *
   * @return what keeps it from going
   */
  Optional<String> remove() throws InterruptedException {
    return guarded("remove", bundle::uninstall);
  }

  private interface Work {
    void run() throws BundleException;
  }

  private Optional<String> guarded(String what, Work work) throws InterruptedException {
    plugged.ifPresent(p -> context.ungetService(p.reference()));
    plugged = Optional.empty();
    try {
      Guarded.call(
          what + " " + bundle.getLocation(),
          PluginBundle.class.getClassLoader(),
          STOP_LIMIT,
          () -> {
            if (bundle.getState() != Bundle.UNINSTALLED) {
              work.run();
            }
            return null;
          });
      return Optional.empty();
    } catch (Failure e) {
      LOG.warn("{} does not stop: {}", bundle.getLocation(), e.getMessage());
      hangs.accept(bundle, "does not stop");
      return Optional.of("it does not stop, and stays until a restart: " + e.getMessage());
    }
  }

  /** Without a limit: on threads that may hang. */
  private void uninstall() {
    try {
      if (bundle.getState() != Bundle.UNINSTALLED) {
        bundle.uninstall();
      }
    } catch (BundleException | IllegalStateException e) {
      LOG.warn("{} does not stop; it stays until a restart", bundle.getLocation(), e);
    }
  }

  /** The class loader of what is started. */
  Optional<ClassLoader> loader() {
    return Optional.ofNullable(bundle.adapt(BundleWiring.class)).map(BundleWiring::getClassLoader);
  }
}
