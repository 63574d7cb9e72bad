package io.backplane.host.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.host.TestService;
import io.backplane.host.TestService.Result;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Services in TypeScript, and with packages of npm's. */
class TypeScriptTest {

  @TempDir private Path folder;

  private TestService service(String script) {
    return TestService.of(folder, "").without("index.js").file("index.ts", script);
  }

  private String path(String name) throws IOException {
    return folder.toRealPath().resolve(name).toString();
  }

  @Test
  void typescript_runs_with_what_it_imports() throws IOException {
    Result result =
        service(
                """
                import { APP_PATHS } from 'stdiolink/constants';
                import { readText } from 'stdiolink/fs';
                import { twice, type Pair } from './lib/twice';
                enum Colour { Red, Green }
                class Point { constructor(private x: number) {} get value(): number { return this.x; } }
                const pair: Pair = [twice(2), Colour.Green];
                console.log(pair, new Point(3).value satisfies number);
                console.log(import.meta.url);
                console.log(APP_PATHS.serviceDir, APP_PATHS.serviceEntryPath);
                console.log(readText(APP_PATHS.serviceDir + '/data.txt'));
                const later = './later.js';
                console.log((await import(later)).default);
                """)
            .file(
                "lib/twice.ts",
                "export type Pair = [number, number];\nexport const twice = (n: number) => n * 2;")
            .file("later.js", "export default 'as it is';")
            .file("data.txt", "beside it")
            .run();
    assertThat(result)
        .isEqualTo(
            new Result(
                0,
                "",
                "[4,1] 3\n"
                    + "file://"
                    + path("index.ts")
                    + "\n"
                    + path("")
                    + " "
                    + path("index.ts")
                    + "\nbeside it\nas it is\n"));
  }

  private static final String THROWING =
      """
      interface Input {
        n: number;
      }

      export function check(input: Input): never {
        throw new RangeError(`no ${input.n}`);
      }

      export async function later(input: Input): Promise<void> {
        await Promise.resolve();
        check(input);
      }
      """;

  @Test
  void an_error_that_nobody_catches_tells_its_places_in_typescript() throws IOException {
    Result called =
        service("import { check } from './lib/check';\n\ncheck({ n: 1 });\n")
            .file("lib/check.ts", THROWING)
            .run();
    assertThat(called)
        .isEqualTo(
            new Result(
                1,
                "",
                "Error: Uncaught RangeError: no 1\n    at check (%s:6:9)\n    at %s:3:1\n"
                    .formatted(path("lib/check.ts"), path("index.ts"))));
    Result awaited =
        service(
                "import { later } from './lib/check';\ntype T = number;\nawait later({ n: 2 as T });\n")
            .run();
    assertThat(awaited.code()).isEqualTo(1);
    assertThat(awaited.lines())
        .containsExactly(
            "Error: Uncaught RangeError: no 2",
            "    at check (" + path("lib/check.ts") + ":6:9)",
            "    at later (" + path("lib/check.ts") + ":11:3)",
            "    at " + path("index.ts") + ":3:7");
  }

