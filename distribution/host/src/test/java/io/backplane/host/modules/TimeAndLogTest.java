package io.backplane.host.modules;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.host.TestService;
import io.backplane.host.TestService.Result;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code stdiolink/time} and {@code stdiolink/log}. */
class TimeAndLogTest {

  private static final String TS = "\"ts\":\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z\"";

  @TempDir private Path folder;

  private Result run(String script) {
    return TestService.of(folder, script).run();
  }

  @Test
  void clocks_go_on_and_sleep_takes_its_time() {
    long before = System.currentTimeMillis();
    Result result =
        run(
            """
            import { nowMs, monotonicMs, sleep } from 'stdiolink/time';
            const first = monotonicMs();
            console.log(nowMs());
            const asleep = sleep(40);
            console.log(first, asleep instanceof Promise, await asleep);
            const second = monotonicMs();
            console.log(second >= 39, Number.isInteger(second), monotonicMs() >= second, Number.isInteger(nowMs()));
            await sleep(0);
            sleep(20).then(() => console.log('kept alive'));
            """);
    assertThat(Long.parseLong(result.lines().getFirst()))
        .isBetween(before, System.currentTimeMillis());
    assertThat(result.lines().subList(1, 4))
        .containsExactly("0 true undefined", "true true true true", "kept alive");
  }

  @Test
  void nothing_else_than_a_time_can_be_slept() {
    Result result =
        run(
            """
            import { sleep } from 'stdiolink/time';
            for (const ms of [undefined, '5', null, -1, NaN, Infinity]) {
              try { sleep(ms); console.log('no error'); } catch (e) { console.log(e.name, e.message); }
            }
            """);
    assertThat(result.lines())
        .containsExactly(
            "TypeError sleep: argument must be a number",
            "TypeError sleep: argument must be a number",
            "TypeError sleep: argument must be a number",
            "RangeError sleep: ms must be a finite number >= 0, got -1",
            "RangeError sleep: ms must be a finite number >= 0, got NaN",
            "RangeError sleep: ms must be a finite number >= 0, got Infinity");
  }

  @Test
  void a_logged_line_is_json_on_stderr() {
    Result result =
        run(
            """
            import { createLogger } from 'stdiolink/log';
            const log = createLogger({ service: 's', a: 1 });
            log.debug('d');
            log.info('i', { n: [1, { z: 1, b: 'ü' }], a: 2 });
            log.warn('w', null);
            log.error('e');
            createLogger().info(5);
            createLogger({}).info();
            """);
    assertThat(result.out()).isEmpty();
    assertThat(result.lines())
        .satisfiesExactly(
            line ->
                matches(
                    line,
                    "{\"fields\":{\"a\":1,\"service\":\"s\"},\"level\":\"debug\",\"msg\":\"d\","),
            line ->
                matches(
                    line,
                    "{\"fields\":{\"a\":2,\"n\":[1,{\"b\":\"ü\",\"z\":1}],\"service\":\"s\"},\"level\":\"info\",\"msg\":\"i\","),
            line ->
                matches(
                    line,
                    "Warning: {\"fields\":{\"a\":1,\"service\":\"s\"},\"level\":\"warn\",\"msg\":\"w\","),
            line ->
                matches(
                    line,
                    "Error: {\"fields\":{\"a\":1,\"service\":\"s\"},\"level\":\"error\",\"msg\":\"e\","),
            line -> matches(line, "{\"level\":\"info\",\"msg\":\"5\","),
            line -> matches(line, "{\"level\":\"info\",\"msg\":\"\","));
  }

  private static void matches(String line, String beginning) {
    assertThat(line).startsWith(beginning);
    assertThat(line.substring(beginning.length())).matches(TS + "}");
  }

  @Test
  void a_child_has_more_fields_and_its_parent_stays_as_it_is() {
    Result result =
        run(
            """
            import { createLogger } from 'stdiolink/log';
            const base = { a: 1 };
            const log = createLogger(base);
            const child = log.child({ b: 2 }).child({ a: 3 });
            base.a = 9;
            console.log = () => {};
            const { info } = child;
            info('child');
            log.info('parent');
            log.child().info('none');
            """);
    assertThat(result.lines().stream().map(it -> it.replaceAll(",\"ts.*", "")))
        .containsExactly(
            "{\"fields\":{\"a\":3,\"b\":2},\"level\":\"info\",\"msg\":\"child\"",
            "{\"fields\":{\"a\":1},\"level\":\"info\",\"msg\":\"parent\"",
            "{\"fields\":{\"a\":1},\"level\":\"info\",\"msg\":\"none\"");
  }

  @Test
  void fields_that_are_no_object_are_a_type_error() {
    Result result =
        run(
            """
            import { createLogger } from 'stdiolink/log';
            const log = createLogger();
            for (const call of [() => log.info('m', 'x'), () => log.error('m', 1), () => log.child(true), () => createLogger('x')]) {
              try { call(); console.log('no error'); } catch (e) { console.log(e.name, e.message); }
            }
            """);
    assertThat(result.lines())
        .containsExactly(
            "TypeError log.info: fields must be an object",
            "TypeError log.error: fields must be an object",
            "TypeError log.child: extraFields must be an object",
            "TypeError log.createLogger: baseFields must be an object");
  }
}
