package io.backplane.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.host.TestService.Result;
import io.backplane.host.js.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that was started before it was known what for. */
class SpareTest {

  @TempDir private Path folder;

  private static Result told(
      Path directory, Map<String, String> environment, List<String> arguments) {
    Map<String, Object> line =
        Map.of(
            "arguments", arguments,
            "directory", directory.toString(),
            "environment", environment);
    return TestService.host(Json.text(line) + "\n", List.of("--spare"));
  }

  @Test
  void it_runs_the_service_that_it_is_told() {
    TestService.of(folder, "console.log('h\u00e4llo'); throw new Error('end');");
    Result result = told(folder, Map.of(), List.of(folder.toString()));
    assertThat(result.out()).isEqualTo("waiting\n");
    assertThat(result.err()).startsWith("h\u00e4llo\nError: Uncaught Error: end");
    assertThat(result.code()).isOne();
  }

  @Test
  void it_is_where_it_is_told_to_be_with_the_variables_it_is_told() throws IOException {
    Path program = Files.createDirectories(folder.resolve("programs")).resolve("say-it");
    Files.writeString(program, "#!/bin/sh\necho \"$NAME in $(pwd)\"\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path work = Files.createDirectories(folder.resolve("work")).toRealPath();
    TestService.of(
            work.resolve("service"),
            """
        import { APP_PATHS } from 'stdiolink/constants';
        import { execAsync } from 'stdiolink/process';
        import { readText } from 'stdiolink/fs';
        import { getConfig } from 'stdiolink';
        console.log(APP_PATHS.cwd);
        console.log(APP_PATHS.serviceDir);
        console.log(readText('here.txt'));
        console.log(getConfig().text);
        console.log((await execAsync('say-it')).stdout.trim());
        """)
        .file("config.schema.json", "{\"text\":{\"type\":\"string\"}}");
    Files.writeString(work.resolve("here.txt"), "read here");
    Files.writeString(work.resolve("config.json"), "{\"text\":\"configured\"}");

    Map<String, String> environment =
        Map.of("NAME", "v\u00e4lue", "PATH", program.getParent() + ":/usr/bin:/bin");
    Result result = told(work, environment, List.of("service", "--config-file=config.json"));
    assertThat(result.lines())
        .containsExactly(
            work.toString(),
            work.resolve("service").toString(),
            "read here",
            "configured",
            "v\u00e4lue in " + work);
    assertThat(result.code()).isZero();
  }

  @Test
  void it_ends_when_nobody_has_a_use_for_it() {
    assertThat(TestService.host("", List.of("--spare"))).isEqualTo(new Result(0, "waiting\n", ""));
  }

  @Test
  void what_it_cannot_understand_ends_it_with_2() {
    for (String line : List.of("{}", "nothing", "{\"arguments\":[1],\"directory\":\"/\"}")) {
      Result result = TestService.host(line + "\n", List.of("--spare"));
      assertThat(result.err()).startsWith("Error: a spare was told what it cannot understand");
      assertThat(result.code()).isEqualTo(2);
    }
  }
}
