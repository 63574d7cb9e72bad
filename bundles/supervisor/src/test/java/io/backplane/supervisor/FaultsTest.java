package io.backplane.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.supervisor.linux.ProcessTable;
import io.backplane.supervisor.process.ProcessTree;
import io.backplane.supervisor.spi.Phase;
import io.backplane.supervisor.spi.Preparation;
import io.backplane.supervisor.spi.ProcessId;
import io.backplane.supervisor.spi.RestartPolicy;
import io.backplane.supervisor.spi.Timing;
import io.backplane.supervisor.spi.UnitState;
import io.backplane.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What can go wrong around a process. */
class FaultsTest {

  @AutoClose private final Rig rig = new Rig();

  private UnitState crash(String id, Path program) {
    rig.supervisor()
        .configure(
            Rig.fast(rig.spec(id, List.of(program.toString())), RestartPolicy.ON_FAILURE, 1),
            Preparation.NONE);
    rig.supervisor().start(id);
    return rig.await(id, Phase.CRASHED);
  }

  @Test
  void a_program_that_is_missing_or_not_executable_is_named_with_the_way_out() throws IOException {
    Path plain = Files.writeString(rig.data.resolve("plain"), "#!/bin/sh\n");
    Files.setPosixFilePermissions(plain, PosixFilePermissions.fromString("rw-r--r--"));

    assertThat(crash("a", rig.data.resolve("nowhere")).reason())
        .contains("nowhere is missing: install its package again");
    assertThat(crash("b", plain).reason()).contains("plain is not executable: chmod +x it");
  }

  @Test
  void a_program_that_cannot_be_run_tells_why() throws IOException {
    Path odd = Files.writeString(rig.data.resolve("odd"), "#!/no/such/interpreter\n");
    Files.setPosixFilePermissions(odd, PosixFilePermissions.fromString("rwxr-xr-x"));

    assertThat(crash("a", odd).reason()).contains("exit code 127").contains("odd");
  }

