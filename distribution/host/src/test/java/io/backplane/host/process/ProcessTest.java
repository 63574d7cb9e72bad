package io.backplane.host.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.host.TestService;
import io.backplane.host.TestService.Result;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What services see of {@code exec} and of {@code stdiolink/process}. */
class ProcessTest {

  private static final String ALL =
      """
      import { exec } from 'stdiolink';
      import { execAsync, spawn } from 'stdiolink/process';
      const tried = (act) => { try { return act(); } catch (e) { return `${e.name}: ${e.message}`; } };
      const awaited = (promise) => promise.then((it) => it, (e) => typeof e + ' ' + e);
      const ends = (handle) => new Promise((resolve) => handle.onExit(resolve));
      """;

  @TempDir private Path folder;

  private Result run(String script) {
    Result result = TestService.of(folder, ALL + script).run();
    assertThat(result.out()).isEmpty();
    return result;
  }

  @Test
  void exec_runs_a_program_to_its_end() {
    Result result =
        run(
            """
            console.log(exec('sh', ['-c', 'echo out; echo err >&2; exit 3']));
            console.log(exec('cat', [], { input: 'grüße' }).stdout);
            console.log(exec('sh', ['-c', 'pwd; echo $NAME'], { cwd: '/', env: { NAME: 5 } }).stdout);
            console.log(exec('sh', ['-c', 'kill -9 $$']).exitCode);
            console.log(exec('cat', null, { input: 'x'.repeat(1 << 20) }).stdout.length);
            console.log(exec('./own.sh', []).exitCode, exec('true').stdout === '');
            """
                .replace("./own.sh", own("exit 4").toString()));
    assertThat(result.lines())
        .containsExactly(
            "{\"exitCode\":3,\"stdout\":\"out\\n\",\"stderr\":\"err\\n\"}",
            "grüße",
            "/",
            "5",
            "",
            "9",
            "1048576",
            "4 true");
  }

  private Path own(String line) {
    TestService.of(folder, "").file("own.sh", "#!/bin/sh\n" + line + "\n");
    folder.resolve("own.sh").toFile().setExecutable(true);
    return folder.resolve("own.sh");
  }

  @Test
  void exec_says_why_it_cannot() {
    Result result =
        run(
            """
            console.log(tried(() => exec('no-such-program')));
            console.log(tried(() => exec('/etc/passwd')));
            console.log(tried(() => exec('true', [], { cwd: '/no/such' })));
            console.log(tried(() => exec('sh', ['-c', 'sleep 60; true'], { timeout: 50 })));
            console.log(tried(() => exec('sh', ['-c', 'head -c 68000000 /dev/zero'])));
            console.log(tried(() => exec(5)));
            console.log(tried(() => exec('true', 'x')));
            console.log(tried(() => exec('true', [], 'x')));
            console.log(tried(() => exec('true', [], { env: 'x' })));
            """);
    assertThat(result.lines())
        .containsExactly(
            "InternalError: exec: failed to start process: no-such-program",
            "InternalError: exec: failed to start process: /etc/passwd",
            "InternalError: exec: failed to start process: true",
            "InternalError: exec: process timed out",
            "InternalError: exec: output is larger than 64 MiB",
            "TypeError: exec(program, args?, options?): program must be a string",
            "TypeError: exec(program, args?, options?): args must be an array",
            "TypeError: exec(program, args?, options?): options must be an object",
            "TypeError: options.env must be an object");
  }

  @Test
  void exec_does_not_wait_for_what_a_program_leaves_behind() {
    Result result =
        run("console.log(exec('sh', ['-c', 'sleep 20 & echo begun'], { timeout: 10000 }));");
    assertThat(result.lines())
        .containsExactly("{\"exitCode\":0,\"stdout\":\"begun\\n\",\"stderr\":\"\"}");
  }

