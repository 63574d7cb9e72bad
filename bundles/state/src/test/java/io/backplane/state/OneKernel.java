package io.backplane.state;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.event.Event;
import io.backplane.state.spi.IfVersion;
import io.backplane.state.spi.Seen;
import io.backplane.state.spi.Stamp;
import io.backplane.state.spi.StateConflict;
import io.backplane.state.spi.StateEntry;
import io.backplane.state.spi.StateValue;
import io.backplane.testing.SettableClock;
import io.backplane.testing.TempStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** One kernel's shared state on a real store, with a clock that is set. */
abstract class OneKernel {

  static final String BY = "tester";
  static final long OTHER = 42;

  final SettableClock wall = new SettableClock();
  @AutoClose final TempStore store = new TempStore(wall);
  @AutoClose SharedState state;
  @TempDir Path folder;

  @BeforeEach
  void open() {
    state = new SharedState(store, store.events(), wall, folder.resolve("note"), new Random(3));
  }

  StateEntry set(String key, String text) {
    return state.set(key, StateValue.text(text), IfVersion.ANY, BY);
  }

  void receive(StateEntry... entries) {
    state.replica().receive(List.of(entries), OptionalLong.empty());
  }

  /** A version of another kernel, so far from this one's clock. */
  StateEntry remote(String text, Duration ahead, Stamp... seen) {
    var stamp = new Stamp(wall.millis() + ahead.toMillis(), 0, OTHER, 1);
    var value = StateValue.text(text);
    return new StateEntry(
        "key", value, false, stamp, new Seen(List.of(seen)), "other", wall.instant());
  }

  String text(String key) {
    return state.get(key).map(entry -> entry.value().text()).orElse("-");
  }

  static Refusal refusal(ThrowingCallable work) {
    var refused = new Refusal[1];
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(work)
        .satisfies(e -> refused[0] = e.refusal());
    return refused[0];
  }

  List<String> told() {
    return store.events().since(0, 1_000).stream().map(Event::type).toList();
  }

  List<StateConflict> conflicts() {
    return state.conflicts("", Long.MAX_VALUE, 100);
  }
}
