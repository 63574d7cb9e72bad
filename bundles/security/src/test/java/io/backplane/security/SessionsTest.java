package io.backplane.security;

import static io.backplane.security.House.ADDRESS;
import static io.backplane.security.House.knock;
import static io.backplane.security.House.session;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.security.TokenRepository.StoredSession;
import io.backplane.security.spi.Principal;
import io.backplane.security.spi.Role;
import io.backplane.security.spi.Sessions;
import io.backplane.security.spi.Sessions.Session;
import io.backplane.security.spi.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class SessionsTest {

  @AutoClose private final House house = new House();

  private Refusal refusal(String secret, String address) {
    var refused = new Refusal[1];
    assertThatThrownBy(() -> house.entrance.open(secret, address))
        .isInstanceOfSatisfying(RefusedException.class, e -> refused[0] = e.refusal());
    return refused[0];
  }

  private boolean admitted(Session session) {
    return house.entrance.judge(session(knock(), session.cookie())) instanceof Verdict.Admitted;
  }

  @Test
  void a_login_code_opens_one_session_with_its_makers_role() {
    String code = house.entrance.createCode(new Principal("local", Role.VIEWER, Optional.empty()));
    Session session = house.entrance.open(code, ADDRESS);

    assertThat(Base64.getUrlDecoder().decode(code)).hasSize(32);
    assertThat(Base64.getUrlDecoder().decode(session.cookie())).hasSize(32);
    assertThat(session.principal().role()).isEqualTo(Role.VIEWER);
    assertThat(session.principal().expiresAt())
        .contains(house.clock.instant().plus(Sessions.SESSION_LIFETIME));
    assertThat(admitted(session)).isTrue();
    assertThat(refusal(code, ADDRESS)).isInstanceOf(Refusal.Denied.class);
    assertThat(admitted(session)).isTrue();
  }

  @Test
  void of_many_who_use_one_code_at_once_one_gets_in() throws Exception {
    String code = house.entrance.createCode(Principal.LOCAL);
    var together = new CyclicBarrier(8);
    var opened = new AtomicInteger();
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < 8; i++) {
      String address = "192.0.2." + i;
      threads.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      together.await();
                      house.entrance.open(code, address);
                      opened.incrementAndGet();
                    } catch (RefusedException e) {
                      // one of the seven others
                    } catch (Exception e) {
                      throw new IllegalStateException(e);
                    }
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(opened).hasValue(1);
  }

  @Test
  void a_login_code_lives_five_minutes_whatever_the_wall_clock_does() {
    String early = house.entrance.createCode(Principal.LOCAL);
    String late = house.entrance.createCode(Principal.LOCAL);
    house.clock.jump(house.clock.instant().minus(Duration.ofDays(1)));
    house.clock.advance(Duration.ofMinutes(5).minusNanos(1));
    house.entrance.open(early, ADDRESS);
    house.clock.advance(Duration.ofNanos(1));

    assertThat(refusal(late, ADDRESS)).isInstanceOf(Refusal.Denied.class);
  }

  @Test
  void a_login_code_is_gone_after_a_restart() {
    String code = house.entrance.createCode(Principal.LOCAL);
    house.restart();

    assertThat(refusal(code, ADDRESS)).isInstanceOf(Refusal.Denied.class);
  }

  @Test
  void past_a_thousand_codes_the_oldest_goes() {
    String oldest = house.entrance.createCode(Principal.LOCAL);
    String second = house.entrance.createCode(Principal.LOCAL);
    for (int i = 2; i <= LoginCodes.CODES_MAX; i++) {
      house.entrance.createCode(Principal.LOCAL);
    }

    assertThat(refusal(oldest, ADDRESS)).isInstanceOf(Refusal.Denied.class);
    assertThat(house.entrance.open(second, ADDRESS)).isNotNull();
  }

  @Test
  void a_token_opens_a_session_that_ends_with_it() {
    String secret = house.token("t", Duration.ofMinutes(30)).secret();
    Session session = house.entrance.open(secret, ADDRESS);
    Instant end = house.clock.instant().plus(Duration.ofMinutes(30));

    assertThat(session.principal()).isEqualTo(new Principal("t", Role.OPERATOR, Optional.of(end)));
    house.clock.advance(Duration.ofMinutes(30).minusMillis(1));
    assertThat(admitted(session)).isTrue();
    house.clock.advance(Duration.ofMillis(1));
    assertThat(admitted(session)).isFalse();
  }

  @Test
  void a_session_lasts_twelve_hours() {
    Session session = house.entrance.open(house.token("t").secret(), ADDRESS);
    house.clock.advance(Duration.ofHours(12).minusMillis(1));
    assertThat(admitted(session)).isTrue();
    house.clock.advance(Duration.ofMillis(1));

    assertThat(admitted(session)).isFalse();
  }

  @Test
  void revoking_a_token_ends_its_sessions_and_no_others() {
    String secret = house.token("t").secret();
    Session first = house.entrance.open(secret, ADDRESS);
    Session second = house.entrance.open(secret, ADDRESS);
    Session other = house.entrance.open(house.token("other").secret(), ADDRESS);
    Session coded = house.entrance.open(house.entrance.createCode(Principal.LOCAL), ADDRESS);
    house.entrance.revoke("t", "tester");

    for (int i = 0; i < 2; i++) {
      assertThat(admitted(first)).isFalse();
      assertThat(admitted(second)).isFalse();
      assertThat(admitted(other)).isTrue();
      assertThat(admitted(coded)).isTrue();
      house.restart();
    }
  }

  @Test
  void a_session_and_its_end_outlive_a_restart() {
    Session open = house.entrance.open(house.token("t").secret(), ADDRESS);
    Session closed = house.entrance.open(house.token("u").secret(), ADDRESS);
    house.entrance.close(closed.cookie());
    house.entrance.close("never opened");
    house.restart();

    assertThat(house.entrance.judge(session(knock(), open.cookie())))
        .isEqualTo(new Verdict.Admitted(open.principal()));
    assertThat(admitted(closed)).isFalse();
    house.clock.advance(Duration.ofHours(12));
    assertThat(admitted(open)).isFalse();
    house.restart();
    assertThat(new SqlTokens(house.store).sessions()).isEmpty();
  }

  @Test
  void failed_logins_lock_the_address_but_nothing_that_is_valid() {
    String secret = house.token("t").secret();
    for (int i = 0; i < 10; i++) {
      assertThat(refusal(i + "-wrong-secret", ADDRESS)).isInstanceOf(Refusal.Denied.class);
    }

    assertThat(refusal("still-wrong", ADDRESS))
        .isInstanceOfSatisfying(
            Refusal.Busy.class,
            busy -> assertThat(busy.retryAfter()).isEqualTo(Duration.ofMinutes(15)));
    assertThat(refusal("still-wrong", "192.0.2.99")).isInstanceOf(Refusal.Denied.class);
    assertThat(admitted(house.entrance.open(secret, ADDRESS))).isTrue();
  }

  @Test
  void a_refused_login_does_not_spend_the_code() {
    String code = house.entrance.createCode(Principal.LOCAL);
    house.store.freeBytes(0);
    assertThat(refusal(code, ADDRESS)).isInstanceOf(Refusal.OverCap.class);
    house.store.freeBytes(Long.MAX_VALUE);

    assertThat(admitted(house.entrance.open(code, ADDRESS))).isTrue();
  }

  /** Says it has as many sessions as it is told, and keeps nothing. */
  private record Crowd(List<StoredSession> sessions) implements TokenRepository {
    @Override
    public List<StoredToken> tokens() {
      return List.of();
    }

    @Override
    public void add(StoredToken token, String by) {}

    @Override
    public void remove(io.backplane.security.spi.Tokens.Token token, String by) {}

    @Override
    public void used(String id, Instant at) {}

    @Override
    public void open(StoredSession session, String address) {}

    @Override
    public void close(StoredSession session) {}

    @Override
    public void removeExpired(Instant now) {}
  }

  @Test
  void past_ten_thousand_sessions_a_login_is_refused_until_some_expire() {
    Instant now = house.clock.instant();
    var sessions = new ArrayList<StoredSession>();
    for (int i = 0; i < Entrance.SESSIONS_MAX; i++) {
      Instant end = now.plus(i == 0 ? Duration.ofHours(1) : Duration.ofHours(2));
      sessions.add(new StoredSession("hash" + i, "t", Role.VIEWER, "", now, end));
    }
    house.entrance =
        new Entrance(
            new Crowd(sessions), house.clock, house.clock::nanos, new AllowedHosts("", ""));
    String code = house.entrance.createCode(Principal.LOCAL);
    assertThat(refusal(code, ADDRESS)).isInstanceOf(Refusal.OverCap.class);
    house.clock.jump(now.plus(Duration.ofHours(1)));

    assertThat(admitted(house.entrance.open(code, ADDRESS))).isTrue();
    String next = house.entrance.createCode(Principal.LOCAL);
    assertThat(refusal(next, ADDRESS)).isInstanceOf(Refusal.OverCap.class);
  }
}
