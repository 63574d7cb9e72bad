package io.backplane.distribution.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A kernel is killed while its drivers are at work. */
class KernelKilledTest {

  private static final int LINES = 300_000;

  /** A driver that floods its stderr when told to. */
  private static Path flooder(Path directory) throws IOException {
    Path program = Files.createDirectories(directory).resolve("stdio.drv.flooder");
    Files.writeString(
        program,
        """
        #!/usr/bin/env python3
        import json, sys, threading
        LINES = 300000
        def flood(lines):
            for i in range(lines):
                sys.stderr.write("line " + str(i) + "\\n")
            sys.stderr.flush()
        META = {"schemaVersion": "1.0", "info": {"id": "test.flooder", "name": "flooder",
                "version": "1.0.0"}, "commands": [{"name": "flood"}, {"name": "ping"}]}
        for line in sys.stdin:
            if not line.strip():
                continue
            cmd = json.loads(line)["cmd"]
            if cmd == "flood":
                threading.Thread(target=flood, args=(LINES,)).start()
            data = META if cmd == "meta.describe" else {"cmd": cmd}
            print(json.dumps({"status": "done", "code": 0, "data": data}), flush=True)
        """);
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    return directory;
  }

  @Test
  void in_the_middle_of_a_flood_no_line_and_no_process_is_lost() throws IOException {
    try (var kernel = RunningKernel.start()) {
      Path source = flooder(kernel.data().resolve("flooder"));
      kernel.cli().run("package", "install", source.toString()).ok();
      kernel.cli().run("instance", "create", "test.flooder", "--id", "f", "--start").ok();
      long pid = DriversTest.pid(DriversTest.awaitRunning(kernel, "f"));
      kernel.cli().run("call", "f", "flood").ok();

      for (int round = 0; round < 3; round++) {
        kernel.kill();
        kernel.launch(kernel.cli());
        Map<String, Object> after = DriversTest.awaitRunning(kernel, "f");
        assertThat(DriversTest.pid(after)).isEqualTo(pid);
      }

      assertThat(kernel.cli().run("call", "f", "ping").ok()).contains("ping");
      Rest rest = kernel.admin();
      Await.until(
          "the last line is there",
          () ->
              rest.get("/api/instances/f/logs?limit=1000&stream=stderr")
                  .body()
                  .contains("line " + (LINES - 1) + "\""));
      List<Integer> numbers =
          rest.get("/api/instances/f/logs/download")
              .body()
              .lines()
              .filter(line -> line.contains(" stderr "))
              .map(line -> Integer.parseInt(line.substring(line.indexOf("line ") + 5)))
              .toList();
      assertThat(numbers).isEqualTo(IntStream.range(0, LINES).boxed().toList());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void in_the_window_of_an_update_the_old_version_comes_back(boolean beside) {
    try (var kernel = RunningKernel.start()) {
      for (String driver : List.of("thermometer", "thermometer-1.1.0")) {
        kernel.cli().run("package", "install", Distribution.driver(driver).toString()).ok();
      }
      String ref = "stdio.drv.thermometer@1.0.0";
      kernel.cli().run("instance", "create", ref, "--id", "t", "--start").ok();
      long pid = DriversTest.pid(DriversTest.awaitRunning(kernel, "t"));
      String order =
          "{\"version\":\"1.1.0\",\"healthWindowMs\":300000,\"overlap\":%s}".formatted(beside);
      assertThat(kernel.admin().send("POST", "/api/instances/t/update", order).statusCode())
          .isEqualTo(202);
      Await.until(
          "calls reach the new version",
          () ->
              kernel.admin().get("/api/instances/t").body().contains("\"windowEndsAt\":\"")
                  && kernel.cli().run("call", "t", "read").code() == 0
                  && kernel.cli().run("call", "t", "stats").code() == 0);
      kernel.kill();
      kernel.launch(kernel.cli());

      Map<String, Object> after = DriversTest.awaitRunning(kernel, "t");
      assertThat(after.get("version")).isEqualTo("1.0.0");
      assertThat(DriversTest.pid(after) == pid).as("the process it had").isEqualTo(beside);
      kernel.cli().run("call", "t", "read").ok();
      assertThat(kernel.cli().run("call", "t", "stats").code()).isNotZero();
      Map<String, Object> update =
          Json.list(kernel.admin().json("/api/instances/t/history"), "changes").getFirst();
      assertThat(update.get("outcome")).isEqualTo("rolled-back");
      assertThat(update.get("endedAt")).isNotNull();
    }
  }

  @Test
  void what_outlives_a_termination_ends_with_a_stop_and_comes_again() {
    try (var kernel = RunningKernel.start()) {
      String source = Distribution.driver("kv-store").toString();
      kernel.cli().run("package", "install", source).ok();
      kernel.cli().run("instance", "create", "stdio.drv.kv-store", "--id", "kv", "--start").ok();
      long pid = DriversTest.pid(DriversTest.awaitRunning(kernel, "kv"));

      kernel.end();
      assertThat(ProcessHandle.of(pid)).isPresent();
      kernel.launch(kernel.cli());
      assertThat(DriversTest.pid(DriversTest.awaitRunning(kernel, "kv"))).isEqualTo(pid);

      kernel.cli().run("stop").ok();
      Await.until("the unit has ended", () -> ProcessHandle.of(pid).isEmpty());
      Await.until("the kernel has ended", () -> !kernel.process().isAlive());
      kernel.launch(kernel.cli());
      assertThat(DriversTest.pid(DriversTest.awaitRunning(kernel, "kv"))).isNotEqualTo(pid);
    }
  }

  @Test
  void ctrl_c_ends_the_units_and_then_the_kernel() throws Exception {
    try (var kernel = RunningKernel.none()) {
      kernel.launchInTerminal(kernel.cli());
      String source = Distribution.driver("kv-store").toString();
      kernel.cli().run("package", "install", source).ok();
      kernel.cli().run("instance", "create", "stdio.drv.kv-store", "--id", "kv", "--start").ok();
      long pid = DriversTest.pid(DriversTest.awaitRunning(kernel, "kv"));

      Cli.ctrlC(kernel.process());
      Await.until("the kernel has ended", () -> !kernel.process().isAlive());
      assertThat(ProcessHandle.of(pid)).isEmpty();
      assertThat(kernel.process().exitValue()).isEqualTo(130);
    }
  }
}
