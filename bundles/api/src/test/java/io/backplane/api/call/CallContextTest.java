package io.backplane.api.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CallContextTest {

  @Test
  void going_inside_lengthens_the_chain_and_keeps_the_rest() {
    CallContext outer = CallContext.of("ann").traced("t").limits(Duration.ZERO, Duration.ZERO);
    CallContext inner = outer.inside("a").inside("b");
    assertThat(inner.parents()).containsExactly("a", "b");
    assertThat(inner.traceId()).isEqualTo("t");
    assertThat(inner.totalLimit()).isZero();
    assertThat(outer.parents()).isEmpty();
  }

  @Test
  void a_limit_below_zero_is_refused_by_name() {
    assertThatThrownBy(() -> CallContext.of("ann").limits(Duration.ofSeconds(-1), Duration.ZERO))
        .isInstanceOf(RefusedException.class)
        .hasMessage("totalLimit must not be negative");
  }

  @Test
  void a_nested_request_stays_in_its_context() {
    CallContext context = CallContext.of("ann").inside("a");
    CallRequest nested = CallRequest.within(context, "b", "go", Map.of("x", 1));
    assertThat(nested.context()).isEqualTo(context);
    assertThat(nested.params()).isEqualTo(Map.of("x", 1));
  }

  @Test
  void refusals_say_what_and_the_way_out() {
    assertThat(
            List.of(
                new Refusal.NotFound("unit", "x").message(),
                new Refusal.Stale("row", 1, 2).message(),
                new Refusal.OverCap("maxPlugins", 20, "unload one first").message(),
                new Refusal.Invalid("port", "must be a number").message()))
        .containsExactly(
            "no unit 'x'",
            "row is at version 2, not 1: read it again",
            "maxPlugins is limited to 20: unload one first",
            "port must be a number");
  }
}
