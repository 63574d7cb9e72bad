package io.backplane.host.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.host.TestService;
import io.backplane.host.TestService.Result;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What services see of drivers: {@code Driver}, {@code Task}, {@code openDriver}, {@code waitAny}.
 */
class DriverTest {

  private static final String ALL =
      """
      import { Driver, openDriver, waitAny } from 'stdiolink';
      const PROGRAM = 'DRIVER';
      const tried = (act) => { try { return act(); } catch (e) { return `${e.name}: ${e.message}`; } };
      const awaited = (promise) => promise.then((it) => it, (e) => `${e.name}: ${e.message}`);
      const opened = () => { const driver = new Driver(); driver.start(PROGRAM, ['--profile=keepalive']); return driver; };
      const short = (text, length = 60) => text.slice(0, length);
      """;

  @TempDir private Path folder;
  private Path program;

  @BeforeEach
  void writeDriver() throws IOException {
    program = folder.resolve("driver.py");
    try (InputStream in = DriverTest.class.getResourceAsStream("driver.py")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      TestService.of(folder, "").file("driver.py", text);
    }
    program.toFile().setExecutable(true);
  }

  private Result run(String script) {
    Result result =
        TestService.of(folder, ALL.replace("DRIVER", program.toString()) + script).run();
    assertThat(result.out()).isEmpty();
    return result;
  }

  @Test
  void a_task_gives_its_messages_and_how_it_ended() {
    Result result =
        run(
            """
            const driver = new Driver();
            console.log(driver.running, driver.hasMeta, driver.start('/no/such'), driver.start(PROGRAM), driver.running);
            console.log(driver.start('true'));
            const task = driver.request('events', { n: 1 });
            console.log(task.done, task.exitCode, JSON.stringify(task.errorText), task.finalPayload);
            console.log(task.waitNext(), task.waitNext(5000), task.waitNext(), task.tryNext());
            console.log(task.done, task.exitCode, JSON.stringify(task.errorText), task.finalPayload);
            const failed = driver.request('fail');
            console.log(failed.waitNext(), failed.done, failed.exitCode, failed.errorText);
            console.log(driver.request('echo', {}).waitNext().data.line, driver.request('echo', [1]).waitNext().data.line);
            console.log(driver.request('echo', { ü: [1.5, null] }).waitNext().data);
            const silent = driver.request('silent');
            console.log(silent.tryNext(), silent.waitNext(20), silent.done);
            console.log(tried(() => driver.request()), tried(() => driver.start()));
            """);
    assertThat(result.lines())
        .containsExactly(
            "false false false true true",
            "false",
            "false -1 \"\" null",
            "{\"status\":\"event\",\"code\":0,\"data\":{\"event\":\"progress\",\"data\":{\"n\":0}}}"
                + " {\"status\":\"done\",\"code\":0,\"data\":{\"n\":1}} null null",
            "true 0 \"\" {\"n\":1}",
            "{\"status\":\"error\",\"code\":42,\"data\":{\"message\":\"not now\",\"why\":7}} true 42 not now",
            "{\"cmd\":\"echo\"} {\"cmd\":\"echo\"}",
            "{\"line\":\"{\\\"cmd\\\":\\\"echo\\\",\\\"data\\\":{\\\"ü\\\":[1.5,null]}}\",\"data\":{\"ü\":[1.5,null]}}",
            "null null false",
            "TypeError: request(cmd, data?): cmd must be a string"
                + " TypeError: start(program, args?): program must be a string");
  }

  @Test
  void lines_are_the_current_tasks_until_one_ends_it() {
    Result result =
        run(
            """
            const driver = opened();
            const first = driver.request('add', { a: 1, b: 1 });
            const second = driver.request('add', { a: 2, b: 2 });
            console.log(second.waitNext().data, first.done, first.exitCode, first.waitNext());
            console.log(driver.request('silent').waitNext().data);
            const begun = driver.request('begin');
            while (begun.tryNext() === null);
            driver.request('after').waitNext();
            const next = driver.request('add', { a: 3, b: 3 });
            console.log(next.waitNext().data, next.waitNext().data);
            const one = driver.request('events');
            one.waitNext(), one.waitNext(), one.waitNext();
            const kept = driver.request('begin');
            console.log((await waitAny([kept], 5000)).msg.data, driver.request('add', { a: 4, b: 4 }).waitNext().data);
            """);
    assertThat(result.lines())
        .containsExactly(
            "{\"sum\":2} false -1 null",
            "{\"sum\":4}",
            "{\"late\":true} {\"sum\":6}",
            "{\"begun\":true} {\"sum\":8}");
  }

