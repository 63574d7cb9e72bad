package io.backplane.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.driver.spi.SessionOptions;
import io.backplane.testing.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Real children, as far as what pipes do cannot be had without them. */
@EnabledOnOs({OS.LINUX, OS.MAC})
@Timeout(60)
class ChildTest {

  private static final String ECHO =
      "while read -r line; do printf '{\"code\":0,\"data\":%s,\"status\":\"done\"}\\n' \"$line\";"
          + " done";

  private final Ear ear = new Ear();

  @TempDir private Path directory;

  private Child sh(String script) {
    return Child.start(directory.resolve("child"), Map.of(), ear, "sh", "-c", script);
  }

  @Test
  void a_child_answers_and_ends_when_it_is_asked_to() throws Exception {
    try (Child child = sh(ECHO)) {
      for (int i = 0; i < 100; i++) {
        assertThat(child.call("c" + i).end("cmd")).isEqualTo("c" + i);
      }
      child.session().finish();
      assertThat(child.process().waitFor()).isZero();
      Await.until("the end is told", () -> !ear.ended.isEmpty());
    }
  }

  @Test
  void a_child_that_dies_mid_answer_is_an_early_exit() {
    try (Child child = sh("read -r line; printf '{\"code\":0,'; exit 7")) {
      Heard heard = child.call("x");
      assertThat(heard.end().code()).isEqualTo(1001);
      assertThat((String) heard.end("message")).endsWith("exitCode=7, exitStatus=normal");
    }
  }

  @Test
  void a_child_that_has_closed_its_stdin_ends_the_next_call() {
    Path closed = directory.resolve("closed");
    try (Child child = sh("exec <&-; : >'" + closed + "'; exec sleep 60")) {
      Await.until("its stdin is closed", () -> Files.exists(closed));
      Heard heard = child.call("x");
      assertThat(heard.end().code()).isEqualTo(1001);
      assertThat((String) heard.end("message")).isEqualTo("write failed: Broken pipe");
    }
  }

  @Test
  void answers_of_a_process_that_is_gone_already_are_read() {
    Path go = directory.resolve("go");
    String script =
        "read -r line; i=0; while [ $i -lt 200 ]; do printf '%s\\n'"
            + " '{\"code\":0,\"data\":{\"data\":1,\"event\":\"e\"},\"status\":\"event\"}'; "
            + "i=$((i+1));"
            + " done; printf '%s\\n' '{\"code\":0,\"data\":5,\"status\":\"done\"}'; : >'"
            + go
            + "'";
    try (Child child = sh(script)) {
      Heard heard = child.call("x");
      Await.until("it is through", () -> Files.exists(go));
      assertThat(heard.end().value()).isEqualTo(5);
      assertThat(heard.events()).hasSize(200);
    }
  }

  @Test
  void a_grandchild_that_holds_the_pipe_does_not_hold_the_call() throws Exception {
    Path pid = directory.resolve("pid");
    String script = "sleep 60 & echo $! >'" + pid + "'; read -r line; exit 3";
    try (Child child = sh(script)) {
      Heard heard = child.call("x");
      assertThat((String) heard.end("message")).endsWith("exitCode=3, exitStatus=normal");
      Await.until("the end is told", () -> !ear.ended.isEmpty());
    } finally {
      long grandchild = Long.parseLong(Files.readString(pid).strip());
      ProcessHandle.of(grandchild).ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  @Test
  void a_child_that_does_not_read_is_given_up() {
    var options =
        new SessionOptions("child", SessionOptions.FRAME_BYTES, Duration.ofMillis(200), List::of);
    try (Child child =
        Child.start(
            directory.resolve("child"), Map.of(), ear, options, "sh", "-c", "exec sleep 60")) {
      Heard heard = child.call("x", Map.of("text", "y".repeat(900_000)));
      assertThat((String) heard.end("message")).contains("has not read its stdin for 200 ms");
      Await.until("the step is lost", () -> !ear.outOfStep.isEmpty());
    }
  }
}
