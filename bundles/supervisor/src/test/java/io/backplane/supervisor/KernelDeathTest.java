package io.backplane.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.supervisor.spi.BackOff;
import io.backplane.supervisor.spi.Phase;
import io.backplane.supervisor.spi.Preparation;
import io.backplane.supervisor.spi.Profile;
import io.backplane.supervisor.spi.RestartPolicy;
import io.backplane.supervisor.spi.UnitSpec;
import io.backplane.supervisor.spi.UnitState;
import io.backplane.testing.Await;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The kernel goes and comes again. */
class KernelDeathTest {

  @AutoClose private final Rig rig = new Rig();

  private UnitSpec driver(String id, String... args) {
    UnitSpec spec = Rig.fast(rig.python(id, args), RestartPolicy.ON_FAILURE, 5);
    return spec.meta(
        io.backplane.api.meta.Meta.of(
            "test.driver", "1.0.0", "", io.backplane.api.meta.CommandMeta.of("echo", "")));
  }

  @Test
  void a_process_keeps_its_pid_and_answers_again() {
    UnitState before = rig.run(driver("d"));
    rig.send("d", "hang_not", Map.of());

    rig.restartKernel();
    rig.supervisor().configure(driver("d"), Preparation.NONE);

    Await.until("in step", () -> rig.supervisor().find("d").orElseThrow().inStep());
    assertThat(rig.await("d", Phase.RUNNING).pid()).isEqualTo(before.pid());
    assertThat(rig.call("d", "echo", Map.of("a", 1)).map()).containsEntry("a", 1);
  }

  @Test
  void no_line_of_its_log_is_lost_or_repeated() throws Exception {
    var spec =
        rig.shell(
                "d",
                "i=0; while [ $i -lt 200000 ]; do echo line $i >&2; i=$((i+1)); done; sleep 1000")
            .keep(Profile.ONESHOT, RestartPolicy.NEVER, BackOff.DEFAULT);
    rig.run(spec);
    for (int round = 0; round < 3; round++) {
      int wanted = 20_000 * (round + 1);
      Await.until(
          "enough lines",
          () -> rig.log("d").stream().anyMatch(l -> l.startsWith("line ") && number(l) > wanted));
      rig.killKernel();
      rig.startKernel();
      rig.supervisor().configure(spec, Preparation.NONE);
    }
    Await.until("the last line", () -> rig.log("d").contains("line 199999"));
    var out = new java.io.ByteArrayOutputStream();
    rig.supervisor().log("d").copy(out);
    List<Integer> numbers =
        out.toString(java.nio.charset.StandardCharsets.UTF_8)
            .lines()
            .filter(l -> l.contains(" stderr "))
            .map(l -> number(l.substring(l.indexOf("line "))))
            .toList();
    assertThat(numbers).isEqualTo(IntStream.range(0, 200_000).boxed().toList());
  }

  @Test
  void two_processes_of_one_instance_share_its_log_and_each_goes_on_where_it_was() {
    UnitSpec first = driver("d");
    UnitSpec second = second();
    rig.run(first);
    rig.run(second);
    rig.call("d", "log", Map.of("lines", 3));
    rig.call("d~2", "log", Map.of("lines", 5));

    rig.restartKernel();
    rig.supervisor().configure(first, Preparation.NONE);
    rig.supervisor().configure(second, Preparation.NONE);
    rig.call("d", "log", Map.of("lines", 1));
    rig.call("d~2", "log", Map.of("lines", 1));

    Await.until(
        "all lines", () -> rig.log("d").stream().filter(l -> l.startsWith("line ")).count() == 10);
    assertThat(rig.log("d~2")).isEqualTo(rig.log("d"));
    assertThat(rig.store.events().since(0, 1_000))
        .filteredOn(event -> event.type().equals("instance.running"))
        .allMatch(event -> event.subject().equals("d"));
  }

  private UnitSpec second() {
    UnitSpec other = driver("d~2").within("d");
    return new UnitSpec(
        other.id(),
        other.instance(),
        other.command(),
        other.directory(),
        other.environment(),
        rig.logs("d"),
        other.profile(),
        other.restart(),
        other.backOff(),
        other.timing(),
        other.meta(),
        other.spare(),
        other.embedding());
  }

  private static int number(String line) {
    return Integer.parseInt(line.substring("line ".length()));
  }

