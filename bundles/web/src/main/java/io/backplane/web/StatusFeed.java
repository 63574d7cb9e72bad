package io.backplane.web;

import io.backplane.api.call.Values;
import io.backplane.api.event.Event;
import io.backplane.calls.spi.UnitStatus;
import io.backplane.calls.spi.Units;
import io.backplane.health.spi.Health;
import io.backplane.health.spi.Platform;
import io.backplane.plugins.spi.Plugins;
import io.backplane.plugins.spi.UiModules;
import io.backplane.store.spi.EventLog;
import io.backplane.units.spi.Instance;
import io.backplane.units.spi.Instances;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * What a watching browser is told: a snapshot, then every event, and every two seconds what has no
 * events of its own.
 */
@Component(service = StatusFeed.class)
public final class StatusFeed {

  private final EventLog events;
  private final Units units;
  private final Health health;
  private final Platform platform;
  private final PluginViews plugins;
  private final Instances instances;

  @Activate
  public StatusFeed(
      @Reference EventLog events,
      @Reference Units units,
      @Reference Health health,
      @Reference Platform platform,
      @Reference Plugins plugins,
      @Reference UiModules modules,
      @Reference Instances instances) {
    this.events = events;
    this.units = units;
    this.health = health;
    this.platform = platform;
    this.plugins = new PluginViews(plugins, modules, units);
    this.instances = instances;
  }

  void serve(LiveSocket socket) throws IOException, InterruptedException {
    long seq = events.last();
    try (EventLog.Cursor cursor = events.follow(seq)) {
      new Conversation(socket).run(seq, cursor);
    }
  }

  /** What one browser has been told so far. */
  private final class Conversation {
    private final LiveSocket socket;
    private Map<String, Object> toldPlugins = Map.of();
    private List<Map<String, Object>> toldInstances = List.of();
    private Object toldHealth = "";
    private long callsBefore = callsEnded();
    private long nanosBefore = System.nanoTime();

    Conversation(LiveSocket socket) {
      this.socket = socket;
    }

    void run(long seq, EventLog.Cursor cursor) throws IOException, InterruptedException {
      snapshot(seq);
      long nextBeat = System.nanoTime() + LiveSocket.BEAT.toNanos();
      while (true) {
        Duration wait = Duration.ofNanos(Math.max(0, nextBeat - System.nanoTime()));
        List<Event> news = cursor.next(wait);
        for (Event event : news) {
          socket.send(Values.map("type", "event", "event", event.toMap()));
        }
        if (!news.isEmpty()) {
          tellChanges();
        }
        if (System.nanoTime() >= nextBeat) {
          nextBeat = System.nanoTime() + LiveSocket.BEAT.toNanos();
          beat();
        }
      }
    }

    private void snapshot(long seq) throws IOException, InterruptedException {
      toldPlugins = plugins.all();
      toldInstances = instances();
      Map<String, Object> report = health.report().toMap();
      toldHealth = report.get("checks");
      socket.send(
          Values.map(
              "type",
              "snapshot",
              "seq",
              seq,
              "platform",
              PlatformRoutes.platform(platform, socket.url()),
              "health",
              report,
              "plugins",
              toldPlugins,
              "instances",
              toldInstances,
              "sample",
              sample()));
    }

    private void beat() throws IOException, InterruptedException {
      socket.beat();
      tellChanges();
      socket.send(with("sample", sample()));
    }

    private void tellChanges() throws IOException, InterruptedException {
      Map<String, Object> now = plugins.all();
      if (!now.equals(toldPlugins)) {
        toldPlugins = now;
        socket.send(with("plugins", now));
      }
      List<Map<String, Object>> running = instances();
      if (!running.equals(toldInstances)) {
        toldInstances = running;
        socket.send(Values.map("type", "instances", "instances", running));
      }
      Map<String, Object> report = health.report().toMap();
      if (!report.get("checks").equals(toldHealth)) {
        toldHealth = report.get("checks");
        socket.send(with("health", report));
      }
    }

    private List<Map<String, Object>> instances() {
      return instances.list().stream().map(Instance::toMap).toList();
    }

    private Map<String, Object> sample() {
      long calls = callsEnded();
      long nanos = System.nanoTime();
      double perSecond = (calls - callsBefore) * 1e9 / Math.max(1, nanos - nanosBefore);
      callsBefore = calls;
      nanosBefore = nanos;
      Map<String, Object> sample = platform.sample().toMap();
      sample.put("callsPerSecond", Math.max(0, perSecond));
      return sample;
    }

    private long callsEnded() {
      return units.all().stream()
          .map(UnitStatus::calls)
          .mapToLong(c -> c.ok() + c.failed() + c.refused())
          .sum();
    }
  }

  private static Map<String, Object> with(String type, Map<String, Object> body) {
    Map<String, Object> message = Values.map("type", type);
    message.putAll(body);
    return message;
  }
}
