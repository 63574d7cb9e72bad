package io.backplane.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is there beside the language. */
class GlobalsTest {

  @TempDir private Path folder;

  private TestService.Result run(String script) {
    return TestService.of(folder, script).run();
  }

  @Test
  void values_are_cloned_with_their_shape_and_without_their_identity() {
    var result =
        run(
            """
            const inner = { n: 1n };
            const given = { inner, again: inner, list: [1, , 3], at: new Date(0), map: new Map([[inner, new Set([1])]]),
              bytes: new Uint8Array([1, 2]), pattern: /a/gi, error: new RangeError('r', { cause: inner }) };
            given.self = given;
            const made = structuredClone(given);
            console.log(made !== given, made.self === made, made.inner === made.again, made.inner !== inner);
            console.log(made.inner.n === 1n, made.list.length, made.at.getTime(), made.pattern.flags);
            console.log([...made.map.keys()][0] === made.inner, [...made.map.values()][0].has(1), made.bytes[1]);
            console.log(made.error instanceof RangeError, made.error.cause === made.inner);
            for (const bad of [() => 1, { f() {} }, Symbol('s'), Promise.resolve()]) {
              try { structuredClone(bad); } catch (e) { console.log(e.name); }
            }
            """);
    assertThat(result.lines())
        .containsExactly(
            "true true true true",
            "true 3 0 gi",
            "true true 2",
            "true true",
            "DataCloneError",
            "DataCloneError",
            "DataCloneError",
            "DataCloneError");
  }

  @Test
  void what_is_aborted_tells_whoever_listens_once() {
    var result =
        run(
            """
            const control = new AbortController();
            const { signal } = control;
            signal.addEventListener('abort', (e) => console.log(e.type, signal.reason.name));
            const removed = () => console.log('never');
            signal.addEventListener('abort', removed);
            signal.removeEventListener('abort', removed);
            const any = AbortSignal.any([new AbortController().signal, signal]);
            console.log(signal.aborted, any.aborted);
            control.abort();
            control.abort('again');
            console.log(signal.aborted, any.aborted);
            try { signal.throwIfAborted(); } catch (e) { console.log(e === signal.reason); }
            console.log(AbortSignal.abort('why').reason, AbortSignal.of);
            const hold = setInterval(() => {}, 1000);
            AbortSignal.timeout(5).addEventListener('abort', ({ target }) => {
              console.log(target.reason.name);
              clearInterval(hold);
            });
            """);
    assertThat(result.lines())
        .containsExactly(
            "false false",
            "abort AbortError",
            "true true",
            "true",
            "why undefined",
            "TimeoutError");
  }

  @Test
  void a_signal_with_a_time_holds_nothing_up() {
    long from = System.nanoTime();
    TestService.Result result = run("AbortSignal.timeout(100000); console.log('done');");
    assertThat(result.lines()).containsExactly("done");
    assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(90));
  }

  @Test
  void what_has_no_json_can_be_logged() {
    TestService.Result result =
        run(
            """
            const circle = { big: 1n };
            circle.inner = { circle };
            const twice = {};
            console.log(circle, [twice, twice]);
            console.log({ get broken() { throw 1; } }, { [Symbol.dispose]: typeof Symbol.asyncDispose });
            """);
    assertThat(result.lines())
        .containsExactly(
            "{\"big\":\"1n\",\"inner\":{\"circle\":\"[Circular]\"}} [{},{}]", "[object] {}");
  }

  @Test
  void text_is_encoded_and_decoded() {
    assertThat(
            run("console.log(new TextDecoder().decode(new TextEncoder().encode('ä€😀')))").lines())
        .containsExactly("ä€😀");
  }
}
