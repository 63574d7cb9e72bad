package io.backplane.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.api.meta.CommandMeta;
import io.backplane.api.meta.Meta;
import io.backplane.supervisor.spi.Embedding;
import io.backplane.supervisor.spi.Phase;
import io.backplane.supervisor.spi.Preparation;
import io.backplane.supervisor.spi.ProcessNode;
import io.backplane.supervisor.spi.RestartPolicy;
import io.backplane.supervisor.spi.UnitSpec;
import io.backplane.supervisor.spi.UnitState;
import io.backplane.testing.Await;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Units inside the kernel. */
class EmbeddedTest {

  /** Does what the name of a command says. */
  private record Program(
      List<String> arguments,
      Path directory,
      Map<String, String> environment,
      BufferedReader in,
      PrintStream out,
      PrintStream err,
      Thread[] thread)
      implements Embedding.Program {

    static Program load(
        List<String> arguments,
        Path directory,
        Map<String, String> environment,
        InputStream in,
        OutputStream out,
        OutputStream err) {
      return new Program(
          arguments,
          directory,
          environment,
          new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)),
          new PrintStream(out, true, StandardCharsets.UTF_8),
          new PrintStream(err, true, StandardCharsets.UTF_8),
          new Thread[1]);
    }

    @Override
    public int run() throws IOException, InterruptedException {
      thread[0] = Thread.currentThread();
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.contains("\"hang\"")) {
          Thread.sleep(Long.MAX_VALUE); // until it is cancelled
        } else if (line.contains("\"fail\"")) {
          throw new IllegalStateException("it is broken");
        } else if (line.contains("\"exit\"")) {
          err.println("Error: no port");
          return 3;
        } else if (line.contains("\"child\"")) {
          answer("\"pid\":" + child());
        } else {
          err.println("asked on " + Thread.currentThread().getName());
          answer("\"with\":\"" + arguments + "\"");
        }
      }
      return 0;
    }

    private long child() throws IOException {
      var builder = new ProcessBuilder("sleep", "1000").directory(directory.toFile());
      builder.environment().putAll(environment);
      return builder.start().pid();
    }

    private void answer(String data) {
      out.println("{\"status\":\"done\",\"code\":0,\"data\":{" + data + "}}");
    }

    @Override
    public void cancel() {
      thread[0].interrupt();
    }
  }

  @AutoClose private final Rig rig = new Rig();

  private UnitSpec spec() {
    CommandMeta[] commands = {
      CommandMeta.of("echo", ""),
      CommandMeta.of("child", ""),
      CommandMeta.of("hang", ""),
      CommandMeta.of("fail", ""),
      CommandMeta.of("exit", "")
    };
    return Rig.fast(rig.spec("e", List.of("/lib/none", "a", "b")), RestartPolicy.ON_FAILURE, 5)
        .meta(Meta.of("test.embedded", "1.0.0", "", commands))
        .embedded(Program::load);
  }

  private long child() {
    long pid = ((Number) rig.call("e", "child", Map.of()).map().get("pid")).longValue();
    assertThat(rig.supervisor().processes("e"))
        .extracting(ProcessNode::id)
        .allMatch(id -> id.pid() == pid)
        .hasSize(1);
    return pid;
  }

  @Test
  void one_answers_logs_and_ends_like_a_process_but_has_no_pid() {
    UnitState state = rig.run(spec());
    assertThat(state.pid()).isEmpty();
    assertThat(rig.call("e", "echo", Map.of()).map()).containsEntry("with", "[a, b]");
    Await.until("the log is there", () -> rig.log("e").contains("asked on embedded-e"));
    assertThat(rig.log("e")).contains("starting inside the kernel", "running");

    rig.supervisor().stop("e", false);
    assertThat(rig.await("e", Phase.STOPPED).exit().orElseThrow().code()).isZero();
  }

  @Test
  void one_that_hangs_is_ended_with_the_processes_that_it_has_started() {
    rig.run(spec());
    long child = child();
    rig.send("e", "hang", Map.of());
    rig.supervisor().stop("e", false);
    assertThat(rig.await("e", Phase.STOPPED).exit().orElseThrow().signal()).isEqualTo(15);
    Await.until("its child is gone", () -> !Rig.alive(child));
  }

  @Test
  void one_that_fails_is_followed_by_another() {
    rig.run(spec());
    rig.send("e", "fail", Map.of());
    UnitState second =
        Await.value(
            "another",
            () -> rig.supervisor().find("e").orElseThrow().state(),
            state -> state.phase() == Phase.RUNNING && state.start() == 2);
    assertThat(second.reason()).contains("it is broken");
    assertThat(rig.call("e", "echo", Map.of()).kind()).isEqualTo("done");
    rig.send("e", "exit", Map.of());
    Await.until(
        "its last word is the reason",
        () ->
            rig.supervisor()
                .find("e")
                .orElseThrow()
                .state()
                .reason()
                .equals("exit code 3: Error: no port"));
  }

  @Test
  void the_kernel_takes_it_along_and_the_next_one_starts_it_anew() {
    rig.run(spec());
    long child = child();
    rig.restartKernel();
    rig.supervisor().configure(spec(), Preparation.NONE);
    UnitState next =
        Await.value(
            "another",
            () -> rig.supervisor().find("e").orElseThrow().state(),
            state -> state.phase() == Phase.RUNNING && state.start() == 2);
    assertThat(next.reason()).contains("it ended with the kernel");
    Await.until("its child is gone", () -> !Rig.alive(child));
  }
}
