package io.backplane.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.backplane.supervisor.log.LogSettings;
import io.backplane.supervisor.spi.Phase;
import io.backplane.supervisor.spi.Preparation;
import io.backplane.supervisor.spi.RestartPolicy;
import io.backplane.supervisor.spi.UnitState;
import io.backplane.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A disk that is full at each file of a start in turn: a real one, small, in memory. */
class FullDiskTest {

  /** The directories, three numbers, the spool and two pipes are fewer files than this. */
  private static final int FILES_MAX = 14;

  private static boolean mount(Path at, int files) throws Exception {
    Files.createDirectories(at);
    Process mount =
        new ProcessBuilder(
                "mount", "-t", "tmpfs", "-o", "size=1m,nr_inodes=" + files, "tmpfs", at.toString())
            .redirectErrorStream(true)
            .start();
    return mount.waitFor(10, TimeUnit.SECONDS) && mount.exitValue() == 0;
  }

  private static void unmount(Path at) throws Exception {
    new ProcessBuilder("umount", "-l", at.toString()).start().waitFor();
  }

  @Test
  void a_start_fails_by_name_and_works_when_there_is_room() throws Exception {
    boolean once = false;
    for (int files = 3; files < FILES_MAX; files++) {
      try (Rig rig = new Rig(true, LogSettings.DEFAULT)) {
        Path disk = rig.data.resolve("run/units/d");
        assumeTrue(mount(disk, files), "needs the right to mount a small disk");
        try {
          rig.supervisor()
              .configure(Rig.fast(rig.python("d"), RestartPolicy.NEVER, 1), Preparation.NONE);
          rig.supervisor().start("d");
          UnitState state = rig.await("d", Phase.CRASHED, Phase.RUNNING);
          if (state.phase() == Phase.CRASHED) {
            once = true;
            assertThat(state.reason()).containsIgnoringCase("no space left");
            assertThat(state.process()).isEmpty();
            enlarge(disk);
            rig.supervisor().start("d");
            rig.await("d", Phase.RUNNING);
          }
          assertThat(rig.call("d", "echo", Map.of("a", 1)).kind()).isEqualTo("done");
          rig.supervisor().stop("d", true);
          rig.await("d", Phase.STOPPED);
        } finally {
          unmount(disk);
        }
      }
    }
    assertThat(once).isTrue();
  }

  private static void enlarge(Path disk) throws Exception {
    Process remount =
        new ProcessBuilder("mount", "-o", "remount,nr_inodes=1000", disk.toString()).start();
    assertThat(remount.waitFor()).isZero();
  }

  @Test
  void a_log_that_cannot_be_written_is_written_later_and_holds_nothing_up() throws Exception {
    try (Rig rig = new Rig(true, LogSettings.DEFAULT)) {
      Path logs = rig.logs("d");
      assumeTrue(mount(logs, 100), "needs the right to mount a small disk");
      try {
        rig.run(Rig.fast(rig.python("d"), RestartPolicy.NEVER, 1));
        Path ballast = fill(logs);
        assertThat(rig.call("d", "log", Map.of("lines", 5_000)).kind()).isEqualTo("done");
        assertThat(rig.call("d", "echo", Map.of("a", 1)).kind()).isEqualTo("done");
        Files.delete(ballast);
        Await.until("every line is there", () -> rig.log("d").contains("line 4999"));
        assertThat(rig.log("d").stream().filter(line -> line.startsWith("line ")).distinct())
            .hasSize(5_000);
        assertThat(rig.log("d").stream().filter(line -> line.startsWith("line "))).hasSize(5_000);
      } finally {
        unmount(logs);
      }
    }
  }

  private static Path fill(Path disk) {
    Path ballast = disk.resolve("ballast");
    try (var out = Files.newOutputStream(ballast)) {
      byte[] page = new byte[4096];
      for (int i = 0; i < 1_000; i++) {
        out.write(page);
      }
    } catch (IOException e) {
      return ballast;
    }
    throw new AssertionError("the disk is not full");
  }
}
