package io.backplane.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backplane.api.call.CallContext;
import io.backplane.api.call.CallRequest;
import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.calls.spi.CallRecord;
import io.backplane.calls.spi.CallRecord.Outcome;
import io.backplane.calls.spi.UnitOptions;
import io.backplane.calls.spi.UnitStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SwitchboardTest {

  private final Rig rig = new Rig();

  private static Refusal refusal(Runnable asking) {
    var refused = new Refusal[1];
    assertThatThrownBy(asking::run)
        .isInstanceOfSatisfying(RefusedException.class, e -> refused[0] = e.refusal());
    return refused[0];
  }

  @Test
  void a_call_reaches_the_unit_and_its_answer_the_caller() {
    rig.plug("adder", new Stub().on("ask", Stub.answer(Map.of("sum", 3))));

    Heard heard = rig.call("adder", "ask");

    assertThat(heard.value()).isEqualTo(Map.of("sum", 3));
    assertThat(heard.ends()).containsExactly("done {sum=3}");
  }

  @Test
  void the_unit_gets_the_name_the_parameters_and_itself_as_the_innermost_parent() {
    var parked = new Parked();
    rig.plug("u", new Stub().on("go", parked));
    var context = Rig.UNLIMITED.inside("outer");

    rig.call("plugin:u", "go", Map.of("x", 1), context, new Heard());
    CallRequest request = parked.take().request();

    assertThat(request.unit()).isEqualTo("u");
    assertThat(request.params()).isEqualTo(Map.of("x", 1));
    assertThat(request.context().parents()).containsExactly("outer", "u");
    assertThat(request.context().principal()).isEqualTo("tester");
  }

  @Test
  void a_call_without_a_trace_id_gets_one_and_a_given_one_stays() {
    var parked = new Parked();
    rig.plug("u", new Stub().on("go", parked));

    rig.call("u", "go");
    assertThat(parked.take().request().context().traceId()).matches("[0-9a-f]{32}");

    rig.call("u", "go", Rig.UNLIMITED.traced("0123456789abcdef0123456789abcdef"), new Heard());
    assertThat(parked.take().request().context().traceId())
        .isEqualTo("0123456789abcdef0123456789abcdef");
  }

  @Test
  void a_unit_runs_under_its_own_class_loader() {
    var seen = new ClassLoader[1];
    rig.plug(
        "u",
        new Stub()
            .on(
                "go",
                (request, sink) -> {
                  seen[0] = Thread.currentThread().getContextClassLoader();
                  return Stub.answer(1).run(request, sink);
                }));

    rig.call("u", "go").end();

    assertThat(seen[0]).isSameAs(Stub.class.getClassLoader());
  }

  @Test
  void an_unknown_unit_is_not_found() {
    assertThat(rig.call("nobody", "ask").refusal())
        .isEqualTo(new Refusal.NotFound("unit", "nobody"));
  }

  @Test
  void an_undeclared_command_is_not_found_unless_the_unit_may_have_some() {
    rig.plug("strict", Stub.saying("1").hidden("other", Stub.answer(2)));
    rig.plug("loose", Stub.saying("1").hidden("other", Stub.answer(2)), UnitOptions.SERIAL);

    assertThat(rig.call("strict", "other").refusal())
        .isEqualTo(new Refusal.NotFound("command of strict", "other"));
    assertThat(rig.call("loose", "other").end()).isEqualTo("done 2");
    assertThat(rig.counters("strict").refused()).isEqualTo(1);
    assertThat(rig.board.recent("strict", 1).getFirst().outcome()).isEqualTo(Outcome.REFUSED);
  }

  @Test
  void a_kind_before_the_name_must_be_the_units() {
    rig.plug("u", Stub.saying("1"));

    assertThat(rig.call("plugin:u", "ask").end()).isEqualTo("done 1");
    for (String ref : List.of("driver:u", ":u", "plugin:", "plugin:plugin:u", "u:")) {
      assertThat(rig.call(ref, "ask").refusal()).isEqualTo(new Refusal.NotFound("unit", ref));
      assertThat(rig.board.find(ref)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "A", "1a", "a b", "a:b", "a/b", ".a", "-a", "ä", "a\n", "plugin:a", "aA"})
  void a_name_of_another_form_is_invalid(String name) {
    assertThat(refusal(() -> rig.plug(name, new Stub()))).isInstanceOf(Refusal.Invalid.class);
    assertThat(rig.board.all()).isEmpty();
  }

  @Test
  void a_name_has_at_most_64_characters() {
    rig.plug("a".repeat(64), new Stub());

    assertThat(refusal(() -> rig.plug("b".repeat(65), new Stub())))
        .isInstanceOf(Refusal.Invalid.class);
  }

  @Test
  void a_taken_name_is_a_conflict_over_all_kinds_until_it_is_given_back() {
    var first = rig.board.register("driver", "u", Stub.saying("1"), UnitOptions.SERIAL);

    assertThat(refusal(() -> rig.plug("u", Stub.saying("2"))))
        .isEqualTo(new Refusal.Conflict("the name 'u' belongs to a driver"));
    assertThat(rig.call("u", "ask").end()).isEqualTo("done 1");

    first.close();
    rig.plug("u", Stub.saying("2"));
    first.close();
    assertThat(rig.call("u", "ask").end()).isEqualTo("done 2");
  }

  @Test
  void units_are_listed_by_name_with_the_version_they_have_now() {
    rig.plug("b", Stub.saying("1"));
    rig.plug("a", Stub.saying("1")).replace(Stub.saying("2"));

    assertThat(rig.board.all()).extracting(UnitStatus::name).containsExactly("a", "b");
    assertThat(rig.board.all())
        .extracting(u -> u.meta().info().version())
        .containsExactly("2", "1");
  }

  @Test
  void a_chain_of_sixteen_units_is_carried_out_and_a_deeper_one_refused() {
    rig.plug("u", Stub.saying("1"));
    CallContext fifteen = Rig.UNLIMITED;
    for (int i = 1; i < CallContext.DEPTH_MAX; i++) {
      fifteen = fifteen.inside("p" + i);
    }
    var heard = new Heard();
    rig.call("u", "ask", fifteen, heard);
    assertThat(heard.end()).isEqualTo("done 1");

    var deeper = new Heard();
    rig.call("u", "ask", fifteen.inside("p16"), deeper);
    assertThat(deeper.refusal())
        .isInstanceOfSatisfying(Refusal.OverCap.class, r -> assertThat(r.limit()).isEqualTo(16));
  }

  @Test
  void every_end_is_counted_once_and_recorded() {
    var parked = new Parked();
    rig.plug("u", new Stub().on("go", parked), Rig.limits(1, 1));
    Heard done = rig.call("u", "go");
    Heard error = rig.call("u", "go");
    rig.call("u", "go").end(); // the queue is full

    rig.clock.advance(Duration.ofMillis(5));
    Parked.Taken first = parked.take();
    first.sink().event("half", 1);
    first.sink().done(null);
    Parked.Taken second = parked.take();
    rig.clock.advance(Duration.ofMillis(7));
    second.sink().error(-3, "no");

    assertThat(done.end()).isEqualTo("done null");
    assertThat(error.end()).isEqualTo("error -3");
    assertThat(rig.counters("u")).isEqualTo(new UnitStatus.Counters(1, 1, 1, 0, 0, 0, 0));
    List<CallRecord> calls = rig.board.recent("u", 10);
    assertThat(calls)
        .extracting(CallRecord::outcome)
        .containsExactly(Outcome.ERROR, Outcome.DONE, Outcome.REFUSED);
    assertThat(calls).extracting(CallRecord::id).containsExactly(2L, 1L, 3L);
    assertThat(calls).extracting(CallRecord::code).containsExactly(-3, 0, 0);
    assertThat(calls).extracting(CallRecord::events).containsExactly(0L, 1L, 0L);
    assertThat(calls.getFirst().waited()).isEqualTo(Duration.ofMillis(5));
    assertThat(calls.getFirst().ran()).isEqualTo(Duration.ofMillis(7));
    assertThat(calls.getFirst().principal()).isEqualTo("tester");
  }
}
