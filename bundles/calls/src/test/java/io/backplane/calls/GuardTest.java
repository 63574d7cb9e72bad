package io.backplane.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.api.call.CallGuard;
import io.backplane.api.call.Refusal;
import io.backplane.calls.spi.CallRecord.Outcome;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whoever guards the calls. */
class GuardTest {

  private static final Refusal NO = new Refusal.Denied("not you");

  private final Rig rig = new Rig();
  private final CallGuard guard =
      request -> Optional.of(NO).filter(_ -> request.command().equals("secret"));

  @Test
  void a_call_that_is_turned_away_does_not_reach_its_unit_but_counts() {
    var parked = new Parked();
    rig.plug("u", new Stub().on("secret", parked).on("open", Stub.answer("yes")));
    rig.board.add(guard);

    assertThat(rig.call("u", "secret").refusal()).isEqualTo(NO);
    assertThat(rig.call("plugin:u", "open").end()).isEqualTo("done yes");
    assertThat(rig.counters("u").refused()).isEqualTo(1);
    assertThat(rig.board.recent("u", 10).getLast().outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(rig.board.underWay()).isZero();

    rig.board.remove(guard);
    rig.call("u", "secret");
    parked.take();
  }

  @Test
  void what_a_unit_offers_can_be_asked() {
    rig.plug("u", new Stub().on("open", Stub.answer("yes")));
    assertThat(rig.board.meta("plugin:u").orElseThrow().command("open")).isPresent();
    assertThat(rig.board.meta("driver:u")).isEmpty();
    assertThat(rig.board.meta("nobody")).isEmpty();
  }
}
