package io.backplane.itests;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.health.spi.Health;
import io.backplane.state.spi.IfVersion;
import io.backplane.state.spi.Seen;
import io.backplane.state.spi.State;
import io.backplane.state.spi.StateEntry;
import io.backplane.state.spi.StateSharing;
import io.backplane.state.spi.StateTransport;
import io.backplane.state.spi.StateValue;
import io.backplane.testing.Await;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;

/** Shared state, and a transport that comes and goes. */
class StateTest {

  private static final String BY = "itest";

  @InjectBundleContext BundleContext context;
  @InjectService State state;
  @InjectService StateSharing sharing;
  @InjectService Health health;

  /** Keeps what is published. */
  private static final class Kept implements StateTransport {
    private final Map<String, StateEntry> entries = new ConcurrentHashMap<>();
    private volatile Listener listener;

    @Override
    public AutoCloseable open(Listener other, String ledger, long position) {
      listener = other;
      Thread.ofVirtual().start(() -> other.connected("itest", false));
      return () -> listener = null;
    }

    @Override
    public Set<StateEntry> publish(List<StateEntry> published) {
      published.forEach(entry -> entries.put(entry.key(), entry));
      return Set.of();
    }

    @Override
    public void snapshot(String ledger, Consumer<List<StateEntry>> pages) {
      pages.accept(List.copyOf(entries.values()));
    }

    @Override
    public void forget(String key, Seen seen) {}
  }

  private StateEntry set(String key, String text) {
    return state.set(key, StateValue.text(text), IfVersion.ANY, BY);
  }

  @Test
  void a_value_is_kept_watched_and_deleted() throws InterruptedException {
    try (var watch = state.watch("itest/own")) {
      StateEntry set = set("itest/own", "value");
      assertThat(state.get("itest/own")).contains(set);
      assertThat(watch.next(Duration.ofSeconds(20))).containsExactly(set);
      StateEntry gone = state.delete("itest/own", new IfVersion(set.version()), BY);
      assertThat(state.history("itest/own")).containsExactly(gone, set);
    }
  }

  @Test
  void a_transport_is_joined_when_it_comes_and_left_when_it_goes() {
    var transport = new Kept();
    StateEntry before = set("itest/shared", "before");
    var registration = context.registerService(StateTransport.class, transport, null);
    try {
      Await.until(
          "what was written before is sent",
          () -> before.equals(transport.entries.get("itest/shared")));
      StateEntry after = set("itest/shared", "after");
      Await.until(
          "what is written now is sent", () -> after.equals(transport.entries.get("itest/shared")));
      assertThat(sharing.status().transport()).isEqualTo("connected");
    } finally {
      registration.unregister();
    }
    assertThat(sharing.status().transport()).isEqualTo("none");
    assertThat(transport.listener).isNull();
    set("itest/shared", "alone");
    assertThat(sharing.status().pending()).isPositive();
  }

  @Test
  void its_clock_is_a_part_of_the_kernels_health() {
    assertThat(health.report().parts()).extracting(Health.Part::name).contains("state-clock");
  }
}
