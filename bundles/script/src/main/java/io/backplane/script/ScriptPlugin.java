package io.backplane.script;

import io.backplane.api.call.RefusedException;
import io.backplane.api.call.Unit;
import io.backplane.api.health.HealthCheck;
import io.backplane.api.meta.Meta;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A started bundle with a script. Its services are registered in the bundle's own name, from when
 * the script has been evaluated until the bundle stops.
 */
final class ScriptPlugin {

  /**
   * For evaluating the module: less than a plugin has for its start, so that the reason is told.
   */
  static final Duration START_LIMIT = Duration.ofSeconds(25);

  private final Bundle bundle;
  private final ScriptHeader header;
  private final Logger log;
  private final LiveScript script;
  private final Thread starting;
  private final List<ServiceRegistration<?>> services = new ArrayList<>(); // guarded by this
  private boolean stopped; // guarded by this

  private ScriptPlugin(Bundle bundle, ScriptHeader header, SharedEngine engine, Duration limit) {
    this.bundle = bundle;
    this.header = header;
    this.log = LoggerFactory.getLogger("plugin." + header.id());
    this.script =
        new LiveScript(
            stuck -> new Script(header.id(), engine, this::read, log, stuck),
            header.entry(),
            limit,
            log);
    this.starting = Thread.ofVirtual().name("start script " + header.id()).unstarted(this::run);
  }

  /** Starts evaluating; returns at once. */
  static ScriptPlugin start(
      Bundle bundle, ScriptHeader header, SharedEngine engine, Duration limit) {
    var plugin = new ScriptPlugin(bundle, header, engine, limit);
    plugin.starting.start();
    return plugin;
  }

  private Optional<byte[]> read(String path) throws IOException {
    URL entry = bundle.getEntry(path);
    if (entry == null) {
      return Optional.empty();
    }
    try (InputStream in = entry.openStream()) {
      return Optional.of(in.readNBytes(ModuleFiles.BYTES_MAX + 1));
    }
  }

  private void run() {
    try {
      Exports exports = script.start();
      Meta meta = exports.meta(header);
      Unit unit = new ScriptUnit(meta, script);
      if (exports.health()) {
        register(HealthCheck.class, new ScriptHealth(header.id(), script));
      }
      register(Unit.class, exports.state() ? new HandoverUnit(unit, script) : unit);
    } catch (RefusedException e) {
      log.warn("{}", e.getMessage());
      script.close();
      register(Unit.class, new RefusedUnit(e.refusal()));
    } catch (InterruptedException e) {
      script.close(); // stopped meanwhile
    }
  }

  private synchronized <T> void register(Class<T> type, T service) {
    BundleContext context = bundle.getBundleContext();
    if (stopped || context == null) {
      return;
    }
    try {
      services.add(context.registerService(type, service, new Hashtable<>()));
    } catch (IllegalStateException e) {
      log.debug("it stops before it has started", e);
    }
  }

  /** Takes its services away and ends the script. */
  void stop() {
    List<ServiceRegistration<?>> last;
    synchronized (this) {
      stopped = true;
      last = List.copyOf(services);
      services.clear();
    }
    starting.interrupt();
    last.forEach(ServiceRegistration::unregister);
    script.close();
  }
}
