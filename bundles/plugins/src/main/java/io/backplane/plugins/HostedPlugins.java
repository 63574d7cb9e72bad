package io.backplane.plugins;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.settings.Settings;
import io.backplane.calls.spi.Units;
import io.backplane.governance.spi.Permits;
import io.backplane.meta.spi.SemanticVersion;
import io.backplane.plugins.PluginRow.Origin;
import io.backplane.plugins.leaks.UnloadProof.Timing;
import io.backplane.plugins.spi.Entry;
import io.backplane.plugins.spi.HungVersion;
import io.backplane.plugins.spi.KeptVersion;
import io.backplane.plugins.spi.LeakReport;
import io.backplane.plugins.spi.PluginSource;
import io.backplane.plugins.spi.PluginStatus;
import io.backplane.plugins.spi.Plugins;
import io.backplane.plugins.spi.RejectedFile;
import io.backplane.plugins.spi.UpdateOrder;
import io.backplane.plugins.spi.UpdatePlan;
import io.backplane.updates.spi.Update;
import io.backplane.updates.spi.UpdateRecord;
import io.backplane.updates.spi.Updates;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.osgi.framework.BundleContext;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plugins, restored from the store at start and kept in step with the drop-in directory from
 * then on. What concerns the framework happens on threads of its own, never on the caller's.
 */
@Component(
    service = Plugins.class,
    immediate = true,
    reference =
        @Reference(
            name = "imports",
            service = ResolverHookFactory.class,
            target = "(" + ImportFence.PROPERTY + ")")) // no plugin is resolved before it is there
public final class HostedPlugins implements Plugins {

  private static final Logger LOG = LoggerFactory.getLogger("io.backplane.plugins");

  private final Surroundings all;
  private final PluginHost host;
  private final Admission admission;
  private final VersionSearch search;
  private final PluginUpdates changes;
  private final DropInDirectory dropIn;
  private final LeakWatch leaks;
  private final ExecutorService work =
      Executors.newThreadPerTaskExecutor(Thread.ofPlatform().name("plugin-", 0).factory());

  @Activate
  public HostedPlugins(
      BundleContext context,
      @Reference Units units,
      @Reference Updates updates,
      @Reference PluginRepository repository,
      @Reference Settings settings,
      @Reference Permits permits)
      throws IOException {
    Path data = Path.of(context.getProperty("backplane.data"));
    PluginFiles files = new PluginFiles(data);
    this.leaks = new LeakWatch(updates, repository, Timing.DEFAULT, this::idle);
    this.all =
        new Surroundings(
            context,
            units,
            updates,
            repository,
            files,
            leaks,
            new HungVersions(Clock.systemUTC()),
            Clock.systemUTC(),
            settings);
    this.admission =
        new Admission(
            files,
            repository,
            TrustedRoots.configured(context::getProperty),
            new SignatureCheck(data.resolve("conf/trust")),
            permits);
    this.search = new VersionSearch(admission, repository);
    this.host = new PluginHost(all, admission);
    this.changes = new PluginUpdates(all, host, admission, search);
    host.removeLeftovers(); // before the first load, which need not wait for the watcher
    updates.closeLeft(Surroundings.KIND);
    this.dropIn =
        new DropInDirectory(
            data.resolve("deploy"), host, changes, repository, this::healthWindow, this::restore);
  }

  @Deactivate
  void close() {
    dropIn.close();
    work.shutdownNow();
    host.close();
    leaks.close();
  }

  private boolean idle() {
    return host.all().stream().noneMatch(plugin -> underWay(plugin.id()).isPresent());
  }

  private void restore() throws InterruptedException {
    List<Callable<Void>> starts =
        all.repository().all().stream()
            .map(
                row ->
                    (Callable<Void>)
                        () -> {
                          host.restore(row);
                          return null;
                        })
            .toList();
    for (Future<Void> start : work.invokeAll(starts)) {
      try {
        start.get();
      } catch (ExecutionException e) {
        LOG.error("a plugin is not restored; the others are", e.getCause());
      }
    }
  }

  @Override
  public List<PluginStatus> all() {
    return host.all();
  }

  @Override
  public Optional<PluginStatus> find(String id) {
    return host.find(id);
  }

  @Override
  public List<RejectedFile> rejected() {
    return dropIn.rejected();
  }

  @Override
  public List<HungVersion> hung() {
    return all.hung().all();
  }

  @Override
  public PluginStatus load(Entry entry, Expected expected) {
    return done(() -> host.load(entry, expected));
  }

  @Override
  public PluginStatus load(String id, String version) {
    PluginJar.checkId(id);
    SemanticVersion.parse(version);
    return done(
        () -> {
          KeptJar kept =
              search
                  .here(id, version, new Origin(PluginSource.UPLOAD, id + "-" + version))
                  .orElseThrow(
                      () ->
                          new RefusedException(
                              new Refusal.NotFound("kept version of " + id, version)));
          return host.load(kept);
        });
  }

  @Override
  public PluginStatus unload(String id) {
    return done(() -> unloadAndPutAway(id));
  }

  private PluginStatus unloadAndPutAway(String id) throws IOException, InterruptedException {
    host.slot(id);
    Map<Path, Path> away = dropIn.putAway(id);
    try {
      return host.unload(id);
    } catch (RefusedException e) {
      dropIn.bringBack(away);
      throw e;
    }
  }

  @Override
  public PluginStatus enable(String id) {
    return done(() -> host.enable(id));
  }

  @Override
  public PluginStatus disable(String id) {
    return done(() -> host.disable(id));
  }

  @Override
  public Staged stage(Entry entry) {
    return done(
        () -> {
          PluginJar jar = admission.admit(entry, Expected.ANYTHING).jar();
          return new Staged(jar.id(), jar.version().toString(), host.find(jar.id()).isPresent());
        });
  }

  @Override
  public UpdatePlan plan(String id, UpdateOrder order) {
    return done(() -> changes.plan(id, order));
  }

  @Override
  public Update update(String id, UpdateOrder order, String by) {
    return done(() -> changes.update(id, order, by));
  }

  @Override
  public Update rollback(String id, Optional<String> to, Duration window, String by) {
    return done(() -> changes.rollback(id, to, window, by));
  }

  @Override
  public Optional<Update> underWay(String id) {
    return all.updates().underWay(Surroundings.KIND, id);
  }

  @Override
  public List<UpdateRecord> updates(String id) {
    return all.updates().history(Surroundings.KIND, id, UPDATES_MAX);
  }

  @Override
  public List<KeptVersion> versions(String id) {
    List<KeptVersion> kept = all.repository().versions(id);
    if (kept.isEmpty()) {
      host.slot(id);
    }
    return kept;
  }

  @Override
  public List<LeakReport> leaks(String id, boolean dump) {
    return leaks.reports(id, dump);
  }

  @Override
  public Duration healthWindow() {
    return all.settings().get(PluginSettings.HEALTH_WINDOW);
  }

  private <T> T done(Callable<T> task) {
    try {
      return work.submit(task).get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RefusedException refused -> throw refused;
        case RuntimeException bug -> throw bug;
        case IOException io ->
            throw new RefusedException(
                new Refusal.Invalid("the jar", "cannot be read: " + io.getMessage()));
        default -> throw new IllegalStateException(e.getCause());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new InterruptedIOException("interrupted"));
    }
  }
}