  @Test
  void exec_async_settles_while_others_go_on() {
    Result result =
        run(
            """
            const slow = execAsync('sh', ['-c', 'read x; echo $x; exit 2'], { input: 'in\\n', env: { A: 'b' }, cwd: '/' });
            queueMicrotask(() => console.log('meanwhile'));
            console.log(await slow);
            console.log(await Promise.all([1, 2, 3].map(async (n) => (await execAsync('echo', [`${n}`])).stdout.trim())));
            console.log(await awaited(execAsync('no-such-program')), await awaited(execAsync('x\\0')));
            console.log(await awaited(execAsync('sleep', ['60'], { timeoutMs: 50 })));
            console.log(await awaited(execAsync('head', ['-c', '68000000', '/dev/zero'])));
            console.log(tried(() => execAsync('true', [], { timeout: 1 })));
            console.log(tried(() => execAsync()));
            console.log(tried(() => execAsync('')));
            console.log(tried(() => execAsync('true', 'x')));
            console.log(tried(() => execAsync('true', [1])));
            """);
    assertThat(result.lines())
        .containsExactly(
            "meanwhile",
            "{\"exitCode\":2,\"stdout\":\"in\\n\",\"stderr\":\"\"}",
            "[\"1\",\"2\",\"3\"]",
            "string execAsync: failed to start process string execAsync: failed to start process",
            "string execAsync: process timed out",
            "string execAsync: output is larger than 64 MiB",
            "TypeError: execAsync: unknown option: timeout",
            "TypeError: execAsync: program must be a string",
            "TypeError: execAsync: program must be a non-empty string",
            "TypeError: args must be an array of strings",
            "TypeError: args[0] must be a string");
    assertThat(result.code()).isZero();
  }

  @Test
  void a_spawned_program_is_talked_with() {
    Result result =
        run(
            """
            const handle = spawn('sh', ['-c', 'while read x; do echo "got $x"; echo "err $x" >&2; done; exit 6']);
            let out = '';
            let err = '';
            console.log(handle.running, handle.pid > 0, handle.onStderr((text) => (err += text)) === handle);
            handle.onStdout((text) => {
              out += text;
              if (out === 'got a\\n') console.log(handle.write('ü\\n'));
              if (out.endsWith('ü\\n')) handle.closeStdin();
            });
            console.log(handle.write('a\\n'), tried(() => handle.write(5)), tried(() => handle.onStdout()));
            console.log(await ends(handle));
            console.log(JSON.stringify([out, err]), handle.running, handle.pid, handle.write('late'));
            handle.kill();
            handle.onExit(({ exitCode }) => console.log('again', exitCode));
            """);
    assertThat(result.lines())
        .containsExactly(
            "true true true",
            "true TypeError: write: data must be a string TypeError: onStdout: callback required",
            "true",
            "{\"exitCode\":6,\"exitStatus\":\"normal\"}",
            "[\"got a\\ngot ü\\n\",\"err a\\nerr ü\\n\"] false 0 false",
            "again 6");
  }

  @Test
  void a_spawned_program_ends_by_signals_and_limits() {
    Result result =
        run(
            """
            const killed = spawn('sleep', ['60']);
            killed.kill('SIGKILL');
            console.log(await ends(killed));
            const polite = spawn('sh', ['-c', 'trap "echo bye; exit 0" TERM; echo up; while :; do sleep 0.01; done']);
            polite.onStdout((text) => (text === 'up\\n' ? polite.kill() : console.log(text.trim())));
            console.log(await ends(polite));
            console.log(await ends(spawn('sh', ['-c', 'sleep 60; true'], { timeoutMs: 50 })));
            console.log(await ends(spawn('no-such-program')), spawn('no-such-program').running);
            console.log(tried(() => spawn('true', [], { input: '' })));
            console.log(tried(() => spawn(1)));
            """);
    assertThat(result.lines())
        .containsExactly(
            "{\"exitCode\":9,\"exitStatus\":\"crash\"}",
            "bye",
            "{\"exitCode\":0,\"exitStatus\":\"normal\"}",
            "{\"exitCode\":9,\"exitStatus\":\"crash\"}",
            "{\"exitCode\":-1,\"exitStatus\":\"crash\"} false",
            "TypeError: spawn: unknown option: input",
            "TypeError: spawn: program must be a string");
  }

  @Test
  void a_spawned_program_whose_handle_is_dropped_is_heard_to_its_end() {
    Result result =
        run(
            """
            spawn('sh', ['-c', 'sleep 1; head -c 3000000 /dev/zero; exit 1'])
              .onStdout((text) => (globalThis.length = (globalThis.length ?? 0) + text.length))
              .onExit((exit) => console.log(exit, globalThis.length));
            """);
    assertThat(result.lines())
        .containsExactly("{\"exitCode\":1,\"exitStatus\":\"normal\"} 3000000");
    assertThat(result.code()).isZero();
  }

  @Test
  void what_nobody_listened_to_yet_is_heard_later() {
    Result result =
        run(
            """
            const handle = spawn('echo', ['early']);
            await ends(handle);
            handle.onStdout((text) => console.log(text.trim()));
            """);
    assertThat(result.lines()).containsExactly("early");
  }
}