  @Test
  void a_program_that_goes_between_check_and_start_is_a_failed_start() throws IOException {
    Path program = rig.data.resolve("fleeting");
    Files.writeString(program, "#!/bin/sh\nread x\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    rig.supervisor()
        .configure(
            Rig.fast(
                rig.spec("d", List.of("/usr/bin/env", program.toString())),
                RestartPolicy.ON_FAILURE,
                1),
            directory -> {
              Files.delete(program);
              return Map.of();
            });
    rig.supervisor().start("d");
    assertThat(rig.await("d", Phase.CRASHED).exit().orElseThrow().code()).isEqualTo(127);
  }

  @Test
  void odd_names_and_arguments_arrive_as_they_are_and_signals_have_their_meaning()
      throws IOException {
    Path odd = Files.createDirectories(rig.data.resolve("a=b c'd\"$(x)")).resolve("e=f g");
    Files.copy(Rig.driver(), odd, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
    UnitState running = rig.run(rig.spec("d", List.of(odd.toString(), "--x=$HOME `y` *", "")));

    List<String> line =
        List.of(
            Files.readString(Path.of("/proc/" + running.pid().orElseThrow() + "/cmdline"))
                .split("\0", -1));
    assertThat(line).contains(odd.toString(), "--x=$HOME `y` *", "");
    String status = Files.readString(Path.of("/proc/" + running.pid().get() + "/status"));
    long ignored = Long.parseUnsignedLong(status.split("SigIgn:\t")[1].substring(0, 16), 16);
    assertThat(ignored & 0b110).as("INT and QUIT").isZero();
  }

  @Test
  void a_preparation_that_fails_is_a_failed_start() {
    rig.supervisor()
        .configure(
            Rig.fast(rig.python("d"), RestartPolicy.ON_FAILURE, 1),
            directory -> {
              throw new IOException("no space left");
            });
    rig.supervisor().start("d");
    assertThat(rig.await("d", Phase.CRASHED).reason()).contains("no space left");
  }

  @Test
  void garbage_instead_of_an_answer_ends_the_call_and_replaces_the_process() {
    for (String garbage : List.of("not json\n", "\0\0\0\n", "{\"code\":\n", "\"\\ud800\"\n")) {
      String id = "d" + Integer.toHexString(garbage.hashCode());
      rig.run(Rig.fast(rig.python(id), RestartPolicy.NEVER, 5));
      Rig.Answer answer = rig.call(id, "garbage", Map.of("text", garbage));
      assertThat(answer.code()).isEqualTo(1000);
      Await.until(
          "another process",
          () -> {
            UnitState state = rig.supervisor().find(id).orElseThrow().state();
            return state.phase() == Phase.RUNNING && state.start() == 2;
          });
      assertThat(rig.call(id, "echo", Map.of("x", 1)).map()).containsEntry("x", 1);
    }
  }

  @Test
  void an_early_exit_ends_the_call_with_the_last_words() {
    rig.run(Rig.fast(rig.python("d"), RestartPolicy.NEVER, 5));
    rig.call("d", "log", Map.of("lines", 100));
    Rig.Answer answer = rig.call("d", "exit", Map.of("code", 9));
    assertThat(answer.code()).isEqualTo(1001);
    assertThat((List<?>) answer.map().get("stderr")).hasSize(64).last().isEqualTo("line 99");
  }

  @Test
  void a_mebibyte_of_stderr_before_an_answer_holds_nothing_up() {
    rig.run(rig.python("d"));
    assertThat(rig.call("d", "log", Map.of("lines", 100_000)).kind()).isEqualTo("done");
    Await.until("the last line", () -> rig.log("d").contains("line 99999"));
  }

  @Test
  void a_driver_that_is_unwell_three_times_is_replaced() throws IOException {
    var meta =
        io.backplane.api.meta.Meta.of("test.driver", "1.0.0", "")
            .withInfo(
                io.backplane.api.meta.Info.of("test.driver", "1.0.0", "")
                    .withTraits(
                        new io.backplane.api.meta.Info.Traits(
                            java.util.Optional.of("health"), false, false)));
    var spec = Rig.fast(rig.python("d"), RestartPolicy.NEVER, 5).meta(meta);
    spec = spec.timing(spec.timing().health(Duration.ofMillis(50), Duration.ofSeconds(2), 3));
    rig.run(spec);
    Await.until(
        "asked and well", () -> rig.supervisor().find("d").orElseThrow().health().isPresent());

    Files.createFile(rig.data.resolve("work/unwell"));
    UnitState second =
        Await.value(
            "another process",
            () -> rig.supervisor().find("d").orElseThrow().state(),
            state -> state.start() >= 2);
    assertThat(second.reason()).contains("says it is not well").contains("3 times in a row");
    Files.delete(rig.data.resolve("work/unwell"));
  }

  @Test
  void the_shim_killed_ends_the_process_and_counts_as_a_failure() {
    UnitState running = rig.run(Rig.fast(rig.python("d"), RestartPolicy.NEVER, 5));
    ProcessHandle.of(running.shim().orElseThrow().pid()).orElseThrow().destroyForcibly();
    UnitState crashed = rig.await("d", Phase.CRASHED);
    assertThat(crashed.reason()).startsWith("exit code unknown: its shim was ended");
    Await.until("the process is gone", () -> !Rig.alive(running.pid().orElseThrow()));
  }

  @Test
  void a_number_that_was_given_to_somebody_else_is_never_signalled() throws Exception {
    Process stranger = new ProcessBuilder("sleep", "1000").start();
    try {
      ProcessId real = ProcessTree.identify(stranger.pid()).orElseThrow();
      var former = new ProcessId(real.world(), real.pid(), real.startTicks() - 1);
      var otherBoot = new ProcessId("other/" + real.world(), real.pid(), real.startTicks());

      assertThat(ProcessTree.signal(former, 9)).isFalse();
      assertThat(ProcessTree.signal(otherBoot, 9)).isFalse();
      assertThat(stranger.isAlive()).isTrue();
      assertThat(ProcessTable.world()).isEqualTo(real.world());
      assertThat(ProcessTree.signal(real, 9)).isTrue();
    } finally {
      stranger.destroyForcibly();
    }
  }

  @Test
  void a_start_that_no_kernel_saw_the_end_of_is_taken_back() throws Exception {
    var spec = Rig.fast(rig.python("d"), RestartPolicy.ON_FAILURE, 5);
    UnitState running = rig.run(spec);
    rig.killKernel();
    // As if the kernel had died between the spawn and the note of it.
    rig.store.write(
        tx -> tx.update("UPDATE supervisor_units SET phase='STARTING', shim=NULL, process=NULL"));
    rig.startKernel();
    rig.supervisor().configure(spec, Preparation.NONE);

    UnitState next = rig.await("d", Phase.RUNNING);
    assertThat(next.start()).isEqualTo(2);
    Await.until("the first is gone", () -> !Rig.alive(running.pid().orElseThrow()));
  }

  @Test
  void a_full_disk_refuses_a_start_and_loses_no_exit() {
    UnitState running =
        rig.run(
            Rig.fast(rig.python("d"), RestartPolicy.ON_FAILURE, 5)
                .timing(Timing.DEFAULT.ending(Duration.ofMillis(50), Duration.ofMillis(50))));
    rig.store.freeBytes(0);
    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(() -> rig.supervisor().stop("d", false)))
        .isInstanceOf(io.backplane.api.call.RefusedException.class);
    ProcessHandle.of(running.pid().orElseThrow()).orElseThrow().destroyForcibly();
    Await.until("gone", () -> !Rig.alive(running.pid().get()));
    rig.store.freeBytes(Long.MAX_VALUE);

    Await.until(
        "another process",
        () -> {
          UnitState state = rig.supervisor().find("d").orElseThrow().state();
          return state.phase() == Phase.RUNNING && state.start() == 2;
        });
  }
}
