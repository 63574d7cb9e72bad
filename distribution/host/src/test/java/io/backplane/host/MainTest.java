package io.backplane.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.host.TestService.Result;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the program does with a service's folder and its options. */
class MainTest {

  @TempDir private Path folder;

  private TestService service(String script) {
    return TestService.of(folder, script);
  }

  @Test
  void console_goes_to_stderr_and_stdout_stays_free() {
    Result result =
        service(
                """
                console.log('a', 1, {b: [true, null]});
                console.info('i');
                console.warn('w');
                console.error('e', undefined);
                """)
            .run();
    assertThat(result)
        .isEqualTo(
            new Result(0, "", "a 1 {\"b\":[true,null]}\ni\nWarning: w\nError: e undefined\n"));
  }

  @Test
  void it_goes_on_until_nothing_is_left_to_come() {
    Result result =
        service(
                """
                setTimeout(() => console.log('later'), 1000);
                let n = 0;
                const every = setInterval(() => { if (++n === 3) clearInterval(every); }, 1);
                queueMicrotask(() => console.log('soon'));
                await new Promise((done) => setTimeout(done, 5));
                console.log('awaited');
                clearTimeout(setTimeout(() => console.log('never'), 600000));
                setTimeout(() => console.log('n', n), 2000);
                """)
            .run();
    assertThat(result.lines()).containsSubsequence("soon", "awaited", "later", "n 3");
    assertThat(result.code()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "throw new TypeError('broken') | Uncaught TypeError: broken",
        "Promise.reject(new Error('lost')) | Uncaught Error: lost",
        "await Promise.reject(new Error('top')) | Uncaught Error: top",
        "setTimeout(() => { throw new Error('timer'); }, 1) | Uncaught Error: timer",
        "await new Promise(() => {}) | nothing under way",
        "const x = ; | SyntaxError",
        "import './none.js' | none.js",
        "import 'left-pad' | left-pad",
        "import './data.json' | data.json",
      })
  void what_nobody_catches_ends_it_with_1(String script, String told) {
    Result result = service(script + "\n").file("data.json", "{}").run();
    assertThat(result.code()).as(result.err()).isEqualTo(1);
    assertThat(result.err()).startsWith("Error: ").contains(told);
  }

  @Test
  void modules_import_each_other_by_their_files() {
    Result result =
        service("import { a } from './lib/a.mjs'; console.log(a);")
            .file("lib/a.mjs", "import b from '../b.js'; export const a = 'a' + b;")
            .file("b.js", "export default 'b';")
            .run();
    assertThat(result).isEqualTo(new Result(0, "", "ab\n"));
  }

  @Test
  void nothing_of_the_host_is_there() {
    Result result =
        service(
                "console.log(typeof Java, typeof Polyglot, typeof backplaneHost, typeof load, typeof process)")
            .run();
    assertThat(result.lines()).containsExactly("undefined undefined undefined undefined undefined");
  }

  private static final String SCHEMA =
      """
      {"port": {"type": "int", "required": true, "constraints": {"min": 1, "max": 65535}},
       "name": {"type": "string", "default": "n"},
       "tls": {"type": "object", "fields": {"on": {"type": "bool", "default": false}}}}
      """;

  private TestService configured() {
    return service("import { getConfig } from 'stdiolink'; console.log(getConfig());")
        .file("config.schema.json", SCHEMA)
        .file("c.json", "{\"port\": 5, \"name\": \"file\"}");
  }

  @Test
  void a_configuration_is_one_object_of_what_json_can_say() {
    assertThat(
            configured()
                .file("c.json", "\ufeff{\"port\": 5}")
                .run("--config-file=" + folder.resolve("c.json"))
                .code())
        .isZero();
    for (String wrong : List.of("{\"port\": 5} x", "[]", "5", "", "{\"port\": 1e400}")) {
      Result result =
          configured().file("c.json", wrong).run("--config-file=" + folder.resolve("c.json"));
      assertThat(result.code()).as(wrong + " " + result.err()).isEqualTo(2);
      assertThat(result.err()).startsWith("Error: config file ").doesNotContain("java.");
    }
  }