  @Test
  void what_is_no_answer_ends_a_task() {
    Result result =
        run(
            """
            const driver = opened();
            const garbage = driver.request('garbage');
            console.log(garbage.waitNext(), garbage.done, garbage.errorText);
            const long = driver.request('long');
            console.log(long.waitNext(), long.exitCode);
            console.log(driver.request('add', { a: 1, b: 2 }).waitNext().data);
            const dead = driver.request('exit', { code: 3 }).waitNext();
            console.log(dead.code, dead.data.message.replace(PROGRAM, 'P'), driver.running);
            const late = driver.request('add');
            console.log(late.waitNext().data.message.replace(PROGRAM, 'P'), late.exitCode, late.done);
            const killed = opened();
            console.log(killed.request('die').waitNext().data.message.replace(PROGRAM, 'P'));
            console.log(new Driver().request('add').waitNext());
            const ended = opened();
            const open = ended.request('silent');
            ended.terminate();
            console.log(ended.running, open.waitNext().code, ended.request('add').waitNext().code);
            """);
    assertThat(result.lines())
        .containsExactly(
            "{\"status\":\"error\",\"code\":1000,\"data\":{\"message\":\"invalid response\",\"raw\":\"Listening ...\"}} true invalid response",
            "{\"status\":\"error\",\"code\":1002,\"data\":{\"channel\":\"stdout\",\"limit\":8388608,\"message\":\"output buffer overflow\"}} 1002",
            "{\"sum\":3}",
            "1001 driver process exited without sending a response: program=P, exitCode=3, exitStatus=normal false",
            "failed to write request: program=P, exitCode=3, exitStatus=normal 1001 true",
            "driver process exited without sending a response: program=P, exitCode=9, exitStatus=crash",
            "{\"status\":\"error\",\"code\":1001,\"data\":{\"message\":\"failed to write request: program=<unknown>, exitCode=0, exitStatus=normal\"}}",
            "false 1001 1001");
  }

  @Test
  void the_meta_is_asked_for_once() {
    Result result =
        run(
            """
            const driver = opened();
            const meta = driver.queryMeta();
            console.log(driver.hasMeta, meta.info.id, driver.queryMeta(1) === meta);
            const none = new Driver();
            none.start('cat');
            console.log(none.queryMeta(1000), none.hasMeta);
            const mute = new Driver();
            mute.start('sleep', ['60']);
            console.log(mute.queryMeta(20));
            """);
    assertThat(result.lines()).containsExactly("true test.driver true", "null false", "null");
  }

  @Test
  void an_opened_driver_has_its_commands_as_functions() {
    Result result =
        run(
            """
            const driver = await openDriver(PROGRAM, ['--profile=oneshot', '--x'], { metaTimeoutMs: 9000 });
            console.log(await driver.add({ a: 1, b: 2 }), await driver.events({ n: 3 }), await driver.argv());
            console.log((await driver['vessel.command']({ x: 1 })).data, driver.nothing, driver.request, driver.then);
            const error = await driver.fail().catch((e) => e);
            console.log(error instanceof Error, error.message, error.code, error.data);
            const pending = driver.add({ a: 5, b: 5 });
            console.log(tried(() => driver.add({})));
            console.log(await pending, await driver.add({ a: 6, b: 6 }));
            console.log(driver.$meta.info.name, driver.$driver instanceof Driver, driver.$driver.hasMeta);
            console.log(driver.$rawRequest('echo').waitNext().data.line);
            console.log(tried(() => driver.add({}, { x: 1 })), tried(() => driver.add({}, { timeoutMs: -1 })));
            console.log(await Promise.all([1, 2, 3, 4].map(async (n) => (await (await openDriver(PROGRAM)).add({ a: n, b: n })).sum)));
            const slow = await driver.silent({}, { timeoutMs: 30 }).catch((e) => e);
            console.log(slow.code, slow.message, driver.$driver.running);
            const other = await openDriver(PROGRAM);
            const cut = awaited(other.silent());
            other.$close();
            console.log(short(await cut));
            const gone = await openDriver(PROGRAM);
            console.log(short(await awaited(gone.exit())));
            """);
    assertThat(result.lines())
        .containsExactly(
            "{\"sum\":3} {\"n\":3} [\"--x\",\"--profile=keepalive\"]",
            "{\"x\":1} undefined undefined undefined",
            "true not now 42 {\"message\":\"not now\",\"why\":7}",
            "Error: DriverBusyError: request already in flight",
            "{\"sum\":10} {\"sum\":12}",
            "Test true true",
            "{\"cmd\":\"echo\"}",
            "TypeError: unknown driver command option: x RangeError: timeoutMs must be a non-negative integer",
            "[2,4,6,8]",
            "ETIMEDOUT Command timeout: silent (30ms) false",
            "Error: driver process exited without sending a response: pro",
            "Error: driver process exited without sending a response: pro");
    assertThat(result.code()).isZero();
  }