  @Test
  void a_process_that_ended_meanwhile_is_treated_as_if_somebody_had_been_there() {
    UnitState before = rig.run(driver("d"));
    rig.killKernel();
    ProcessHandle.of(before.pid().orElseThrow()).orElseThrow().destroyForcibly();
    Await.until("dead", () -> !Rig.alive(before.pid().get()));
    rig.startKernel();
    rig.supervisor().configure(driver("d"), Preparation.NONE);

    UnitState after = rig.await("d", Phase.RUNNING);
    assertThat(after.start()).isEqualTo(2);
    assertThat(after.exit().orElseThrow().signal()).isEqualTo(9);
  }

  @Test
  void a_oneshot_that_finished_meanwhile_is_not_run_again() throws Exception {
    var spec =
        rig.shell("d", "read line; echo ran >>ran.txt; exit 0")
            .keep(Profile.ONESHOT, RestartPolicy.ON_FAILURE, BackOff.DEFAULT);
    UnitState running = rig.run(spec);
    rig.killKernel();
    Path in = rig.data.resolve("run/units/d/1/in");
    Files.writeString(in, "go\n", StandardOpenOption.WRITE);
    Await.until("finished", () -> !Rig.alive(running.pid().orElseThrow()));
    rig.startKernel();
    rig.supervisor().configure(spec, Preparation.NONE);

    assertThat(rig.await("d", Phase.STOPPED).wanted()).isFalse();
    assertThat(rig.data.resolve("work/ran.txt")).hasContent("ran");
  }

  @Test
  void after_a_shutdown_what_was_wanted_starts_again() throws Exception {
    rig.run(driver("d"));
    rig.run(driver("e"));
    rig.supervisor().stop("e", false);
    rig.await("e", Phase.STOPPED);

    assertThat(rig.supervisor().shutDown()).hasSize(1);
    rig.await("d", Phase.STOPPED);
    rig.restartKernel();
    rig.supervisor().configure(driver("d"), Preparation.NONE);
    rig.supervisor().configure(driver("e"), Preparation.NONE);

    assertThat(rig.await("d", Phase.RUNNING).start()).isEqualTo(2);
    assertThat(rig.supervisor().find("e").orElseThrow().state().phase()).isEqualTo(Phase.STOPPED);
  }

  private static final String REQUEST = "{\"cmd\":\"echo\",\"data\":{\"old\":\"request\"}}\n";

  /** The kernel comes again, and the process it left is in step and the same. */
  private void takeOver(long pid, int round) {
    rig.startKernel();
    rig.supervisor().configure(driver("d"), Preparation.NONE);
    Await.until("in step", () -> rig.supervisor().find("d").orElseThrow().inStep());
    assertThat(rig.call("d", "echo", Map.of("round", round)).map())
        .isEqualTo(Map.of("round", round));
    assertThat(rig.await("d", Phase.RUNNING).pid()).contains(pid);
  }

  @Test
  void a_kernel_that_died_at_any_byte_of_a_request_leaves_no_trace() throws Exception {
    long pid = rig.run(driver("d")).pid().orElseThrow();
    Path in = rig.data.resolve("run/units/d/1/in");
    for (int bytes = 0; bytes <= REQUEST.length(); bytes++) {
      rig.killKernel();
      Files.writeString(in, REQUEST.substring(0, bytes), StandardOpenOption.WRITE);
      takeOver(pid, bytes);
    }
  }

  @Test
  void a_kernel_that_died_at_any_byte_of_an_answer_leaves_no_trace() throws Exception {
    long pid = rig.run(driver("d")).pid().orElseThrow();
    Path directory = rig.data.resolve("run/units/d/1");
    int length = 1;
    for (int bytes = 1; bytes <= length; bytes++) {
      rig.killKernel();
      Files.writeString(directory.resolve("in"), REQUEST, StandardOpenOption.WRITE);
      try (var out = FileChannel.open(directory.resolve("out"), StandardOpenOption.READ)) {
        var taken = ByteBuffer.allocate(bytes);
        while (taken.hasRemaining()) {
          out.read(taken);
        }
        boolean whole = taken.get(bytes - 1) == '\n';
        length = whole ? bytes : bytes + 1;
      }
      takeOver(pid, bytes);
    }
    assertThat(length).isGreaterThan(REQUEST.length());
  }

  @Test
  void a_driver_without_meta_is_started_anew() {
    var spec = Rig.fast(rig.python("d"), RestartPolicy.ON_FAILURE, 5);
    UnitState before = rig.run(spec);
    rig.restartKernel();
    rig.supervisor().configure(spec, Preparation.NONE);
    UnitState after =
        Await.value(
            "another process",
            () -> rig.supervisor().find("d").orElseThrow().state(),
            s -> s.phase() == Phase.RUNNING && s.start() == 2);
    assertThat(after.pid()).isNotEqualTo(before.pid());
  }
}