  @Test
  void the_command_line_goes_over_the_file_and_the_file_over_defaults() {
    Result result =
        configured().run("--config-file=" + folder.resolve("c.json"), "--config.port=80");
    assertThat(result)
        .isEqualTo(new Result(0, "", "{\"name\":\"file\",\"port\":80,\"tls\":{\"on\":false}}\n"));
    Result nested = configured().run("--config.port=1", "--config.tls.on=true");
    assertThat(nested.err()).contains("\"tls\":{\"on\":true}");
  }

  @ParameterizedTest
  @CsvSource({
    "--config.name=x, 1, config validation failed: port: required field 'port' is missing",
    "--config.port=abc, 2, invalid config argument '--config.port=abc': port: expected integer literal",
    "--config.port=0, 1, config validation failed: port: value 0 < min 1",
    "--config.zzz=1, 1, config validation failed: zzz: unknown configuration field",
    "--config.port, 2, invalid config argument '--config.port': missing '='",
    "--config-file=none.json, 2, cannot read config file: none.json",
    "--bogus, 2, unknown option: --bogus",
  })
  void what_cannot_be_configured_is_said_on_stderr(String option, int code, String told) {
    Result result =
        option.contains("zzz")
            ? configured().run(option, "--config.port=1")
            : configured().run(option);
    assertThat(result).isEqualTo(new Result(code, "", "Error: " + told + "\n"));
  }

  @Test
  void a_frozen_configuration_cannot_be_changed() {
    Result result =
        service(
                """
                import { getConfig } from 'stdiolink';
                const config = getConfig();
                try { config.tls.on = true; } catch (e) { console.log(e.name, getConfig() === config); }
                """)
            .file("config.schema.json", SCHEMA)
            .run("--config.port=1");
    assertThat(result.lines()).containsExactly("TypeError true");
  }

  @ParameterizedTest
  @CsvSource({"manifest.json", "index.js", "config.schema.json"})
  void a_folder_that_lacks_a_file_is_refused(String file) {
    Result result = service("").without(file).run();
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).startsWith("Error: " + file + " not found in: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"manifestVersion\":\"1\",\"id\":\"t\",\"name\":\"t\"} | missing or empty field: version",
        "{\"manifestVersion\":\"2\",\"id\":\"t\",\"name\":\"t\",\"version\":\"1\"} | unsupported manifestVersion: 2",
        "{\"manifestVersion\":\"1\",\"id\":\"t\",\"name\":\"t\",\"version\":\"1\",\"x\":1} | unknown field: x",
        "[] | is not a JSON object",
        "{\"manifestVersion\":\"1\",\"id\":\"t\",\"name\":\"t\",\"version\":\"1\"} x | is not a JSON object",
      })
  void another_manifest_is_refused(String manifest, String told) {
    Result result = service("").file("manifest.json", manifest).run();
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).startsWith("Error: manifest.json").contains(told);
  }

  @Test
  void a_schema_with_another_type_is_refused() {
    Result result = service("").file("config.schema.json", "{\"y\":{\"type\":\"x\"}}").run();
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("unknown field type \"x\" for field \"y\"");
  }

  @Test
  void help_version_and_schema_are_printed_without_running_it() {
    assertThat(TestService.host("", List.of("--help")).out()).contains("Usage: ");
    assertThat(TestService.host("", List.of("-v")).out()).isEqualTo("stdiolink_service 0.1.0\n");
    Result dump = configured().run("--dump-config-schema");
    assertThat(dump.code()).isZero();
    assertThat(dump.out()).contains("\"port\"", "\"max\" : 65535");
  }

  @Test
  void a_configuration_is_read_from_standard_input() {
    configured();
    Result result =
        TestService.host("{\"port\": 7}", List.of(folder.toString(), "--config-file=-"));
    assertThat(result.err()).contains("\"port\":7");
  }
}
