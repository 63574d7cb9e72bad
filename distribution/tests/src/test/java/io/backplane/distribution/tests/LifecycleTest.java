package io.backplane.distribution.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backplane.distribution.tests.Cli.Result;
import io.backplane.testing.Await;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** From start to stop. */
class LifecycleTest {

  private static final String JDK_17 = "/usr/lib/jvm/java-17-openjdk-amd64";

  @Test
  void a_kernel_in_the_background_answers_until_it_is_stopped() {
    Path data = Distribution.newData();
    // A JDK that is too old is passed over wherever it is named.
    Cli cli = new Cli(data).with("BACKPLANE_JAVA_HOME", JDK_17).with("JAVA_HOME", JDK_17);

    assertThat(cli.run("status")).isEqualTo(noKernel(data));
    try {
      assertThat(cli.run("start", "--port", "0").ok())
          .matches("backplane \\S+ answers at http://127\\.0\\.0\\.1:\\d+/");
      Map<String, Object> status = cli.json("status");
      assertThat(status).containsEntry("status", "running").containsEntry("health", "healthy");
      assertThat(status).containsEntry("data", data.toString());
      assertThat(cli.json("version").get("java").toString()).isGreaterThanOrEqualTo("25");
    } finally {
      assertThat(cli.run("stop").ok()).isEqualTo("stopping");
    }
    assertThat(cli.run("status")).isEqualTo(noKernel(data));
    assertThat(data.resolve("run/kernel.json")).doesNotExist();
    assertThat(data.resolve("run/backplane.sock")).doesNotExist();
    Distribution.delete(data);
  }

  private static Result noKernel(Path data) {
    return new Result(
        4,
        "",
        "backplane: no kernel runs on "
            + data
            + ": start one with 'backplane start', or name another with --data\n");
  }

  @Test
  void sigterm_ends_it_within_three_seconds_whatever_goes_on_and_leaves_nothing()
      throws InterruptedException {
    try (var kernel = RunningKernel.start()) {
      Specimens.drop(kernel, "busy", "1.0.0");
      Process follower = kernel.cli().start(List.of(), "events", "-f");
      Process waiting = kernel.cli().start(List.of(), "call", "busy", "wait");
      Rest rest = kernel.rest("viewer");
      Await.until("the call is inside", () -> Specimens.inside(rest, "busy") == 1);
      kernel.process().destroy();
      assertThat(kernel.process().waitFor(3, TimeUnit.SECONDS)).isTrue();
      for (Process cli : List.of(follower, waiting)) {
        assertThat(cli.waitFor(5, TimeUnit.SECONDS)).isTrue();
        assertThat(cli.exitValue()).isEqualTo(1);
      }
      assertThat(kernel.data().resolve("run/kernel.json")).doesNotExist();
      assertThat(kernel.socket()).doesNotExist();
    }
  }

  @Test
  void it_is_reached_as_kernel_json_tells_and_by_nobody_else() throws IOException {
    Instant before = Instant.now();
    try (var kernel = RunningKernel.start()) {
      assertThat(kernel.stranger().status("GET", "/api/platform")).isEqualTo(401);
      assertThat(kernel.file())
          .containsOnlyKeys("pid", "startedAt", "host", "port", "url", "socket", "version")
          .containsEntry("pid", (int) kernel.process().pid())
          .containsEntry("host", "127.0.0.1")
          .containsEntry("url", "http://127.0.0.1:" + kernel.port() + "/")
          .containsEntry("socket", kernel.data().resolve("run/backplane.sock").toString())
          .containsEntry(
              "version", Files.readString(Distribution.HOME.resolve("lib/version")).strip());
      assertThat(Instant.parse((String) kernel.file().get("startedAt")))
          .isBetween(before, Instant.now());

      assertThat(mode(kernel.socket())).isEqualTo("rw-------");
      assertThat(mode(kernel.socket().getParent())).isEqualTo("rwx------");
      assertThat(mode(kernel.data().resolve("db"))).isEqualTo("rwx------");
      // Another address of the same machine: whoever listens everywhere answers there too.
      try (var socket = new Socket()) {
        var other = new InetSocketAddress("127.0.0.2", kernel.port());
        assertThatThrownBy(() -> socket.connect(other, 2_000)).isInstanceOf(SocketException.class);
      }
    }
  }

  @Test
  void a_data_directory_too_deep_for_a_socket_gets_one_elsewhere() throws IOException {
    Path top = Distribution.newData();
    Path socket;
    try (var kernel =
        RunningKernel.start(top.resolve("d".repeat(60)).resolve("e".repeat(60)).resolve("data"))) {
      socket = kernel.socket();
      assertThat(socket.toString()).hasSizeLessThan(100);
      assertThat(mode(socket)).isEqualTo("rw-------");
      assertThat(mode(socket.getParent())).isEqualTo("rwx------");
      assertThat(kernel.cli().in(top).json("status")).containsEntry("status", "running");
      kernel.end();
      assertThat(socket).doesNotExist();
      assertThat(kernel.cli().in(top).run("status").code()).isEqualTo(4);
    }
    Files.deleteIfExists(socket.getParent());
    Distribution.delete(top);
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
