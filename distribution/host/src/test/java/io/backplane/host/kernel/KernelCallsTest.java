package io.backplane.host.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.host.TestService.Result;
import io.backplane.testing.Await;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** How the module {@code backplane} calls units. */
class KernelCallsTest extends AtKernel {

  @Test
  void units_are_called_over_one_connection() {
    try (var kernel =
        new FakeKernel(
            socket(),
            (asked, reply) -> {
              switch (asked.line().replaceAll(".*/call/(\\w+).*", "$1")) {
                case "add" -> reply.json(200, "{\"status\":\"done\",\"value\":{\"sum\":3}}");
                case "fail" ->
                    reply.json(
                        200,
                        "{\"status\":\"error\",\"code\":7,\"value\":{\"message\":\"no\",\"x\":1}}");
                default ->
                    reply.json(
                        503, "{\"status\":503,\"detail\":\"busy now\",\"refusal\":\"busy\"}");
              }
            })) {
      Result result =
          run(
              """
              const calc = unit('driver:calc/1 ü');
              console.log(await call('calc', 'add', { a: 1 }), await calc.add(), await calc['fail'](null, { timeoutMs: 5 }).catch(told));
              console.log(await awaited(() => calc.other()));
              console.log(await calc === calc, calc.then);
              for (const wrong of [[], ['u', ''], ['u', 'c', [1]], ['u', 'c', {}, { timeoutMs: 1.5 }], ['u', 'c', {}, { onEvent: 1 }]]) {
                console.log(await awaited(() => call(...wrong)));
              }
              """);
      assertThat(result.lines())
          .containsExactly(
              "{\"sum\":3} {\"sum\":3} Error: no 7 {\"message\":\"no\",\"x\":1} undefined",
              "Error: busy now 503 undefined busy",
              "true undefined",
              "TypeError: call: unit must be a non-empty string undefined undefined undefined",
              "TypeError: call: command must be a non-empty string undefined undefined undefined",
              "TypeError: call: params must be an object undefined undefined undefined",
              "TypeError: call: timeoutMs must be a whole number of milliseconds undefined undefined undefined",
              "TypeError: call: onEvent must be a function undefined undefined undefined");
      assertThat(lines(kernel))
          .containsExactly(
              "POST /api/units/calc/call/add HTTP/1.1 {\"params\":{\"a\":1}}",
              "POST /api/units/driver%3Acalc%2F1%20%C3%BC/call/add HTTP/1.1 {\"params\":{}}",
              "POST /api/units/driver%3Acalc%2F1%20%C3%BC/call/fail HTTP/1.1 {\"params\":{},\"timeoutMs\":5}",
              "POST /api/units/driver%3Acalc%2F1%20%C3%BC/call/other HTTP/1.1 {\"params\":{}}");
      assertThat(kernel.connections).hasValue(1);
      assertThat(kernel.asked).allMatch(it -> it.headers().get("backplane-unit").equals("report"));
    }
  }

  @Test
  void what_it_refers_to_is_called_by_its_own_word_for_it() {
    try (var kernel =
        new FakeKernel(
            socket(), (_, reply) -> reply.json(200, "{\"status\":\"done\",\"value\":1}"))) {
      Result result =
          run(
              """
              const sensor = reference('sensor');
              console.log(await sensor.read({ n: 1 }), sensor.then);
              console.log(await awaited(() => reference('other').read()));
              """);
      assertThat(result.lines().get(0)).isEqualTo("1 undefined");
      assertThat(result.lines().get(1)).startsWith("Error: 'other' refers to nothing");
      assertThat(lines(kernel))
          .containsExactly("POST /api/units/lab/call/read HTTP/1.1 {\"params\":{\"n\":1}}");
    }
  }

  @Test
  void calls_beside_each_other_have_their_own_connections_and_a_closed_one_is_replaced() {
    var all = new CountDownLatch(3);
    try (var kernel =
        new FakeKernel(
            socket(),
            (asked, reply) -> {
              if (asked.body().contains("wait")) {
                all.countDown();
                all.await();
              } else {
                reply.close();
              }
              reply.json(200, "{\"status\":\"done\",\"value\":" + asked.line().length() + "}");
            })) {
      Result result =
          run(
              """
              const { a } = unit('u');
              console.log(...await Promise.all([1, 2, 3].map((n) => a({ wait: n }))));
              for (let n = 0; n < 5; n++) {
                await a({ n });
                await new Promise((done) => setTimeout(done, 20));
              }
              console.log('over');
              """);
      assertThat(result.lines()).last().isEqualTo("over");
      assertThat(kernel.connections.get()).isBetween(5, 8);
      assertThat(kernel.asked).hasSize(8);
    }
  }

  @Test
  void events_of_a_call_come_as_they_happen_and_a_given_up_call_hangs_up() {
    var hungUp = new CountDownLatch(1);
    try (var kernel =
        new FakeKernel(
            socket(),
            (asked, reply) -> {
              if (asked.line().contains("none")) {
                reply.json(404, "{\"detail\":\"no unit\",\"status\":404}");
                return;
              }
              reply.stream();
              reply.event("event", "", "{\"name\":\"tick\",\"value\":{\"n\":1}}");
              if (asked.line().contains("endless")) {
                reply.awaitHangUp();
                hungUp.countDown();
                return;
              }
              reply.event("event", "", "{\"name\":\"\",\"value\":null}");
              reply.event(
                  asked.line().contains("fail") ? "error" : "done",
                  "",
                  "{\"code\":2,\"value\":{\"message\":\"m\"}}");
              reply.endStream();
            })) {
      Result result =
          run(
              """
              const onEvent = (name, value) => console.log('event', name, value);
              console.log(await call('u', 'done', {}, { onEvent }));
              console.log(await awaited(() => call('u', 'fail', {}, { onEvent })));
              console.log(await awaited(() => call('none', 'x', {}, { onEvent })));
              const control = new AbortController();
              console.log(await awaited(() => call('u', 'endless', {}, { signal: control.signal, onEvent: () => control.abort() })));
              console.log(await awaited(() => call('u', 'never', {}, { signal: AbortSignal.abort(new Error('before')) })));
              """);
      assertThat(result.lines())
          .containsExactly(
              "event tick {\"n\":1}",
              "event  null",
              "{\"message\":\"m\"}",
              "event tick {\"n\":1}",
              "event  null",
              "Error: m 2 {\"message\":\"m\"} undefined",
              "Error: no unit 404 undefined undefined",
              "AbortError: This operation was aborted undefined undefined undefined",
              "Error: before undefined undefined undefined");
      assertThat(lines(kernel)).noneMatch(it -> it.contains("never"));
      assertThat(kernel.asked.getFirst().headers()).containsEntry("accept", "text/event-stream");
      Await.until("the kernel hears of it", () -> hungUp.getCount() == 0);
    }
  }
}
