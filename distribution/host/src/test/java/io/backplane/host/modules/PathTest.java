package io.backplane.host.modules;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.host.TestService;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code stdiolink/path}. */
class PathTest {

  @TempDir private Path folder;

  private TestService service(String script) {
    return TestService.of(folder, "import * as path from 'stdiolink/path';\n" + script);
  }

  @Test
  void paths_are_joined_and_made_normal() {
    var result =
        service(
                """
                const show = (...values) => console.log(values.join(' | '));
                const { join, normalize } = path;
                show(join(), join(''), join('a'), join('a', 'b', 'c'), join('a/', '/b'), join('a', '../b'));
                show(join('/', 'a'), join('a', '..'), join('a', '..', '..'), join('/a', '..', '..', 'b'), join('C:', 'x'));
                show(normalize('/a/./b//c/'), normalize('./a'), normalize('../../a'), normalize('a\\\\b\\\\..\\\\c'));
                show(normalize('/'), normalize('//'), normalize('.'), normalize('C:/a/../..'), normalize(''));
                """)
            .run();
    assertThat(result.lines())
        .containsExactly(
            ". |  | a | a/b/c | a/b | b",
            "/a | . | .. | /b | C:/x",
            "/a/b/c | a | ../../a | a/c",
            "/ | / | . | C:/ | ");
  }

  @Test
  void a_path_is_resolved_from_the_working_directory() {
    var result =
        service(
                """
                import { APP_PATHS } from 'stdiolink/constants';
                const { resolve } = path;
                const under = (...parts) => resolve(...parts).replace(APP_PATHS.cwd, '<cwd>');
                console.log(under(), under('a'), under('a', '../b/./c'), under(''));
                console.log(resolve('/a', 'b'), resolve('a', '/b', '../c'), resolve('/a/..'), resolve('C:/x', 'y'));
                console.log(path.dirname(resolve('x')) === APP_PATHS.cwd);
                """)
            .run();
    assertThat(result.lines())
        .containsExactly("<cwd> <cwd>/a <cwd>/b/c <cwd>", "/a/b /c / C:/x/y", "true");
  }

  @Test
  void a_path_is_taken_apart() {
    var result =
        service(
                """
                const show = (f, ...values) => console.log(values.map((it) => f(it)).join(' | '));
                show(path.dirname, '/a/b.txt', 'a/b/c', 'a', '/a', '/', 'C:/a', 'a\\\\b', 'a/b/');
                show(path.basename, '/a/b.txt', 'b', 'a/b/', '/', 'C:\\\\a\\\\b.js');
                show((it) => path.basename(...it), ['/a/b.txt', '.txt'], ['b.txt', '.js'], ['.txt', '.txt'], ['b', '']);
                show(path.extname, 'a.txt', 'a.tar.gz', 'a', 'a.', 'a.b/c', '.rc', '/x/y.JS');
                show(path.isAbsolute, '/a', 'a', './a', 'C:/a', 'c:\\\\a', 'C:a', '');
                """)
            .run();
    assertThat(result.lines())
        .containsExactly(
            "/a | a/b | . | / | / | C:/ | a | a/b",
            "b.txt | b | b |  | b.js",
            "b | b.txt | .txt | b",
            ".txt | .gz |  |  |  | .rc | .JS",
            "true | false | false | true | true | false | false");
  }

  @Test
  void anything_but_text_is_a_type_error() {
    var result =
        service(
                """
                const calls = [
                  () => path.join('a', 1), () => path.resolve(null), () => path.dirname(), () => path.basename({}),
                  () => path.basename('a', 1), () => path.extname(1), () => path.normalize(undefined), () => path.isAbsolute([]),
                ];
                for (const call of calls) {
                  try { call(); console.log('no error'); } catch (e) { console.log(e.name, e.message); }
                }
                """)
            .run();
    assertThat(result.lines())
        .containsExactly(
            "TypeError join: argument 1 must be a string",
            "TypeError resolve: argument 0 must be a string",
            "TypeError dirname: argument must be a string",
            "TypeError basename: argument must be a string",
            "TypeError basename: ext must be a string",
            "TypeError extname: argument must be a string",
            "TypeError normalize: argument must be a string",
            "TypeError isAbsolute: argument must be a string");
  }
}
