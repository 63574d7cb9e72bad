package io.backplane.host.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.host.TestService;
import io.backplane.host.TestService.Result;
import io.backplane.host.kernel.FakeKernel.Asked;
import io.backplane.host.link.Linked;
import io.backplane.testing.Await;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What else the module {@code backplane} makes of a kernel: state, events, facts. */
class KernelTest extends AtKernel {

  @Test
  void state_is_read_written_and_deleted() {
    try (var kernel =
        new FakeKernel(
            socket(),
            (asked, reply) -> {
              if (asked.line().contains("missing")) {
                reply.json(404, "{\"detail\":\"no such key\"}");
              } else if (asked.line().contains("bad")) {
                reply.json(400, "{\"detail\":\"bad key\",\"status\":400,\"refusal\":\"invalid\"}");
              } else {
                reply.json(200, "{\"key\":\"k\",\"value\":{\"n\":[1,null]}}");
              }
            })) {
      Result result =
          run(
              """
              console.log(await state.get('a/b:c'), await state.get('missing'), await awaited(() => state.get('bad')));
              console.log(await state.set('k', 'text'), await state.set('k', { n: 1 }), await state.set('k', null));
              console.log(await state.delete('k'), await state.delete('missing'), await awaited(() => state.set('k')));
              """);
      assertThat(result.lines())
          .containsExactly(
              "{\"n\":[1,null]} undefined Error: bad key 400 undefined invalid",
              "undefined undefined undefined",
              "true false TypeError: state.set: value must be a value that JSON has undefined undefined undefined");
      assertThat(lines(kernel))
          .contains(
              "GET /api/state/a/b%3Ac HTTP/1.1 ",
              "PUT /api/state/k HTTP/1.1 {\"value\":\"text\",\"type\":\"text\"}",
              "PUT /api/state/k HTTP/1.1 {\"value\":{\"n\":1},\"type\":\"json\"}",
              "DELETE /api/state/k HTTP/1.1 ");
    }
  }

  private static String event(int seq, String type, String subject) {
    return "{\"seq\":%d,\"type\":\"%s\",\"subject\":\"%s\"}".formatted(seq, type, subject);
  }

  private final CountDownLatch ready = new CountDownLatch(1);

  /** Tells what was asked for, and ends the stream; the third time it is another kernel. */
  private void feed(Asked asked, FakeKernel.Reply reply) throws IOException, InterruptedException {
    if (asked.line().contains("limit=1")) {
      reply.json(200, "{\"events\":[],\"last\":10}");
      return;
    }
    if (asked.line().startsWith("GET /api/state?")) {
      reply.json(200, "{\"entries\":[{\"key\":\"a/all\",\"value\":0}],\"more\":false}");
      return;
    }
    if (asked.line().contains("ready")) {
      ready.countDown();
    }
    if (asked.line().startsWith("GET /api/state/")) {
      reply.json(200, "{\"key\":\"a/k\",\"value\":\"v\"}");
      return;
    }
    String last = asked.headers().get("last-event-id");
    if (last.equals("30")) {
      reply.json(400, "{\"detail\":\"another history\"}");
      return;
    }
    ready.await();
    reply.stream();
    switch (last) {
      case "10" -> {
        reply.event("begin", "10", "{\"last\":10}");
        reply.event("event", "11", event(11, "state.set", "a/k"));
        reply.event("event", "12", event(12, "state.set", "other"));
        reply.event("event", "13", event(13, "plugin.active", "p"));
      }
      case "13" -> {
        reply.event("event", "14", event(14, "state.deleted", "a/k"));
        reply.event("event", "30", event(30, "plugin.gone", "p"));
      }
      default -> throw new AssertionError(last);
    }
    reply.endStream();
  }

  @Test
  void events_are_heard_once_each_across_connections_and_restarts() {
    String script =
        """
        const { promise, resolve } = Promise.withResolvers();
        let gone = 0;
        const events = on('plugin.', ({ seq, type }) => console.log(seq, type, (gone += type === 'plugin.gone') || ''));
        const changes = state.watch('a/', (change) => {
          console.log(change);
          if (change.key === 'a/all') resolve();
        });
        await state.get('a/ready');
        await promise;
        changes.close();
        events.close();
        """;
    CompletableFuture<Result> run;
    try (var kernel = new FakeKernel(socket(), this::feed)) {
      run = CompletableFuture.supplyAsync(() -> run(script), Thread::startVirtualThread);
      Await.until("it has followed twice", Duration.ofSeconds(60), () -> follows(kernel) >= 2);
    }
    try (var _ = new FakeKernel(socket(), this::feed)) {
      Result result = run.join();
      assertThat(result.lines().stream().filter(it -> !it.startsWith("Warning: ")))
          .containsExactlyInAnyOrder(
              "{\"key\":\"a/k\",\"value\":\"v\",\"deleted\":false}",
              "13 plugin.active ",
              "{\"key\":\"a/k\",\"deleted\":true}",
              "30 plugin.gone 1",
              "{\"key\":\"a/all\",\"value\":0,\"deleted\":false}");
      assertThat(result.code()).isZero();
    }
  }

  private static long follows(FakeKernel kernel) {
    return kernel.asked.stream().filter(it -> it.headers().containsKey("last-event-id")).count();
  }

  @Test
  void without_a_kernel_it_says_so() {
    Result result =
        run(
            """
            console.log(instance, schedule);
            console.log(await awaited(() => call('u', 'c')));
            console.log(await awaited(() => emit('x')));
            """);
    assertThat(result.lines().get(0))
        .isEqualTo("{\"id\":\"report\",\"references\":{\"sensor\":\"lab\"}} null");
    assertThat(result.lines().get(1))
        .startsWith("Error: the kernel cannot be reached: No such file or directory");
    assertThat(result.lines().get(2)).startsWith("Error: no kernel: ");
    TestService service =
        TestService.of(
            folder,
            ALL
                + """
                console.log(instance, Object.isFrozen(state));
                for (const act of [() => call('u', 'c'), () => unit('u').c(), () => state.get('k'), () => state.watch('', () => {}),
                    () => on('', () => {}), () => emit('x', 1)]) {
                  console.log((await awaited(act)).slice(0, 80));
                }
                """);
    assertThat(service.run().lines())
        .hasSize(7)
        .startsWith("null true")
        .allMatch(
            it ->
                it.equals("null true")
                    || it.startsWith(
                        "Error: no kernel: this service was not started by one; install it there"));
  }

  @Test
  void its_own_events_are_the_units_and_no_calls() {
    TestService service =
        TestService.of(
            folder,
            """
            import { emit, instance, schedule } from 'backplane';
            emit('begun', { instance, schedule });
            const gate = Promise.withResolvers();
            export const commands = {
              wait: () => gate.promise,
              go() { emit('going'); gate.resolve(1); },
            };
            """);
    var environment =
        Map.of(
            "STDIOLINK_INSTANCE_ID", "i",
            "STDIOLINK_PRIVATE_DIR", "/p",
            "BACKPLANE_SCHEDULE", "{\"name\":\"nightly\"}");
    try (Linked linked = Linked.start(service, environment)) {
      linked.meta();
      Linked.Heard waiting = linked.call("wait", Map.of());
      linked.call("go", Map.of()).end();
      assertThat(waiting.end()).isEqualTo("done 1");
      assertThat(waiting.said()).hasSize(1);
      assertThat(linked.events())
          .containsExactly(
              "begun {\"instance\":{\"id\":\"i\",\"privateDir\":\"/p\"},\"schedule\":{\"name\":\"nightly\"}}",
              "going null");
    }
  }
}
