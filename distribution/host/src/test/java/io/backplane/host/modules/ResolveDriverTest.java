package io.backplane.host.modules;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.host.TestService;
import io.backplane.host.TestService.Result;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What services see of {@code stdiolink/driver}. */
class ResolveDriverTest {

  private static final String RESOLVE =
      """
      import { resolveDriver } from 'stdiolink/driver';
      const tried = (...names) => { try { return resolveDriver(...names); } catch (e) { return `${e.name}: ${e.message}`; } };
      """;

  @TempDir private Path folder;
  @TempDir private Path root;

  private void program(String path, boolean executable) {
    TestService.of(root, "").file(path, "#!/bin/sh\n");
    root.resolve(path).toFile().setExecutable(executable);
  }

  private Result run(String script, String... options) {
    return TestService.of(folder, RESOLVE + script).run(options);
  }

  @Test
  void drivers_are_found_in_the_data_root() {
    program("drivers/a/stdio.drv.one", false);
    program("drivers/b/stdio.drv.one", true);
    program("drivers/c/stdio.drv.one", true);
    program("packages/drivers/p.one/1.0.0/stdio.drv.one", true);
    program("packages/drivers/p.two/1.9.0/stdio.drv.two", true);
    program("packages/drivers/p.two/1.10.0/stdio.drv.two", true);
    program("packages/drivers/p.two/1.10.0-rc1/stdio.drv.two", true);
    program("packages/drivers/p.two/2.0.0/stdio.drv.two", false);
    program("packages/drivers/p.two/old/stdio.drv.two", true);
    Result result =
        run(
            "console.log(tried('stdio.drv.one')); console.log(tried('stdio.drv.two'));",
            "--data-root=" + root);
    assertThat(result.lines())
        .containsExactly(
            root + "/drivers/b/stdio.drv.one",
            root + "/packages/drivers/p.two/1.10.0/stdio.drv.two");
  }

  @Test
  void drivers_are_found_beside_the_program_and_where_nothing_is_it_is_told() {
    Path java = ProcessHandle.current().info().command().map(Path::of).orElseThrow();
    String cwd = Path.of("").toAbsolutePath().toString();
    Result result =
        run(
            """
            console.log(tried('java'));
            console.log(tried('none'));
            console.log(tried('a/b'));
            console.log(tried('a\\\\b'));
            console.log(tried('a.EXE'));
            console.log(tried(''), tried(), tried(5));
            """,
            "--data-root=" + root);
    String empty = "TypeError: resolveDriver: driverName must be a non-empty string";
    assertThat(result.lines())
        .containsExactly(
            java.toString(),
            "InternalError: driver not found: \"none\"",
            "  searched:",
            "    - " + root + "/drivers/*/",
            "    - " + root + "/packages/drivers/*/*/",
            "    - " + java.resolveSibling("none"),
            "    - " + cwd + "/none",
            "TypeError: resolveDriver: driverName must not contain path separators",
            "TypeError: resolveDriver: driverName must not contain path separators",
            "TypeError: resolveDriver: driverName must not end with .exe",
            empty + " " + empty + " " + empty);
  }
}
