package io.backplane.security;

import static io.backplane.security.House.bearer;
import static io.backplane.security.House.knock;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.event.Event;
import io.backplane.security.spi.Role;
import io.backplane.security.spi.Tokens.Issued;
import io.backplane.security.spi.Tokens.Token;
import io.backplane.security.spi.Verdict;
import io.backplane.testing.Await;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {

  @AutoClose private final House house = new House();

  private static void refused(Runnable asking, Class<? extends Refusal> kind) {
    assertThatThrownBy(asking::run)
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.refusal()).isInstanceOf(kind));
  }

  private boolean inFiles(String text) throws IOException {
    try (var files = Files.walk(house.store.directory())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        if (bytes.contains(text)) {
          return true;
        }
      }
    }
    return false;
  }

  @Test
  void a_secret_has_256_random_bits_and_is_never_the_same() {
    var seen = new HashSet<String>();
    for (int i = 0; i < 50; i++) {
      String secret = house.token("t" + i).secret();
      assertThat(secret).startsWith("bp_");
      assertThat(Base64.getUrlDecoder().decode(secret.substring(3))).hasSize(32);
      assertThat(seen.add(secret)).isTrue();
    }
  }

  @Test
  void no_secret_is_in_any_file_of_the_database_but_its_hash_is() throws Exception {
    String secret = house.token("t").secret();
    String cookie = house.entrance.open(secret, "192.0.2.1").cookie();
    house.entrance.judge(bearer(knock(), secret));
    house.entrance.judge(bearer(knock(), "bp_a-wrong-secret-of-some-length"));
    house.restart();

    assertThat(inFiles(Secret.hash(secret))).isTrue();
    assertThat(inFiles(Secret.hash(cookie))).isTrue();
    assertThat(inFiles(secret.substring(3, 20))).isFalse();
    assertThat(inFiles(cookie.substring(0, 17))).isFalse();
    assertThat(inFiles("a-wrong-secret")).isFalse();
  }

  @Test
  void no_secret_is_in_the_event_log() {
    Issued issued = house.token("t");
    house.entrance.open(issued.secret(), "192.0.2.1");
    house.entrance.revoke("t", "boss");
    List<Event> events = house.store.events().since(0, 100);

    assertThat(events)
        .extracting(Event::type)
        .containsExactly("token.created", "session.opened", "token.revoked");
    assertThat(events.getLast().data()).containsEntry("by", "boss");
    assertThat(events.toString()).doesNotContain(issued.secret().substring(3));
  }

  @Test
  void a_token_outlives_a_restart_with_all_that_is_known_of_it() {
    Issued issued = house.token("t", Duration.ofDays(1));
    house.entrance.judge(bearer(knock(), issued.secret()));
    Instant now = house.clock.instant();
    Await.until(
        "its use is recorded",
        () ->
            house.store.read(
                r ->
                    r.first(
                            "SELECT last_used_at FROM security_tokens",
                            row -> row.optionalInstant("last_used_at").isPresent())
                        .orElseThrow()));
    house.restart();

    assertThat(house.entrance.list())
        .containsExactly(
            new Token(
                issued.token().id(),
                "t",
                Role.OPERATOR,
                now,
                Optional.of(now.plus(Duration.ofDays(1))),
                Optional.of(now)));
    assertThat(house.entrance.judge(bearer(knock(), issued.secret())))
        .isInstanceOf(Verdict.Admitted.class);
  }

  @Test
  void the_last_use_is_known_to_the_minute() {
    Issued issued = house.token("t");
    Instant first = house.clock.instant();
    house.entrance.judge(bearer(knock(), issued.secret()));
    house.clock.advance(Duration.ofSeconds(59));
    house.entrance.judge(bearer(knock(), issued.secret()));
    assertThat(house.entrance.list().getFirst().lastUsedAt()).contains(first);

    house.clock.advance(Duration.ofSeconds(1));
    house.entrance.judge(bearer(knock(), issued.secret()));
    assertThat(house.entrance.list().getFirst().lastUsedAt())
        .contains(first.plus(Duration.ofMinutes(1)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "\t",
        "a\nb",
        "a\u0000",
        "a\u202Eb",
        "a\u200Bb",
        "a\u2028b",
        "\uD800",
        "local",
        "kernel"
      })
  void a_name_that_does_not_print_or_is_the_kernels_own_is_invalid(String name) {
    refused(() -> house.token(name), Refusal.Invalid.class);
    assertThat(house.entrance.list()).isEmpty();
    assertThat(house.store.events().last()).isZero();
  }

  @Test
  void names_have_1_to_64_characters_of_any_script() {
    house.token("ключ №1");
    house.token("x".repeat(64));

    refused(() -> house.token("x".repeat(65)), Refusal.Invalid.class);
  }

  @Test
  void a_taken_name_is_a_conflict_until_it_is_revoked() {
    String first = house.token("t", Duration.ofSeconds(1)).secret();
    house.clock.advance(Duration.ofSeconds(2));

    refused(() -> house.token("t"), Refusal.Conflict.class);
    assertThat(house.entrance.list()).hasSize(1);
    house.entrance.revoke("t", "tester");
    house.token("t");
    assertThat(house.entrance.judge(bearer(knock(), first))).isEqualTo(new Verdict.Unknown());
  }

  @Test
  void a_lifetime_is_at_least_a_second_and_ends_within_all_calendars() {
    house.token("second", Duration.ofSeconds(1));
    house.token("century", Entrance.LIFETIME_MAX);

    for (Duration bad :
        List.of(
            Duration.ofMillis(999),
            Duration.ZERO,
            Duration.ofSeconds(-1),
            Entrance.LIFETIME_MAX.plusSeconds(1),
            Duration.ofSeconds(Long.MAX_VALUE))) {
      refused(() -> house.token("bad", bad), Refusal.Invalid.class);
    }
  }

  @Test
  void a_token_is_revoked_by_name_or_id_and_a_name_comes_first() {
    Token byId = house.token("a").token();
    Token second = house.token("b").token();
    Token named = house.token(second.id()).token();

    assertThat(house.entrance.revoke(byId.id(), "x").name()).isEqualTo("a");
    assertThat(house.entrance.revoke(second.id(), "x").name()).isEqualTo(named.name());
    assertThat(house.entrance.revoke(second.id(), "x").name()).isEqualTo("b");
    refused(() -> house.entrance.revoke("b", "x"), Refusal.NotFound.class);
    house.restart();
    assertThat(house.entrance.list()).isEmpty();
  }

  @Test
  void the_thousandth_token_is_the_last() {
    for (int i = 0; i < Entrance.TOKENS_MAX; i++) {
      house.token("t" + i);
    }

    refused(() -> house.token("one more"), Refusal.OverCap.class);
    assertThat(house.entrance.list()).hasSize(Entrance.TOKENS_MAX);
    house.entrance.revoke("t0", "x");
    house.token("one more");
  }

  @Test
  void tokens_are_listed_by_name_without_secrets() {
    house.token("b");
    Issued a = house.token("a");

    assertThat(house.entrance.list()).extracting(Token::name).containsExactly("a", "b");
    assertThat(house.entrance.list().getFirst().toMap().toString())
        .doesNotContain(a.secret())
        .doesNotContain(Secret.hash(a.secret()));
  }

  @Test
  void on_a_full_disk_the_door_opens_nothing_changes_and_tokens_are_still_good() {
    Issued issued = house.token("t");
    house.store.freeBytes(0);
    house.restart();

    assertThat(house.entrance.judge(bearer(knock(), issued.secret())))
        .isInstanceOf(Verdict.Admitted.class);
    refused(() -> house.token("u"), Refusal.OverCap.class);
    refused(() -> house.entrance.revoke("t", "x"), Refusal.OverCap.class);
    assertThat(house.entrance.list()).extracting(Token::name).containsExactly("t");
    assertThat(house.entrance.judge(bearer(knock(), issued.secret())))
        .isInstanceOf(Verdict.Admitted.class);
  }

  @Test
  void roles_include_the_ones_before() {
    assertThat(Role.ADMIN.covers(Role.VIEWER)).isTrue();
    assertThat(Role.OPERATOR.covers(Role.OPERATOR)).isTrue();
    assertThat(Role.OPERATOR.covers(Role.ADMIN)).isFalse();
    assertThat(Role.VIEWER.covers(Role.OPERATOR)).isFalse();
    for (Role role : Role.values()) {
      assertThat(Role.of(role.word())).isEqualTo(role);
    }
    refused(() -> Role.of("ADMIN"), Refusal.Invalid.class);
  }
}
