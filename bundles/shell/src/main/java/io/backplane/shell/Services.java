package io.backplane.shell;

import io.backplane.api.call.Switchboard;
import io.backplane.calls.spi.Units;
import io.backplane.cluster.spi.Cluster;
import io.backplane.governance.spi.Governance;
import io.backplane.governance.spi.Tasks;
import io.backplane.health.spi.Health;
import io.backplane.health.spi.Metrics;
import io.backplane.health.spi.Platform;
import io.backplane.health.spi.Profiles;
import io.backplane.plugins.spi.Plugins;
import io.backplane.plugins.spi.UiModules;
import io.backplane.security.spi.Sessions;
import io.backplane.security.spi.Tokens;
import io.backplane.state.spi.State;
import io.backplane.state.spi.StateSharing;
import io.backplane.store.spi.EventLog;
import io.backplane.store.spi.SettingsStore;
import io.backplane.supervisor.spi.Supervisor;
import io.backplane.units.spi.Dependencies;
import io.backplane.units.spi.Instances;
import io.backplane.units.spi.Packages;
import io.backplane.units.spi.Templates;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/** What commands work with. */
@Component(service = Services.class)
public record Services(
    BundleContext context,
    Switchboard switchboard,
    Units units,
    Plugins plugins,
    UiModules uiModules,
    Packages packages,
    Instances instances,
    Templates templates,
    Dependencies dependencies,
    Supervisor supervisor,
    State state,
    StateSharing sharing,
    Cluster cluster,
    EventLog events,
    SettingsStore settings,
    Health health,
    Metrics metrics,
    Profiles profiles,
    Platform platform,
    Governance governance,
    Tasks tasks,
    Tokens tokens,
    Sessions sessions,
    ServiceComponentRuntime components) {

  @Activate
  public Services(
      BundleContext context,
      @Reference Switchboard switchboard,
      @Reference Units units,
      @Reference Plugins plugins,
      @Reference UiModules uiModules,
      @Reference Packages packages,
      @Reference Instances instances,
      @Reference Templates templates,
      @Reference Dependencies dependencies,
      @Reference Supervisor supervisor,
      @Reference State state,
      @Reference StateSharing sharing,
      @Reference Cluster cluster,
      @Reference EventLog events,
      @Reference SettingsStore settings,
      @Reference Health health,
      @Reference Metrics metrics,
      @Reference Profiles profiles,
      @Reference Platform platform,
      @Reference Governance governance,
      @Reference Tasks tasks,
      @Reference Tokens tokens,
      @Reference Sessions sessions,
      @Reference ServiceComponentRuntime components) {
    this.context = context;
    this.switchboard = switchboard;
    this.units = units;
    this.plugins = plugins;
    this.uiModules = uiModules;
    this.packages = packages;
    this.instances = instances;
    this.templates = templates;
    this.dependencies = dependencies;
    this.supervisor = supervisor;
    this.state = state;
    this.sharing = sharing;
    this.cluster = cluster;
    this.events = events;
    this.settings = settings;
    this.health = health;
    this.metrics = metrics;
    this.profiles = profiles;
    this.platform = platform;
    this.governance = governance;
    this.tasks = tasks;
    this.tokens = tokens;
    this.sessions = sessions;
    this.components = components;
  }
}
