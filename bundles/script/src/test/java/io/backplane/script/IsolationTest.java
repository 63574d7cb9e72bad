package io.backplane.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IsolationTest {

  private static final String COMMANDS = "export const commands = { run() { return 1; } };";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Java", "Packages", "java", "Polyglot", "Graal", "print", "printErr", "load",
            "loadWithNewGlobal",
        "quit", "exit", "read", "readFully", "readline", "require", "process", "fetch",
            "XMLHttpRequest",
        "SharedArrayBuffer", "WebAssembly", "Worker"
      })
  void a_script_has_no(String global) {
    String source =
        "export const commands = { run: () => typeof globalThis['%s'] };".formatted(global);
    try (var stage = new Stage(source)) {
      assertThat(stage.call("run").end()).isEqualTo("done undefined");
    }
  }

  @Test
  void functions_of_the_host_lead_nowhere() {
    String source =
        """
        export const commands = {
          run(params, call) {
            const seen = [];
            for (const given of [call, call.event, call.log, setTimeout, console.log]) {
              for (const name of ['class', 'getClass', 'constructor']) {
                seen.push(typeof given[name]?.forName, typeof given[name]?.getClassLoader);
              }
            }
            return [...new Set(seen)];
          },
        };
        """;
    try (var stage = new Stage(source)) {
      assertThat(stage.call("run").value()).isEqualTo(List.of("undefined"));
    }
  }

  @Test
  void a_script_imports_its_own_modules() {
    String main =
        "import { one } from './lib/one.js'; import two from './two.mjs';"
            + " export const commands = { run: async () => one + two + (await import('./lib/three.js')).three };";
    try (var stage =
        new Stage(
            main,
            "lib/one.js",
            "import two from '../two.mjs'; export const one = two - 1;",
            "two.mjs",
            "export default 2;",
            "lib/three.js",
            "export const three = 3;")) {
      assertThat(stage.call("run").end()).isEqualTo("done 6");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fs",
        "node:fs",
        "lodash",
        "lib/one.js",
        "https://example.org/x.js",
        "file:///etc/passwd",
        "./data.json",
        "./one"
      })
  void anything_else_is_not_imported(String specifier) {
    String fault =
        Stage.fault(
            "import * as x from '" + specifier + "'; " + COMMANDS,
            "lib/one.js",
            "export {}",
            "data.json",
            "{}",
            "one",
            "");

    assertThat(fault)
        .startsWith("the script does not start: ")
        .contains(specifier.replaceFirst("^\\.", ""))
        .contains("own jar, nothing else");
  }

  @ParameterizedTest
  @ValueSource(strings = {"./no.js", "../../../etc/passwd.js", "/etc/hostname.js"})
  void what_is_not_in_the_jar_is_not_found(String specifier) {
    assertThat(Stage.fault("import * as x from '" + specifier + "'; " + COMMANDS))
        .contains("it is not in the jar");
  }

  @Test
  void a_module_has_a_cap() {
    assertThat(
            Stage.fault(
                "import './big.js'; " + COMMANDS, "big.js", "/".repeat(ModuleFiles.BYTES_MAX + 1)))
        .contains("it is larger than 1 MiB");
  }

  @Test
  void scripts_do_not_see_each_other() {
    String source =
        "globalThis.seen = (globalThis.seen ?? 0) + 1; export const commands = { run: () => globalThis.seen };";
    try (var one = new Stage(source);
        var two = new Stage(source)) {
      assertThat(one.call("run").end()).isEqualTo("done 1");
      assertThat(two.call("run").end()).isEqualTo("done 1");
    }
  }
}
