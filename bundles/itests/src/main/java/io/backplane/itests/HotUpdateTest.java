package io.backplane.itests;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.api.call.CallFault;
import io.backplane.api.call.CallRequest;
import io.backplane.api.call.CallSink;
import io.backplane.api.call.Refusal;
import io.backplane.api.call.Switchboard;
import io.backplane.api.health.HealthLevel;
import io.backplane.health.spi.Health;
import io.backplane.plugins.spi.PluginState;
import io.backplane.plugins.spi.Plugins;
import io.backplane.testing.Await;
import io.backplane.testing.PluginJar;
import io.backplane.updates.spi.Update;
import io.backplane.updates.spi.UpdateRecord;
import io.backplane.updates.spi.UpdateRecord.Outcome;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.test.common.annotation.InjectService;

/** Versions of a plugin that come and go under its callers. */
class HotUpdateTest {

  private static final String ID = "tallied";
  private static final Duration NO_WINDOW = Duration.ZERO;
  private static final Duration LONG = Duration.ofMinutes(1);

  /** {@code ./dev test --long} has every window at its full length. */
  private static final Duration WINDOW =
      Boolean.getBoolean("backplane.long") ? Duration.ofSeconds(10) : Duration.ofMillis(200);

  private static final int ROUNDS = 50;
  private static final int CALLS_PER_SECOND = 1_000;

  @InjectService Plugins plugins;
  @InjectService Switchboard switchboard;
  @InjectService Health health;
  @TempDir Path folder;
  private Plugged plugin;
  private Caller caller;

  @BeforeEach
  void open() {
    plugin = new Plugged(plugins, ID, folder);
    caller = new Caller(switchboard);
  }

  @AfterEach
  void unload() {
    plugin.unload();
  }

  private Object call(String command) {
    return caller.call(ID, command);
  }

  @Test
  void no_call_fails_and_none_is_lost_while_versions_come_and_go() throws Exception {
    plugin.load(PluginJar.tally(ID, "1.0.0"));
    var traffic = new Traffic(CALLS_PER_SECOND, () -> call("add"));
    try {
      for (int round = 0; round < ROUNDS; round++) {
        UpdateRecord update = plugin.update(PluginJar.tally(ID, "1.0.1"), WINDOW);
        assertThat(update.outcome()).as(update.reason()).isEqualTo(Outcome.COMMITTED);
        UpdateRecord back = plugin.rollback(WINDOW);
        assertThat(back.outcome()).as(back.reason()).isEqualTo(Outcome.COMMITTED);
      }
    } finally {
      traffic.stop();
    }
    double p99 = traffic.percentileMs(0.99);
    System.out.printf(
        "%d calls over %d switches: wait p50 %.1f ms, p99 %.1f ms, longest %.1f ms%n",
        traffic.answered(), 2 * ROUNDS, traffic.percentileMs(0.5), p99, traffic.percentileMs(1));
    assertThat(traffic.failed()).isEmpty();
    assertThat(call("get")).isEqualTo((long) traffic.answered());
    long planned = 2 * ROUNDS * WINDOW.toMillis() * CALLS_PER_SECOND / 1_000;
    assertThat((long) traffic.answered()).isGreaterThan(planned / 2);
  }

  @Test
  void a_version_that_throws_or_hangs_when_it_starts_is_given_up_while_others_answer()
      throws Exception {
    plugin.load(PluginJar.tally(ID, "1.0.0"));
    call("add");
    var neighbour = new Plugged(plugins, "neighbour", folder);
    neighbour.load(PluginJar.of("neighbour", "1.0.0"));
    var traffic = new Traffic(200, () -> caller.call("neighbour", "version"));
    var own = new Traffic(200, () -> call("version"));
    try {
      for (var behaviour :
          Map.of("throw", "it throws as asked", "hang", "it hangs until").entrySet()) {
        UpdateRecord record =
            plugin.update(
                PluginJar.tally(ID, "1.0.1").property("behaviour", behaviour.getKey()), NO_WINDOW);
        assertThat(record.outcome()).isEqualTo(Outcome.ABANDONED);
        assertThat(record.reason()).contains(behaviour.getValue());
      }
    } finally {
      traffic.stop();
      own.stop();
      neighbour.unload();
    }
    assertThat(traffic.failed()).isEmpty();
    assertThat(own.failed()).isEmpty();
    assertThat(traffic.answered()).isPositive();
    assertThat(call("get")).isEqualTo(1L);
    Health.Report report = health.report();
    assertThat(report.level()).as(report.toString()).isEqualTo(HealthLevel.DEGRADED);
  }