  @Test
  void what_cannot_be_opened_is_told() {
    Result result =
        run(
            """
            console.log(await awaited(openDriver('/no/such')));
            console.log(await awaited(openDriver('sh', ['-c', 'cat'], { metaTimeoutMs: 5000 })));
            console.log(await awaited(openDriver('sh', ['-c', 'sleep 60'], { metaTimeoutMs: 20 })));
            console.log(await awaited(openDriver('')), await awaited(openDriver('x', 'y')));
            console.log(await awaited(openDriver('x', [], { y: 1 })), await awaited(openDriver('x', [1])));
            console.log(await awaited(openDriver('x', [], { metaTimeoutMs: 0 })));
            console.log(await awaited(openDriver('x', [], { metaTimeoutMs: '1' })));
            """);
    assertThat(result.lines())
        .containsExactly(
            "Error: Failed to start driver: /no/such",
            "Error: Failed to query metadata from: sh (timeoutMs=5000)",
            "Error: Failed to query metadata from: sh (timeoutMs=20)",
            "TypeError: openDriver: program must be a non-empty string TypeError: openDriver: args must be an array",
            "TypeError: openDriver: unknown option: y TypeError: openDriver: args item must be string",
            "RangeError: openDriver: metaTimeoutMs must be a positive integer",
            "TypeError: openDriver: metaTimeoutMs must be a number");
  }

  @Test
  void the_first_message_of_any_task_comes_in_their_order() {
    Result result =
        run(
            """
            const a = opened();
            const b = opened();
            const silent = a.request('silent');
            const events = b.request('events', { n: 1 });
            let ticks = 0;
            const tick = setInterval(() => ticks++, 5);
            console.log(await waitAny([silent, events]), await waitAny([silent, events], 5000));
            console.log(await waitAny([silent, events], 60), ticks > 0, await waitAny([events]), await waitAny([]));
            clearInterval(tick);
            const pending = waitAny([silent]);
            console.log(await awaited(waitAny([silent])));
            console.log(await awaited(waitAny([events, events])));
            console.log(await awaited(waitAny('x')), await awaited(waitAny([{}])));
            console.log(await awaited(waitAny([silent], -1)));
            a.request('add', { a: 1, b: 1 });
            console.log(await pending);
            const last = b.request('silent');
            const end = waitAny([last]);
            b.terminate();
            console.log((await end).msg.code, last.done, last.exitCode);
            """);
    assertThat(result.lines())
        .containsExactly(
            "{\"taskIndex\":1,\"msg\":{\"status\":\"event\",\"code\":0,\"data\":{\"event\":\"progress\",\"data\":{\"n\":0}}}}"
                + " {\"taskIndex\":1,\"msg\":{\"status\":\"done\",\"code\":0,\"data\":{\"n\":1}}}",
            "null true null null",
            "Error: waitAny conflict: the same Task is already in a pending waitAny group",
            "Error: waitAny: duplicate Task in tasks array",
            "TypeError: waitAny(tasks, timeoutMs?): tasks must be an array TypeError: waitAny: array element 0 is not a Task",
            "TypeError: waitAny(tasks, timeoutMs?): timeoutMs must be >= 0",
            "null",
            "1001 true 1001");
  }

  @Test
  void what_a_driver_logs_is_passed_on_and_never_holds_it_up() {
    Result result =
        run(
            """
            const driver = await openDriver(PROGRAM);
            for (let n = 0; n < 5; n++) await driver.log();
            console.log('logged');
            """);
    assertThat(result.lines()).contains("logged", "[INFO] " + "y".repeat(200_000));
  }

  @Test
  void large_requests_and_floods_of_events_pass() {
    Result result =
        run(
            """
            const driver = opened();
            console.log(driver.request('echo', { text: 'z'.repeat(1 << 20) }).waitNext().data.data.text.length);
            const slow = driver.request('sleep', { s: 0.2 });
            for (let n = 0; n < 100; n++) driver.request('add', { a: n, b: 0, pad: 'p'.repeat(2000) });
            console.log(driver.running);
            const other = opened();
            const flood = other.request('events', { n: 30000, pad: 1000 });
            let count = 0;
            while (!flood.done) count += flood.waitNext().status === 'event';
            console.log(count, flood.finalPayload);
            """);
    assertThat(result.lines()).containsExactly("1048576", "true", "30000 {\"n\":30000}");
  }

  @Test
  void a_sample_driver_works() {
    Path samples = Path.of("../samples/drivers/thermometer").toAbsolutePath().normalize();
    Result result =
        run(
            """
            const thermometer = await openDriver('SAMPLES/stdio.drv.thermometer');
            console.log(thermometer.$meta.info.id, (await thermometer.read({ unit: 'kelvin' })).value > 200);
            console.log(await awaited(thermometer.read({ unit: 'yards' })));
            """
                .replace("SAMPLES", samples.toString()));
    assertThat(result.lines())
        .containsSubsequence("sample.thermometer true", "Error: unit: invalid enum value");
  }
}
