package io.backplane.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;

/** The embedded framework with the bundles of a distribution. */
final class Kernel {

  /** Start to first answer. */
  private static final Duration START_LIMIT = Duration.ofSeconds(30);

  /** A unix socket's path is limited to 108 bytes by the system. */
  private static final int SOCKET_PATH_MAX = 100;

  private static final Pattern ENDPOINT = Pattern.compile("https?://.*:(\\d+)/?.*");

  private final Home home;
  private final Conf conf;
  private final String bootId = UUID.randomUUID().toString();
  private final Path socket;
  private final Framework framework;
  private final Optional<Long> shuffleSeed;

  /**
   * @param shuffleSeed start the bundles in an order drawn from this seed; nothing may depend on
   *     the order
   */
  Kernel(Home home, DataDirectory data, Conf conf, Optional<Long> shuffleSeed) {
    this.home = home;
    this.conf = conf;
    this.shuffleSeed = shuffleSeed;
    this.socket = socket(data);
    this.framework = new FrameworkFactory().newFramework(properties(data));
  }

  static Path socket(DataDirectory data) {
    Path usual = data.run().resolve("backplane.sock");
    if (usual.toString().getBytes(StandardCharsets.UTF_8).length <= SOCKET_PATH_MAX) {
      return usual;
    }
    String runtime = System.getenv("XDG_RUNTIME_DIR");
    Path folder = Path.of(runtime == null ? System.getProperty("java.io.tmpdir") : runtime);
    UUID name = UUID.nameUUIDFromBytes(usual.toString().getBytes(StandardCharsets.UTF_8));
    return folder.resolve("backplane-" + name).resolve("backplane.sock");
  }

  private Map<String, String> properties(DataDirectory data) {
    var p = new HashMap<String, String>();
    p.put(Constants.FRAMEWORK_STORAGE, data.run().resolve("cache").toString());
    p.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
    p.put(Constants.FRAMEWORK_BSNVERSION, Constants.FRAMEWORK_BSNVERSION_MULTIPLE);
    p.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, HostPackages.exported());
    p.put("org.apache.felix.http.host", conf.host());
    p.put("org.osgi.service.http.port", Integer.toString(conf.port()));
    p.put("org.apache.felix.http.jetty.virtualthreads.enable", "true");
    p.put("org.apache.felix.jetty.websocket.enable", "true");
    p.put("felix.webconsole.security.providers", "io.backplane.web");
    p.put("backplane.data", data.root().toString());
    p.put("backplane.home", home.root().toString());
    p.put("backplane.version", home.version());
    p.put("backplane.boot.id", bootId);
    p.put("backplane.socket", socket(data).toString());
    conf.values().forEach((key, value) -> p.put("backplane." + key, value));
    if (conf.tls()) {
      p.putAll(Tls.properties(conf, data));
    }
    return p;
  }

  void start() {
    try {
      framework.init();
      List<Bundle> installed = new ArrayList<>();
      for (Path jar : home.bundles()) {
        installed.add(framework.getBundleContext().installBundle("reference:" + jar.toUri()));
      }
      framework.start();
      framework.adapt(FrameworkWiring.class).resolveBundles(installed); // once, not for each
      shuffleSeed.ifPresent(seed -> Collections.shuffle(installed, new Random(seed)));
      for (Bundle bundle : installed) {
        if (!isFragment(bundle)) {
          bundle.start();
        }
      }
    } catch (BundleException e) {
      throw new StartFailure("a bundle of the kernel does not start: " + e.getMessage());
    }
  }

  /**
   * Waits until an HTTP request is answered by this very kernel, not by a stranger on the same
   * port, and commands are taken at the unix socket.
   */
  Address awaitAnswer() {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    Probe probe = new Probe(bootId);
    try {
      while (System.nanoTime() < deadline) {
        Optional<Address> address = endpoint();
        if (address.isPresent() && probe.answers(address.get()) && probe.takesCommands(socket)) {
          return address.get();
        }
        Thread.sleep(5);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new StartFailure(
        "no answer on port "
            + conf.port()
            + " within 30 s"
            + inactive()
            + "; see logs/kernel.log.0");
  }

  private Optional<Address> endpoint() {
    ServiceReference<?> http =
        framework
            .getBundleContext()
            .getServiceReference("org.osgi.service.servlet.runtime.HttpServiceRuntime");
    if (http == null || !(http.getProperty("osgi.http.endpoint") instanceof String[] endpoints)) {
      return Optional.empty();
    }
    for (String endpoint : endpoints) {
      var match = ENDPOINT.matcher(endpoint);
      if (match.matches() && !match.group(1).equals("0")) {
        return Optional.of(new Address(conf.host(), Integer.parseInt(match.group(1)), conf.tls()));
      }
    }
    return Optional.empty();
  }

  private static boolean isFragment(Bundle bundle) {
    return (bundle.adapt(BundleRevision.class).getTypes() & BundleRevision.TYPE_FRAGMENT) != 0;
  }

  private String inactive() {
    var names = new ArrayList<String>();
    for (Bundle bundle : framework.getBundleContext().getBundles()) {
      if (!isFragment(bundle) && bundle.getState() != Bundle.ACTIVE) {
        names.add(bundle.getSymbolicName());
      }
    }
    return names.isEmpty() ? "" : "; not started: " + String.join(", ", names);
  }

  void awaitStop() {
    try {
      framework.waitForStop(0);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the processes that outlive a kernel; returns when none is left. */
  void endUnits() {
    BundleContext context = framework.getBundleContext();
    try {
      for (var task : context.getServiceReferences(Runnable.class, "(backplane.task=end-units)")) {
        context.getService(task).run();
      }
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Stops every bundle; returns when done or when the limit has passed. */
  void stop(Duration limit) throws IOException {
    try {
      framework.stop();
      framework.waitForStop(limit.toMillis());
    } catch (BundleException e) {
      throw new IOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
