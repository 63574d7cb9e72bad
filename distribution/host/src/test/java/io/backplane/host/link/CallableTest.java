package io.backplane.host.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.host.TestService;
import io.backplane.host.link.Linked.Heard;
import io.backplane.testing.Await;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service that exports commands, called through the kernel's own sessions. */
class CallableTest {

  private static final String SCRIPT =
      """
      import { getConfig } from 'stdiolink';
      export const meta = {
        commands: [
          { name: 'add', description: 'Adds.', params: [
            { name: 'a', type: 'int', required: true, min: 0 }, { name: 'b', type: 'int', default: 2 }],
            'x-backplane': { readOnly: true } },
          { name: 'watch', events: [{ name: 'tick' }], 'x-backplane': { streaming: true, cancel: 'unwatch' } },
        ],
      };
      const gate = Promise.withResolvers();
      let watching;
      export const commands = {
        add: ({ a, b }) => ({ sum: a + b, n: getConfig().n }),
        async wait({ n }) { await gate.promise; return n; },
        open() { gate.resolve(); },
        patient: (params, { signal }) =>
          new Promise((done) => signal.addEventListener('abort', () => done(console.log('given up', params.n)))),
        echo: (params) => params,
        async watch(params, { emit, signal }) {
          watching = Promise.withResolvers();
          signal.addEventListener('abort', () => watching.resolve());
          emit('tick', { n: 1 });
          emit('tick');
          await watching.promise;
          emit('tick', { n: 'last' });
          setTimeout(() => emit('late'), 5);
        },
        unwatch() { watching.resolve(); },
        coded() { throw Object.assign(new Error('not now'), { code: -3, data: { why: 7 } }); },
        async bug() { await null; return null.x; },
        text() { throw 'a text'; },
        odd() { throw Object.assign(new Error('odd'), { code: 'EODD', data: 'no object' }); },
        wicked() { throw new Proxy({}, { get() { throw 1; } }); },
        circle() { const it = {}; it.it = it; return it; },
        big({ n }) { return 'x'.repeat(n); },
        badEmit(params, { emit }) { emit(''); },
      };
      export async function stop() { await new Promise((done) => setTimeout(done, 5)); console.log('stopped'); }
      setInterval(() => {}, 1000);
      """;

  @TempDir private Path folder;

  private Linked start() {
    return Linked.start(
        TestService.of(folder, SCRIPT)
            .file("config.schema.json", "{\"n\":{\"type\":\"int\",\"default\":3}}"),
        Map.of());
  }

  @Test
  void its_meta_is_its_manifest_its_schema_and_what_it_exports() {
    try (Linked linked = start()) {
      Map<String, Object> meta = linked.meta();
      assertThat(meta.get("info").toString())
          .isEqualTo(
              "{id=t, name=t, version=1.0.0, capabilities=[cancel], x-backplane={multiplex=true}}");
      assertThat(meta.get("config").toString()).contains("name=n, type=int, default=3");
      assertThat(meta.get("commands").toString())
          .contains("name=add, description=Adds.", "min=0", "readOnly=true", "name=bug");
    }
  }

  @Test
  void calls_are_completed_checked_and_answered() {
    try (Linked linked = start()) {
      linked.meta();
      assertThat(linked.call("add", Map.of("a", 1)).end()).isEqualTo("done {\"sum\":3,\"n\":3}");
      assertThat(linked.call("add", Map.of()).end())
          .startsWith("error 400 ")
          .contains("a: required field missing", "ValidationFailed");
      assertThat(linked.call("add", Map.of("a", -1)).end()).contains("a: value -1 < min 0");
      assertThat(linked.call("none", Map.of()).end())
          .isEqualTo("error 404 {\"message\":\"unknown command: none\"}");
      assertThat(linked.call("echo", Map.of("ü", "\u2028\n\"")).end())
          .isEqualTo("done {\"ü\":\"\u2028\\n\\\"\"}");
      assertThat(linked.call("open", Map.of()).end()).isEqualTo("done null");
    }
  }

  @Test
  void many_calls_are_under_way_at_a_time() {
    try (Linked linked = start()) {
      linked.meta();
      var calls =
          IntStream.range(0, 60).mapToObj(n -> linked.call("wait", Map.of("n", n))).toList();
      assertThat(linked.call("add", Map.of("a", 1)).end()).startsWith("done");
      assertThat(calls).allMatch(call -> call.said().isEmpty());
      linked.call("open", Map.of());
      for (int n = 0; n < 60; n++) {
        assertThat(calls.get(n).end()).isEqualTo("done " + n);
      }
    }
  }

  @Test
  void a_call_hears_that_nobody_waits_for_it() {
    try (Linked linked = start()) {
      linked.meta();
      Heard one = linked.call("patient", Map.of("n", 1));
      Heard two = linked.call("patient", Map.of("n", 2));
      two.call().cancel();
      Await.until("it hears of it", () -> linked.err().equals("given up 2\n"));
      assertThat(linked.call("add", Map.of("a", 1)).end()).startsWith("done");
      assertThat(one.said()).isEmpty();
      assertThat(linked.events()).isEmpty();
    }
  }

  @Test
  void what_is_thrown_is_the_answer() {
    try (Linked linked = start()) {
      linked.meta();
      assertThat(linked.call("coded", Map.of()).end())
          .isEqualTo("error -3 {\"message\":\"not now\",\"why\":7}");
      assertThat(linked.call("bug", Map.of()).end())
          .isEqualTo("error 1 {\"message\":\"Cannot read property 'x' of null\"}");
      assertThat(linked.call("text", Map.of()).end()).isEqualTo("error 1 {\"message\":\"a text\"}");
      assertThat(linked.call("odd", Map.of()).end()).isEqualTo("error 1 {\"message\":\"odd\"}");
      assertThat(linked.call("wicked", Map.of()).end()).contains("cannot be told");
      assertThat(linked.call("circle", Map.of()).end()).startsWith("error 1 ");
      assertThat(linked.call("badEmit", Map.of()).end()).contains("name must be a non-empty");
      linked.finish();
      assertThat(linked.exit()).isZero();
      assertThat(linked.err())
          .contains("Error: TypeError: Cannot read", "index.js:")
          .doesNotContain("not now");
    }
  }

  @Test
  void lines_of_up_to_16_mib_go_both_ways() {
    try (Linked linked = start()) {
      linked.meta();
      String text = "x".repeat((16 << 20) - 200);
      assertThat(linked.call("echo", Map.of("t", text)).end()).hasSizeGreaterThan(text.length());
      assertThat(linked.call("big", Map.of("n", 17 << 20)).end())
          .isEqualTo("error 1 {\"message\":\"the answer is larger than 16 MiB\"}");
    }
  }

  @Test
  void a_stream_is_ended_by_its_command_or_by_the_end() {
    try (Linked linked = start()) {
      linked.meta();
      Heard first = linked.call("watch", Map.of());
      Await.until("two ticks", () -> first.said().size() == 2);
      linked.call("unwatch", Map.of()).end();
      assertThat(first.end()).isEqualTo("done null");
      assertThat(first.said())
          .containsExactly(
              "event tick {\"n\":1}",
              "event tick null",
              "event tick {\"n\":\"last\"}",
              "done null");
      Heard second = linked.call("watch", Map.of());
      Await.until("two ticks", () -> second.said().size() == 2);
      linked.finish();
      assertThat(linked.exit()).isZero();
      assertThat(linked.err()).isEqualTo("stopped\n");
      assertThat(linked.events())
          .contains("tick {\"n\":\"last\"}")
          .noneMatch(it -> it.contains("late"));
    }
  }
}
