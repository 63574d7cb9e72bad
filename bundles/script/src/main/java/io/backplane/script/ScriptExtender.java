package io.backplane.script;

import java.time.Duration;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.util.tracker.BundleTracker;

/** Runs the script of each plugin bundle that has one, from the bundle's start to its stop. */
@Component(
    service = {},
    immediate = true)
public final class ScriptExtender {

  private final SharedEngine engine = new SharedEngine();
  private final BundleTracker<ScriptPlugin> tracker;

  @Activate
  public ScriptExtender(BundleContext context) {
    this(context, ScriptPlugin.START_LIMIT);
  }

  ScriptExtender(BundleContext context, Duration startLimit) {
    tracker =
        new BundleTracker<>(context, Bundle.ACTIVE, null) {
          @Override
          public ScriptPlugin addingBundle(Bundle bundle, BundleEvent event) {
            Optional<ScriptHeader> header = ScriptHeader.of(bundle);
            return header
                .map(it -> ScriptPlugin.start(bundle, it, engine, startLimit))
                .orElse(null);
          }

          @Override
          public void removedBundle(Bundle bundle, BundleEvent event, ScriptPlugin plugin) {
            plugin.stop();
          }
        };
    tracker.open();
  }

  @Deactivate
  void close() {
    tracker.close();
    engine.close();
  }
}