  @Test
  void a_version_that_turns_sick_in_its_window_is_turned_back_and_nothing_is_lost() {
    plugin.load(PluginJar.tally(ID, "1.0.0"));
    call("add");
    Update update = plugin.begin(PluginJar.tally(ID, "1.0.1").property("sickAfterMs", "300"), LONG);
    Plugged.awaitWindow(update);
    assertThat(call("version")).isEqualTo("1.0.1");
    assertThat(call("add")).isEqualTo(2L);

    UpdateRecord record = Plugged.end(update);
    assertThat(record.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(record.reason()).isEqualTo("it is not well: it is sick as asked");
    assertThat(call("version")).isEqualTo("1.0.0");
    assertThat(call("get")).isEqualTo(2L);
  }

  @Test
  void an_exclusive_plugin_is_never_there_twice_and_no_call_fails() throws Exception {
    String header = ID + ";api=\"[1.0,2)\";exclusive=true";
    plugin.load(PluginJar.tally(ID, "1.0.0").header("Backplane-Plugin", header));
    var traffic = new Traffic(200, () -> call("add"));
    try {
      UpdateRecord update =
          plugin.update(PluginJar.tally(ID, "1.0.1").header("Backplane-Plugin", header), NO_WINDOW);
      assertThat(update.outcome()).as(update.reason()).isEqualTo(Outcome.COMMITTED);
      assertThat(update.paused()).isPositive();
      UpdateRecord failing =
          plugin.update(
              PluginJar.tally(ID, "1.0.2")
                  .header("Backplane-Plugin", header)
                  .property("behaviour", "throw"),
              NO_WINDOW);
      assertThat(failing.outcome()).isEqualTo(Outcome.ABANDONED);
    } finally {
      traffic.stop();
    }
    assertThat(traffic.failed()).isEmpty();
    assertThat(call("version")).isEqualTo("1.0.1");
    assertThat(call("get")).isEqualTo((long) traffic.answered());
  }

  @Test
  void a_change_that_the_version_does_not_announce_is_found_before_a_call_reaches_it() {
    plugin.load(PluginJar.tally(ID, "1.0.0"));
    PluginJar other = PluginJar.of(ID, "1.1.0"); // without add and get: that breaks callers
    UpdateRecord record = plugin.update(other, NO_WINDOW);
    assertThat(record.outcome()).isEqualTo(Outcome.ABANDONED);
    assertThat(call("version")).isEqualTo("1.0.0");
    assertThat(record.reason()).contains("does not take over the state of 1.0.0");
  }

  @Test
  void streams_of_other_plugins_go_on_and_those_of_its_own_end_as_replaced() throws Exception {
    plugin.load(PluginJar.of(ID, "1.0.0"));
    var neighbour = new Plugged(plugins, "neighbour", folder);
    neighbour.load(PluginJar.of("neighbour", "1.0.0"));
    var own = new Ticks();
    var others = new Ticks();
    switchboard.call(CallRequest.builder(ID, "ticks").build(), own);
    var stream = switchboard.call(CallRequest.builder("neighbour", "ticks").build(), others);
    Await.until("both tick", () -> own.ticks.get() > 0 && others.ticks.get() > 0);

    plugin.update(PluginJar.of(ID, "1.0.1"), NO_WINDOW);

    assertThat(own.end.join()).isEqualTo(CallFault.UNIT_REPLACED.code());
    int seen = others.ticks.get();
    Await.until("the other ticks on", () -> others.ticks.get() > seen);
    stream.cancel();
    neighbour.unload();
  }

  @Test
  void hundreds_of_updates_leave_nothing_behind() {
    plugin.load(PluginJar.tally(ID, "1.0.0"));
    int updates = Boolean.getBoolean("backplane.long") ? 1_000 : 60;
    Footprint before = Footprint.now();
    boolean flat = false;
    for (int stretch = 0; !flat && stretch < 8; stretch++) {
      backAndForth(updates / 2);
      Footprint after = Footprint.now();
      System.out.printf("over %d updates: %s → %s%n", updates, before, after);
      flat = after.isFlat(before, updates);
      before = after;
    }
    assertThat(flat)
        .as("what the JVM makes once comes to an end, what an update leaves behind never does")
        .isTrue();
    assertThat(plugins.find(ID).orElseThrow().state()).isEqualTo(PluginState.ACTIVE);
  }

  private void backAndForth(int rounds) {
    for (int round = 0; round < rounds; round++) {
      assertThat(plugin.update(PluginJar.tally(ID, "1.0.1"), NO_WINDOW).outcome())
          .isEqualTo(Outcome.COMMITTED);
      call("add");
      assertThat(plugin.rollback(NO_WINDOW).outcome()).isEqualTo(Outcome.COMMITTED);
      call("add");
    }
  }

  /** What grows where something is left behind. */
  private record Footprint(int classes, int threads, long files, long metaspaceBytes) {

    /** Whether it grew by less than one class loader, however small, for each update. */
    boolean isFlat(Footprint before, int updates) {
      return classes - before.classes < updates / 2
          && threads - before.threads < 5
          && files - before.files < 10
          && metaspaceBytes - before.metaspaceBytes < updates * 8_192L;
    }

    /** After the smallest of some full collections: the last version may just be going. */
    static Footprint now() {
      Footprint least = look();
      for (int i = 0; i < 5; i++) {
        Footprint look = look();
        least = look.classes() < least.classes() ? look : least;
      }
      return least;
    }

    private static Footprint look() {
      System.gc();
      var system =
          (com.sun.management.UnixOperatingSystemMXBean)
              ManagementFactory.getOperatingSystemMXBean();
      long metaspace =
          ManagementFactory.getMemoryPoolMXBeans().stream()
              .filter(pool -> pool.getName().equals("Metaspace"))
              .mapToLong(pool -> pool.getUsage().getUsed())
              .sum();
      return new Footprint(
          ManagementFactory.getClassLoadingMXBean().getLoadedClassCount(),
          ManagementFactory.getThreadMXBean().getThreadCount(),
          system.getOpenFileDescriptorCount(),
          metaspace);
    }
  }

  private static final class Ticks implements CallSink {
    private final AtomicInteger ticks = new AtomicInteger();
    private final CompletableFuture<Integer> end = new CompletableFuture<>();

    @Override
    public void event(String name, Object value) {
      ticks.incrementAndGet();
    }

    @Override
    public void done(Object value) {
      end.complete(0);
    }

    @Override
    public void error(int code, Object value) {
      end.complete(code);
    }

    @Override
    public void refused(Refusal refusal) {
      end.completeExceptionally(new IllegalStateException(refusal.message()));
    }
  }
}
