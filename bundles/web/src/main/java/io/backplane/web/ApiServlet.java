package io.backplane.web;

import io.backplane.api.call.Switchboard;
import io.backplane.calls.spi.Units;
import io.backplane.cluster.spi.Cluster;
import io.backplane.files.spi.InstanceFiles;
import io.backplane.governance.spi.Governance;
import io.backplane.governance.spi.Tasks;
import io.backplane.health.spi.Health;
import io.backplane.health.spi.Metrics;
import io.backplane.health.spi.Platform;
import io.backplane.health.spi.Profiles;
import io.backplane.plugins.spi.Plugins;
import io.backplane.plugins.spi.UiModules;
import io.backplane.security.spi.Tokens;
import io.backplane.state.spi.State;
import io.backplane.state.spi.StateSharing;
import io.backplane.store.spi.EventLog;
import io.backplane.store.spi.SettingsStore;
import io.backplane.supervisor.spi.Supervisor;
import io.backplane.units.spi.Dependencies;
import io.backplane.units.spi.Instances;
import io.backplane.units.spi.Kind;
import io.backplane.units.spi.Packages;
import io.backplane.units.spi.Templates;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The REST API: one table of all its routes. */
@Component(
    service = Servlet.class,
    property = {
      "osgi.http.whiteboard.servlet.pattern=/api/*",
      "osgi.http.whiteboard.servlet.asyncSupported:Boolean=true",
      RootContext.SELECT
    })
public final class ApiServlet extends HttpServlet {

  private static final long serialVersionUID = 1;

  private final transient Router router;

  @Activate
  public ApiServlet(
      BundleContext context,
      @Reference Switchboard switchboard,
      @Reference Units units,
      @Reference Plugins plugins,
      @Reference UiModules uiModules,
      @Reference Packages packages,
      @Reference Instances instances,
      @Reference Templates templates,
      @Reference Dependencies dependencies,
      @Reference InstanceFiles files,
      @Reference Supervisor supervisor,
      @Reference State state,
      @Reference StateSharing sharing,
      @Reference Cluster cluster,
      @Reference EventLog events,
      @Reference Health health,
      @Reference Platform platform,
      @Reference Tokens tokens,
      @Reference SettingsStore settings,
      @Reference Metrics metrics,
      @Reference Profiles profiles,
      @Reference Governance governance,
      @Reference Tasks tasks) {
    Path uploads = Path.of(context.getProperty("backplane.data"), "run", "uploads");
    Uploads.clear(uploads); // a killed kernel's
    var routes = new ArrayList<Route>();
    routes.addAll(new PlatformRoutes(platform, health).routes());
    routes.addAll(new MetricRoutes(metrics).routes());
    routes.addAll(new ProfileRoutes(profiles).routes());
    routes.addAll(new SettingRoutes(settings).routes());
    routes.addAll(new SessionRoutes(tokens).routes());
    var views = new PluginViews(plugins, uiModules, units);
    routes.addAll(new PluginRoutes(plugins, views, uploads).routes());
    routes.addAll(new UiModuleRoutes(uiModules).routes());
    routes.addAll(new UnitRoutes(switchboard, units).routes());
    for (Kind kind : Kind.values()) {
      routes.addAll(new PackageRoutes(packages, kind, uploads).routes());
    }
    routes.addAll(new InstanceRoutes(instances, supervisor).routes());
    routes.addAll(new FileRoutes(files).routes());
    routes.addAll(new ConfigRoutes(instances).routes());
    routes.addAll(new CodeRoutes(instances, templates).routes());
    routes.addAll(new ReferenceRoutes(instances, dependencies).routes());
    routes.addAll(new InsightRoutes(instances, supervisor, units).routes());
    routes.addAll(new MetaRoutes(units, packages).routes());
    routes.addAll(new TypeRoutes(packages, units).routes());
    routes.addAll(new StateRoutes(state).routes());
    routes.addAll(new StateSharingRoutes(state, sharing).routes());
    routes.addAll(new ClusterRoutes(cluster).routes());
    routes.addAll(new GovernanceRoutes(governance, tasks).routes());
    routes.addAll(new TaskRoutes(tasks).routes());
    routes.addAll(new EventRoutes(events).routes());
    String version = context.getProperty("backplane.version");
    routes.add(OpenApi.route(version, List.copyOf(routes)));
    router = new Router(routes);
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    router.handle(request, response);
  }
}
