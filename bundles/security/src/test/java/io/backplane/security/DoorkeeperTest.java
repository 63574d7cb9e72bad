package io.backplane.security;

import static io.backplane.security.House.ADDRESS;
import static io.backplane.security.House.ORIGIN;
import static io.backplane.security.House.address;
import static io.backplane.security.House.bearer;
import static io.backplane.security.House.host;
import static io.backplane.security.House.knock;
import static io.backplane.security.House.local;
import static io.backplane.security.House.method;
import static io.backplane.security.House.origin;
import static io.backplane.security.House.session;
import static io.backplane.security.House.webSocket;
import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.security.spi.Knock;
import io.backplane.security.spi.Principal;
import io.backplane.security.spi.Role;
import io.backplane.security.spi.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DoorkeeperTest {

  private static final Verdict UNKNOWN = new Verdict.Unknown();
  private static final List<String> UNSAFE = List.of("POST", "PUT", "PATCH", "DELETE", "PURGE");
  private static final List<String> SAFE = List.of("GET", "HEAD", "OPTIONS", "TRACE");

  @AutoClose private final House house = new House();

  private Verdict judge(Knock knock) {
    return house.entrance.judge(knock);
  }

  private String cookie() {
    return house.entrance.open(house.token("browser").secret(), ADDRESS).cookie();
  }

  private static void admitted(Verdict verdict, String name) {
    assertThat(verdict)
        .isInstanceOfSatisfying(
            Verdict.Admitted.class, a -> assertThat(a.principal().name()).isEqualTo(name));
  }

  @Test
  void the_socket_is_the_local_admin_whatever_else_it_says() {
    Knock odd = bearer(origin(host(knock(), "evil.example"), "null"), "wrong");

    assertThat(judge(local(odd))).isEqualTo(new Verdict.Admitted(Principal.LOCAL));
    assertThat(house.entrance.judgeStranger(local(odd)))
        .isEqualTo(new Verdict.Admitted(Principal.LOCAL));
    assertThat(Principal.LOCAL.role()).isEqualTo(Role.ADMIN);
  }

  @Test
  void nothing_shown_is_unknown() {
    assertThat(judge(knock())).isEqualTo(UNKNOWN);
    assertThat(judge(origin(knock(), ORIGIN))).isEqualTo(UNKNOWN);
    assertThat(judge(method(knock(), "POST"))).isEqualTo(UNKNOWN);
    assertThat(judge(webSocket(knock()))).isEqualTo(UNKNOWN);
  }

  @Test
  void a_foreign_host_is_turned_away_even_with_a_valid_token_or_session() {
    String cookie = cookie();
    String secret = house.token("t").secret();
    Knock rebound = host(knock(), "evil.example:8080");
    Verdict foreign = new Verdict.ForeignHost("evil.example:8080");

    assertThat(judge(rebound)).isEqualTo(foreign);
    assertThat(judge(bearer(rebound, secret))).isEqualTo(foreign);
    assertThat(judge(session(rebound, cookie))).isEqualTo(foreign);
    assertThat(judge(session(origin(rebound, "http://evil.example:8080"), cookie)))
        .isEqualTo(foreign);
    assertThat(house.entrance.judgeStranger(rebound)).isEqualTo(foreign);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "",
        "http://evil.example",
        "https://localhost:8080",
        "http://localhost",
        "http://localhost:8081",
        "http://localhost:8080/",
        "http://localhost:8080.evil.example",
        "http://127.0.0.1:8080",
        "http://LOCALHOST:8080",
        "http://kernel.local:8080",
        "localhost:8080"
      })
  void any_origin_but_the_exact_own_one_is_foreign_whatever_is_shown(String origin) {
    String cookie = cookie();
    Knock foreign = origin(knock(), origin);
    Verdict verdict = new Verdict.ForeignOrigin(origin);

    assertThat(judge(foreign)).isEqualTo(verdict);
    assertThat(judge(session(foreign, cookie))).isEqualTo(verdict);
    assertThat(judge(bearer(foreign, house.token("t").secret()))).isEqualTo(verdict);
    assertThat(house.entrance.judgeStranger(foreign)).isEqualTo(verdict);
  }

  @Test
  void the_origin_goes_with_the_scheme_and_host_the_client_sees() {
    Knock secure =
        new Knock(
            false,
            "POST",
            false,
            "https",
            "kernel.local",
            Optional.of("https://kernel.local"),
            Optional.empty(),
            Optional.of(cookie()),
            ADDRESS);

    admitted(judge(secure), "browser");
  }

  @Test
  void strangers_with_the_right_host_and_origin_are_unknown_not_refused() {
    assertThat(house.entrance.judgeStranger(knock())).isEqualTo(UNKNOWN);
    assertThat(house.entrance.judgeStranger(origin(knock(), ORIGIN))).isEqualTo(UNKNOWN);
    assertThat(house.entrance.judgeStranger(bearer(knock(), house.token("t").secret())))
        .isEqualTo(UNKNOWN);
  }

  @Test
  void a_valid_token_is_admitted_with_its_role_for_everything() {
    String secret =
        house.entrance.create("w", Role.VIEWER, Optional.of(Duration.ofHours(1)), "x").secret();
    Verdict expected =
        new Verdict.Admitted(
            new Principal(
                "w", Role.VIEWER, Optional.of(house.clock.instant().plus(Duration.ofHours(1)))));

    for (String method : UNSAFE) {
      assertThat(judge(bearer(method(knock(), method), secret))).isEqualTo(expected);
    }
    assertThat(judge(bearer(knock(), secret))).isEqualTo(expected);
    assertThat(judge(bearer(webSocket(knock()), secret))).isEqualTo(expected);
    assertThat(judge(bearer(origin(knock(), ORIGIN), secret))).isEqualTo(expected);
  }

  @Test
  void an_unknown_expired_or_revoked_token_is_unknown() {
    String expired = house.token("short", Duration.ofSeconds(1)).secret();
    String revoked = house.token("revoked").secret();
    admitted(judge(bearer(knock(), expired)), "short");
    admitted(judge(bearer(knock(), revoked)), "revoked");
    house.clock.advance(Duration.ofSeconds(1));
    house.entrance.revoke("revoked", "tester");

    for (String secret : List.of(expired, revoked, "", "bp_", "bp_" + "A".repeat(43))) {
      assertThat(judge(bearer(knock(), secret))).isEqualTo(UNKNOWN);
    }
  }

  @Test
  void a_bad_token_is_not_made_good_by_a_session() {
    assertThat(judge(bearer(session(knock(), cookie()), "wrong"))).isEqualTo(UNKNOWN);
  }

  @Test
  void a_session_may_look_without_an_origin_and_change_only_with_its_own() {
    String cookie = cookie();
    Knock bare = session(knock(), cookie);
    Knock own = origin(bare, ORIGIN);
    Verdict noOrigin = new Verdict.ForeignOrigin("");

    for (String method : SAFE) {
      admitted(judge(method(bare, method)), "browser");
      admitted(judge(method(own, method)), "browser");
    }
    for (String method : UNSAFE) {
      assertThat(judge(method(bare, method))).isEqualTo(noOrigin);
      admitted(judge(method(own, method)), "browser");
    }
    assertThat(judge(webSocket(bare))).isEqualTo(noOrigin);
    admitted(judge(webSocket(own)), "browser");
  }

  @Test
  void an_unknown_session_is_unknown_even_where_an_origin_would_be_needed() {
    assertThat(judge(session(knock(), "made-up"))).isEqualTo(UNKNOWN);
    assertThat(judge(method(session(knock(), "made-up"), "POST"))).isEqualTo(UNKNOWN);
  }

  private Verdict fail(String secret, String address) {
    return judge(bearer(address(knock(), address), secret));
  }

  @Test
  void ten_failures_in_a_minute_lock_an_address_for_fifteen_minutes() {
    for (int i = 0; i < 10; i++) {
      assertThat(fail("a" + i + "-secret-of-one-kind", ADDRESS)).isEqualTo(UNKNOWN);
    }
    assertThat(fail("other-secret", ADDRESS)).isEqualTo(new Verdict.Locked(Duration.ofMinutes(15)));
    assertThat(fail("another-secret", "192.0.2.2")).isEqualTo(UNKNOWN);

    house.clock.advance(Duration.ofMinutes(15).minusNanos(1));
    assertThat(fail("one-more-secret", ADDRESS)).isInstanceOf(Verdict.Locked.class);
    house.clock.advance(Duration.ofMinutes(15));
    assertThat(fail("yet-one-more-secret", ADDRESS)).isEqualTo(UNKNOWN);
  }

  @Test
  void ten_failures_with_one_beginning_lock_it_from_any_address() {
    for (int i = 0; i < 10; i++) {
      assertThat(fail("bp_guess" + i, "192.0.2." + i)).isEqualTo(UNKNOWN);
    }

    assertThat(fail("bp_guessed", "198.51.100.1")).isInstanceOf(Verdict.Locked.class);
    assertThat(fail("bp_other", "198.51.100.2")).isEqualTo(UNKNOWN);
  }

  @Test
  void failures_spread_over_more_than_a_minute_lock_nothing() {
    for (int round = 0; round < 20; round++) {
      for (int i = 0; i < 9; i++) {
        assertThat(fail("s" + round + i + "-secret", ADDRESS)).isEqualTo(UNKNOWN);
      }
      house.clock.advance(Duration.ofMinutes(1));
    }
  }

  @Test
  void what_is_valid_is_never_locked_out() {
    String secret = house.token("t").secret();
    String cookie = cookie();
    String code = house.entrance.createCode(Principal.LOCAL);
    for (int i = 0; i < 30; i++) {
      fail(secret.substring(0, 8) + i, ADDRESS);
    }
    assertThat(fail(secret + "x", ADDRESS)).isInstanceOf(Verdict.Locked.class);

    admitted(judge(bearer(knock(), secret)), "t");
    admitted(judge(session(knock(), cookie)), "browser");
    assertThat(judge(local(knock()))).isEqualTo(new Verdict.Admitted(Principal.LOCAL));
    assertThat(house.entrance.open(secret, ADDRESS).principal().name()).isEqualTo("t");
    assertThat(house.entrance.open(code, ADDRESS).principal().name()).isEqualTo("local");
  }

  @Test
  void a_clock_that_is_set_back_neither_prolongs_nor_ends_a_lock() {
    for (int i = 0; i < 10; i++) {
      fail("x" + i + "-secret", ADDRESS);
    }
    house.clock.jump(house.clock.instant().minus(Duration.ofDays(1)));
    assertThat(fail("a-secret", ADDRESS)).isEqualTo(new Verdict.Locked(Duration.ofMinutes(15)));
    house.clock.jump(house.clock.instant().plus(Duration.ofDays(2)));
    assertThat(fail("b-secret", ADDRESS)).isInstanceOf(Verdict.Locked.class);
  }
}
