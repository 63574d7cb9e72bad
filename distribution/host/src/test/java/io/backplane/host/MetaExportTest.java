package io.backplane.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.host.TestService.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a service says of itself without being run. */
class MetaExportTest {

  @TempDir private Path folder;

  private Result export(String script) {
    TestService.of(folder, script);
    return TestService.host("", List.of("--export-meta", folder.toString()));
  }

  @Test
  void a_daemon_may_listen_and_tell_at_its_top_level() {
    Result result =
        export(
            """
            import { emit, on, reference, state, unit } from 'backplane';
            const hearing = on('instance.', () => {});
            state.watch('a', () => {}).close();
            hearing.close();
            emit('begun', 1);
            const [one, other] = [unit('a'), reference('b')];
            setInterval(() => one.go(other), 1000);
            export const commands = { go() {} };
            """);
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out()).contains("\"go\"");
  }

  @Test
  void it_is_written_to_a_file_where_one_is_named() throws IOException {
    TestService.of(folder, "")
        .file(
            "config.schema.json",
            "{\"a\":{\"type\":\"string\",\"default\":\"" + "x".repeat(100_000) + "\"}}");
    Path file = folder.resolve("meta.json");
    assertThat(TestService.host("", List.of("--export-meta=" + file, folder.toString())))
        .isEqualTo(new Result(0, "", ""));
    assertThat(file).content().contains("x".repeat(100_000));
  }

  @Test
  void without_commands_it_is_never_evaluated() {
    TestService.of(folder, "");
    Result result =
        export("import { writeText } from 'stdiolink/fs'; console.log('evaluated'); throw 1;");
    assertThat(result)
        .isEqualTo(
            new Result(
                0,
                "{\"schemaVersion\":\"1.0\",\"info\":{\"id\":\"t\",\"name\":\"t\",\"version\":\"1.0.0\","
                    + "\"capabilities\":[\"cancel\"],\"x-backplane\":{\"multiplex\":true}}}\n",
                ""));
  }

  @Test
  void its_commands_are_there_however_they_are_exported() {
    TestService.of(folder, "")
        .file("lib/commands.js", "export const commands = { a() {}, b() {} };");
    Result result =
        export(
            """
            export * from './lib/commands.js';
            export const meta = { commands: [{ name: 'b', description: 'B.' }] };
            setInterval(() => {}, 1000);
            """);
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .contains(
            "\"commands\":[{\"name\":\"b\",\"description\":\"B.\",\"returns\":{\"type\":\"object\"}},"
                + "{\"name\":\"a\",\"returns\":{\"type\":\"object\"}}]");
  }

  @Test
  void nothing_is_reached_meanwhile() {
    String file = folder.resolve("written").toString();
    Result result =
        export(
            """
            import { exec, openDriver, getConfig } from 'stdiolink';
            import { resolveDriver } from 'stdiolink/driver';
            import { execAsync, spawn } from 'stdiolink/process';
            import { readText, writeText, mkdir } from 'stdiolink/fs';
            import { get } from 'stdiolink/http';
            const tried = async (act) => {
              try { console.log(await act()); } catch (e) { console.log(e.name, e.message); }
            };
            for (const act of [() => exec('true'), () => openDriver('true'), () => resolveDriver('x'), () => spawn('true'),
                () => execAsync('true'), () => writeText('FILE', 'x'), () => mkdir('FILE'), () => get('http://127.0.0.1:1/')]) {
              await tried(act);
            }
            console.log(readText('DIR/config.schema.json'), getConfig());
            export const commands = {};
            """
                .replace("FILE", file)
                .replace("DIR", folder.toString()));
    String refused = "InternalError not while the service is asked for its meta";
    assertThat(result.lines())
        .containsExactly(
            refused, refused, refused, refused, refused, refused, refused, refused, "{} {}");
    assertThat(Path.of(file)).doesNotExist();
    assertThat(result.code()).isZero();
  }

  @Test
  void what_keeps_it_from_being_said_is_said() {
    assertThat(export("export const commands = {}; throw new Error('top');"))
        .matches(it -> it.code() == 1 && it.err().startsWith("Error: Uncaught Error: top"));
    assertThat(export("const x = ;"))
        .matches(it -> it.code() == 1 && it.err().contains("SyntaxError"));
    assertThat(export("export const commands = {}; await new Promise(() => {});"))
        .matches(it -> it.code() == 1 && it.err().contains("nothing under way"));
    assertThat(TestService.host("", List.of("--export-meta", folder.resolve("no").toString())))
        .matches(it -> it.code() == 2 && it.err().startsWith("Error: service directory not found"));
  }

  @Test
  void one_that_does_not_come_to_an_end_is_ended() {
    assertThat(export("export const commands = {}; for (;;);"))
        .isEqualTo(
            new Result(1, "", "Error: the service has not said within 10 s what it offers\n"));
  }
}
