package io.backplane.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backplane.api.call.RefusedException;
import io.backplane.api.event.Event;
import io.backplane.api.settings.Setting;
import io.backplane.api.settings.SettingSource;
import io.backplane.store.spi.SettingsStore;
import io.backplane.store.spi.SettingsStore.Origin;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoredSettingsTest {

  private static final Setting<Long> LAMPS = Setting.number("maxLamps", 20, 1, 200, "Lamps lit.");
  private static final Setting<Duration> PAUSE =
      Setting.time(
          "lamps.pause", Duration.ofSeconds(10), Duration.ZERO, Duration.ofHours(1), "Between.");
  private static final Setting<Boolean> DIM = Setting.flag("lamps.dim", false, "Half the light.");
  private static final Setting<String> COLOUR =
      Setting.word("lamps.colour", "white", List.of("white", "red"), "Of the light.");

  @TempDir Path directory;
  private final Map<String, String> file = new HashMap<>();
  private SqliteStore store;
  private StoredSettings settings;

  @BeforeEach
  void open() {
    store = SqliteStore.open(StoreSetup.manager(directory));
    settings = started();
  }

  @AfterEach
  void close() {
    store.close();
  }

  private StoredSettings started() {
    var started =
        new StoredSettings(
            store, file::get, Clock.fixed(Instant.ofEpochSecond(1_000), ZoneOffset.UTC));
    started.add(() -> List.of(LAMPS, PAUSE, DIM, COLOUR));
    return started;
  }

  @Test
  void what_was_set_holds_at_once_and_after_a_restart() {
    settings.set("maxLamps", " 30 ", "ann");
    settings.set("lamps.pause", "1500ms", "ann");
    settings.set("lamps.dim", "true", "ann");
    settings.set("lamps.colour", "red", "ann");

    for (SettingsStore each : List.of(settings, started())) {
      assertThat(each.get(LAMPS)).isEqualTo(30);
      assertThat(each.get(PAUSE)).isEqualTo(Duration.ofMillis(1500));
      assertThat(each.get(DIM)).isTrue();
      assertThat(each.get(COLOUR)).isEqualTo("red");
      assertThat(each.find("maxLamps").toMap())
          .containsEntry("value", "30")
          .containsEntry("default", "20")
          .containsEntry("origin", "set")
          .containsEntry("by", "ann")
          .containsEntry("at", "1970-01-01T00:16:40Z")
          .containsEntry("range", "a whole number from 1 to 200");
    }
  }

  @Test
  void the_file_holds_for_this_run_and_what_was_set_before_it() {
    file.put("maxLamps", "7");
    assertThat(settings.get(LAMPS)).isEqualTo(7);
    assertThat(settings.find("maxLamps").origin()).isEqualTo(Origin.FILE);

    settings.set("maxLamps", "8", "ann");
    assertThat(settings.get(LAMPS)).isEqualTo(8);

    settings.reset("maxLamps", "ann");
    assertThat(settings.get(LAMPS)).isEqualTo(7);
    file.clear();
    assertThat(started().get(LAMPS)).isEqualTo(20);
  }

  @Test
  void what_is_out_of_range_is_refused_with_the_range_and_changes_nothing() {
    settings.set("maxLamps", "30", "ann");

    refused(
        "maxLamps", "201", "maxLamps cannot be '201': it has to be a whole number from 1 to 200");
    refused("maxLamps", "many", "from 1 to 200");
    refused("maxLamps", "99999999999999999999", "from 1 to 200");
    refused("lamps.pause", "2h", "a time from 0ms to 1h");
    refused("lamps.dim", "yes", "true or false");
    refused("lamps.colour", "Red", "one of white, red");
    refused("maxLamp", "3", "no setting 'maxLamp'");

    assertThat(started().get(LAMPS)).isEqualTo(30);
    assertThat(settings.all()).filteredOn(view -> view.origin() == Origin.SET).hasSize(1);
  }

  private void refused(String key, String value, String words) {
    assertThatThrownBy(() -> settings.set(key, value, "ann"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining(words);
  }

  @Test
  void a_change_is_told_with_what_it_was_before() {
    settings.set("maxLamps", "30", "ann");
    settings.reset("maxLamps", "bob");

    List<Event> events = store.events().since(0, 10);
    assertThat(events).extracting(Event::type).containsOnly("setting.changed");
    assertThat(events.get(0).data()).containsEntry("from", "20").containsEntry("to", "30");
    assertThat(events.get(1).data())
        .containsEntry("from", "30")
        .containsEntry("to", "20")
        .containsEntry("by", "bob");
  }

  @Test
  void a_value_that_is_out_of_range_by_now_gives_way_to_the_default_and_says_so() {
    file.put("lamps.pause", "soon");
    settings.set("maxLamps", "150", "ann");
    var narrow = Setting.number("maxLamps", 20, 1, 100, "Lamps lit.");
    var later = new StoredSettings(store, file::get, Clock.systemUTC());
    later.add(() -> List.of(narrow, PAUSE));

    assertThat(later.get(narrow)).isEqualTo(20);
    assertThat(later.find("maxLamps").problem()).contains("cannot be '150'");
    assertThat(later.find("lamps.pause").problem()).contains("cannot be 'soon'");
    assertThat(later.get(PAUSE)).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void a_setting_that_two_versions_know_stays_when_the_old_one_goes() {
    SettingSource old = () -> List.of(LAMPS);
    SettingSource next = () -> List.of(LAMPS);
    var both = new StoredSettings(store, file::get, Clock.systemUTC());
    both.add(old);
    both.add(next);

    both.remove(old);
    assertThat(both.set("maxLamps", "30", "ann").value()).isEqualTo("30");
    both.remove(next);
    assertThat(both.all()).isEmpty();
  }

  @Test
  void what_was_set_survives_the_absence_of_its_owner() {
    settings.set("maxLamps", "30", "ann");
    var without = new StoredSettings(store, file::get, Clock.systemUTC());

    assertThat(without.all()).isEmpty();
    assertThat(started().get(LAMPS)).isEqualTo(30);
  }
}