  @Test
  void what_is_thrown_and_no_error_tells_its_places_too() throws IOException {
    Result result =
        service(
                """
                interface Gone {}

                function fail(): never {
                  throw 'text';
                }
                setTimeout(() => fail(), 1);
                """)
            .run();
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.lines())
        .startsWith("Error: Uncaught text", "    at fail (" + path("index.ts") + ":4:3)")
        .last()
        .asString()
        .contains(path("index.ts") + ":6:18");
  }

  @Test
  void the_stack_of_an_error_tells_its_places_in_typescript() throws IOException {
    Result result =
        service(
                """
                import { check } from './lib/check';
                type Unused = string;
                try {
                  check({ n: 1 });
                } catch (e) {
                  console.log((e as Error).stack);
                }
                const odd = new Error('x');
                odd.toString = () => { throw odd; };
                console.log(odd.stack?.split('\\n')[1]);
                """)
            .file("lib/check.ts", THROWING)
            .run();
    assertThat(result.lines())
        .startsWith(
            "RangeError: no 1",
            "    at check (" + path("lib/check.ts") + ":6:9)",
            "    at " + path("index.ts") + ":4:3")
        .contains("    at " + path("index.ts") + ":8:13");
  }

  @Test
  void what_does_not_compile_is_told_with_its_line_and_a_caret() {
    Result result = service("const a = 1;\nconst n: number = ;\n").run();
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err())
        .startsWith("Error: index.ts cannot be built:\n")
        .contains("index.ts:2:18:", "2 │ const n: number = ;", "╵                   ^");
    Result lost =
        service("import { x } from './none';\nimport y from 'left-pad';\nconsole.log(x, y);\n")
            .run();
    assertThat(lost.code()).isEqualTo(2);
    assertThat(lost.err())
        .contains(
            "Could not resolve \"./none\"", "Could not resolve \"left-pad\"", "index.ts:2:14:")
        .doesNotContain("mark the path");
  }

  @Test
  void packages_of_npm_are_bundled_where_they_are_declared() {
    TestService service =
        TestService.of(
                folder,
                "import five, { log } from 'five';\nimport old from 'old';\nlog(five + old.six);\n")
            .file("node_modules/five/package.json", "{\"name\":\"five\",\"module\":\"m.js\"}")
            .file(
                "node_modules/five/m.js",
                "import { createLogger } from 'stdiolink/log';\n"
                    + "export const log = (x) => console.log(x, typeof createLogger, process.env.NODE_ENV);\n"
                    + "export default 5;")
            .file("node_modules/old/index.js", "exports.six = 6;");
    assertThat(service.file("package.json", "{\"dependencies\":{\"five\":\"*\"}}").run())
        .isEqualTo(new Result(0, "", "11 function production\n"));
    Result undeclared = service.file("package.json", "{\"dependencies\":{}}").run();
    assertThat(undeclared.code()).isEqualTo(1);
    assertThat(undeclared.err()).contains("import a built-in module");
    Result broken = service.file("package.json", "{").run();
    assertThat(broken.code()).isEqualTo(2);
    assertThat(broken.err()).startsWith("Error: package.json cannot be read: ");
  }

  @Test
  void two_first_modules_are_refused() {
    Result result = service("").file("index.js", "").run();
    assertThat(result)
        .isEqualTo(
            new Result(
                2, "", "Error: both index.js and index.ts are in: " + folder + ": keep one\n"));
  }

  @Test
  void without_esbuild_it_says_so() {
    Result result = service("").with("BACKPLANE_ESBUILD", folder.resolve("none").toString()).run();
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err())
        .startsWith("Error: index.ts needs esbuild, which is not here for ")
        .endsWith(": BACKPLANE_ESBUILD can name one\n");
  }

  @Test
  void types_are_checked_where_it_is_wanted() {
    TestService service =
        service("import { n } from './n';\nconsole.log(n + 1);\n")
            .file("n.ts", "export const n: number = 'one';\n")
            .file(
                ".backplane/types/index.d.ts",
                "declare const console: { log(...values: unknown[]): void };");
    assertThat(service.run()).isEqualTo(new Result(0, "", "one1\n"));
    Result checked = service.run("--check");
    assertThat(checked.code()).isEqualTo(2);
    assertThat(checked.out()).isEmpty();
    assertThat(checked.err())
        .startsWith("Error: index.ts has wrong types:\nn.ts:1:14 - error TS2322: ")
        .contains("1 export const n: number = 'one';\n               ~")
        .doesNotContain("\u001b");
    assertThat(service.file("n.ts", "export const n = 1;\n").run("--check"))
        .isEqualTo(new Result(0, "", "2\n"));
    Result strictly =
        service
            .file("tsconfig.json", "{\"compilerOptions\":{\"noUnusedLocals\":true}}")
            .file("n.ts", "const unused = 2;\nexport const n = 1;\n")
            .run("--check");
    assertThat(strictly.err()).contains("n.ts:1:7 - error TS6133");
  }
}
