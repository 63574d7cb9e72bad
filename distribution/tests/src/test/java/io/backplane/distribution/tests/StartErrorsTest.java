package io.backplane.distribution.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.distribution.tests.Cli.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is said when a kernel cannot start: one line, with the way out. */
class StartErrorsTest {

  private Path data;

  @BeforeEach
  void make() {
    data = Distribution.newData();
  }

  @AfterEach
  void remove() {
    Distribution.delete(data);
  }

  private static void assertFails(Result result, int code, String message) {
    assertThat(result).isEqualTo(new Result(code, "", "backplane: " + message + "\n"));
  }

  @Test
  void a_port_that_is_taken() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      assertFails(
          new Cli(data).run("start", "--port", Integer.toString(port)),
          1,
          "cannot listen on 127.0.0.1:" + port + ": the port is taken; try --port 0");
    }
  }

  @Test
  void a_file_in_the_place_of_the_data_directory() throws IOException {
    Path file = Files.createFile(data.resolve("file"));
    Cli cli = new Cli(file).in(data);
    String message = file + " is a file, not a directory: name another with --data";
    assertFails(cli.run("start", "--foreground"), 1, message);
    assertFails(cli.run("start"), 1, message);
  }

  @Test
  void a_place_where_nothing_can_be_made() {
    Result result = new Cli(Path.of("/proc/backplane")).in(data).run("start");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).startsWith("backplane: cannot use data directory /proc/backplane");
  }

  @Test
  void a_kernel_that_runs_there_already() {
    try (var kernel = RunningKernel.start()) {
      assertFails(
          kernel.cli().run("start", "--port", "0"),
          1,
          "already running on %s (pid %d, %s): stop it, or use --data"
              .formatted(kernel.data(), kernel.process().pid(), kernel.url()));
      assertThat(kernel.cli().json("status")).containsEntry("status", "running");
    }
  }

  @Test
  void an_address_that_others_can_reach() {
    assertFails(
        new Cli(data).run("start", "--port", "0", "--host", "0.0.0.0"),
        1,
        "host 0.0.0.0 is reachable from other machines: set tls.cert and tls.key, or"
            + " trusted-proxies, in conf/backplane.properties");
  }

  @Test
  void a_setting_that_does_not_exist() throws IOException {
    Path conf = Files.createDirectories(data.resolve("conf")).resolve("backplane.properties");
    Files.writeString(conf, "prot = 7070\n");
    Result result = new Cli(data).run("start", "--port", "0");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err())
        .startsWith("backplane: " + conf + ": unknown setting 'prot'; known are ");
  }

  @Test
  void a_misused_command_line() {
    Cli cli = new Cli(data);
    assertFails(
        cli.run("start", "--port", "65536"),
        2,
        "--port 65536 is not a port: give 0 (any free) to 65535");
    assertFails(cli.run("start", "--prot", "1"), 2, "unknown option --prot");
    assertFails(cli.run("start", "--port"), 2, "--port needs a value");
    assertFails(cli.run("status", "--data"), 2, "--data needs a directory");
  }
}
