package io.backplane.host.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.backplane.host.TestService;
import io.backplane.host.TestService.Result;
import io.backplane.testing.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Programs end with the host, however that ends. */
@EnabledOnOs(OS.LINUX)
class ChildrenTest {

  /** A driver that ends by its input, one that only SIGKILL ends, and a program. */
  private static final String START =
      """
      import { Driver, exec } from 'stdiolink';
      import { spawn } from 'stdiolink/process';
      const begin = (script, begun) => {
        begun(['-c', script]);
        while (exec('cat', ['PIDS']).stdout.split('\\n').length <= ++count);
      };
      let count = 0;
      const driver = (args) => new Driver().start('sh', args);
      begin('echo $$ >> PIDS; cat; echo ended >> PIDS.ended', driver);
      """;

  private static final String STUBBORN =
      "begin('trap \"\" TERM; echo $$ >> PIDS; while :; do sleep 0.1; done', driver);\n";

  @TempDir private Path folder;

  private Path pids() {
    return folder.resolve("pids");
  }

  private Result run(String script) {
    return TestService.of(folder, (START + script).replace("PIDS", pids().toString())).run();
  }

  private List<Long> begun() throws IOException {
    return Files.readAllLines(pids()).stream().map(Long::valueOf).toList();
  }

  /** A process that nobody has waited for is none any more. */
  private static boolean lives(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      if (!Files.exists(Path.of("/proc/" + pid))) {
        return false;
      }
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void a_driver_is_asked_to_end_by_the_end_of_its_input() throws IOException {
    Result result = run("");
    assertThat(result).isEqualTo(new Result(0, "", ""));
    assertThat(begun()).hasSize(1).noneMatch(ChildrenTest::lives);
    assertThat(folder.resolve("pids.ended")).hasContent("ended");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "throw new Error('broken'); | 1",
        "exec('sh', ['-c', 'kill -TERM $PPID; sleep 60']); | 143",
      })
  void they_end_with_a_host_that_fails_or_is_asked_to_end(String end, int code) throws IOException {
    String below = "begin('sleep 600 & echo $! >> PIDS; wait', (args) => spawn('sh', args));\n";
    Result result = run(STUBBORN + below + end);
    assertThat(result.code()).as(result.err()).isEqualTo(code);
    assertThat(begun()).hasSize(3);
    assertThat(folder.resolve("pids.ended")).hasContent("ended");
    for (long pid : begun()) {
      Await.until("end of " + pid, () -> !lives(pid));
    }
  }

  @Test
  void a_host_that_is_asked_to_end_says_so_though_its_service_ends_with_its_children() {
    Result result = run("exec('sh', ['-c', 'kill -TERM $PPID; sleep 60']);");
    assertThat(result).isEqualTo(new Result(143, "", ""));
  }

  @Test
  void they_end_with_a_host_that_is_killed() throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "setpriv of util-linux");
    Result result = run(STUBBORN + "exec('sh', ['-c', 'kill -KILL $PPID; sleep 60']);");
    assertThat(result.code()).isEqualTo(137);
    assertThat(begun()).hasSize(2);
    for (long pid : begun()) {
      Await.until("end of " + pid, () -> !lives(pid));
    }
  }
}
