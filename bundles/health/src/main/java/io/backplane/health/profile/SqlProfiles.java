package io.backplane.health.profile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.backplane.api.call.Values;
import io.backplane.api.event.Event.Level;
import io.backplane.health.spi.Profile;
import io.backplane.health.spi.Profile.State;
import io.backplane.health.spi.ProfileType;
import io.backplane.store.spi.Migrations;
import io.backplane.store.spi.Row;
import io.backplane.store.spi.Store;
import io.backplane.store.spi.Transaction;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Profiles as rows of {@code runtime_profiles}. */
final class SqlProfiles {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_LONG_FOR_INTS).build();

  private final Store store;

  SqlProfiles(Store store) {
    this.store = store;
    store.migrate(Migrations.of("profiles", SqlProfiles.class, "0001_profiles.sql"));
  }

  /**
   * @param asked whose id does not count
   * @return with its id
   */
  Profile begin(Profile asked) {
    return store.write(
        tx -> {
          long id =
              tx.first(
                      "SELECT COALESCE(MAX(id), 0) + 1 AS id FROM runtime_profiles",
                      row -> row.number("id"))
                  .orElse(1L);
          Profile profile = withId(asked, id);
          put(tx, profile);
          tell(tx, profile);
          return profile;
        });
  }

  private static Profile withId(Profile p, long id) {
    return new Profile(
        id,
        p.type(),
        p.unit(),
        p.by(),
        p.startedAt(),
        p.asked(),
        p.took(),
        p.state(),
        p.weight(),
        p.measure(),
        p.reason(),
        p.summary());
  }

  void end(Profile profile) {
    store.write(
        tx -> {
          put(tx, profile);
          return tell(tx, profile);
        });
  }

  private static void put(Transaction tx, Profile profile) {
    tx.update("DELETE FROM runtime_profiles WHERE id = ?", profile.id());
    tx.update(
        "INSERT INTO runtime_profiles (id, type, unit, taken_by, started_at, asked_ms, took_ms,"
            + " state, weight, measure, reason, summary)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        profile.id(),
        profile.type().name(),
        profile.unit(),
        profile.by(),
        profile.startedAt(),
        profile.asked().toMillis(),
        profile.took().toMillis(),
        profile.state().name(),
        profile.weight(),
        profile.measure(),
        profile.reason(),
        json(profile.summary()));
  }

  private static long tell(Transaction tx, Profile profile) {
    return tx.emit(
        "profile." + Values.word(profile.state()),
        Long.toString(profile.id()),
        profile.state() == State.FAILED ? Level.WARN : Level.INFO,
        Map.of(
            "type", Values.word(profile.type()),
            "unit", profile.unit(),
            "by", profile.by(),
            "reason", profile.reason()));
  }

  private static String json(Map<String, Object> map) {
    try {
      return JSON.writeValueAsString(map);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Newest first. */
  List<Profile> all() {
    return store.read(
        r -> r.query("SELECT * FROM runtime_profiles ORDER BY id DESC", SqlProfiles::profile));
  }

  Optional<Profile> find(long id) {
    return store.read(
        r -> r.first("SELECT * FROM runtime_profiles WHERE id = ?", SqlProfiles::profile, id));
  }

  void delete(long id) {
    store.write(tx -> tx.update("DELETE FROM runtime_profiles WHERE id = ?", id));
  }

  private static Profile profile(Row row) {
    try {
      return new Profile(
          row.number("id"),
          ProfileType.valueOf(row.text("type")),
          row.text("unit"),
          row.text("taken_by"),
          row.instant("started_at"),
          Duration.ofMillis(row.number("asked_ms")),
          Duration.ofMillis(row.number("took_ms")),
          State.valueOf(row.text("state")),
          row.number("weight"),
          row.text("measure"),
          row.text("reason"),
          JSON.readValue(row.text("summary"), new TypeReference<Map<String, Object>>() {}));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the summary of a profile is damaged", e);
    }
  }
}
