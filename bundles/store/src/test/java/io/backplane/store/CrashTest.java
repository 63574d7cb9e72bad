package io.backplane.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a real process with SIGKILL while it writes. */
class CrashTest {

  private static final int ROUNDS = Boolean.getBoolean("backplane.long") ? 100 : 10;
  private static final int ACKNOWLEDGED_MAX = 600;

  @TempDir Path directory;

  @Test
  void a_killed_kernel_loses_nothing_that_was_acknowledged() throws Exception {
    long seed = Long.getLong("backplane.seed", System.nanoTime());
    System.out.println("seed of CrashTest: -Dbackplane.seed=" + seed);
    var random = new Random(seed);
    var acknowledged = new HashSet<Long>();
    for (int round = 0; round < ROUNDS; round++) {
      acknowledged.addAll(writeAndKill(1_000_000L * (round + 1), random));
      checkDatabase(acknowledged);
    }
    System.out.println(acknowledged.size() + " acknowledged writes over " + ROUNDS + " kills");
  }

  private Set<Long> writeAndKill(long firstId, Random random) throws Exception {
    int killAfter = 1 + random.nextInt(ACKNOWLEDGED_MAX);
    long thenNanos = random.nextLong(3_000_000);
    var child = start(firstId);
    var acknowledged = new LinkedHashSet<Long>();
    try (BufferedReader lines = child.inputReader()) {
      String line = lines.readLine();
      while (line != null) {
        acknowledged.add(Long.parseLong(line));
        if (acknowledged.size() == killAfter) {
          LockSupport.parkNanos(thenNanos); // so that it dies anywhere in a commit
          child.toHandle().destroyForcibly(); // Process's own would close the stream
        }
        line = completeLine(lines);
      }
    } finally {
      child.destroyForcibly();
      assertThat(child.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(child.exitValue()).as("killed by SIGKILL").isEqualTo(128 + 9);
    assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(killAfter);
    return acknowledged;
  }

  /** The next line that ends in a line feed; the last one may have been cut by the kill. */
  private static String completeLine(BufferedReader lines) throws IOException {
    var line = new StringBuilder();
    for (int c = lines.read(); c != -1; c = lines.read()) {
      if (c == '\n') {
        return line.toString();
      }
      line.append((char) c);
    }
    return null;
  }

  private Process start(long firstId) throws IOException {
    var command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            CrashChild.class.getName(),
            directory.toString(),
            Long.toString(firstId));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private void checkDatabase(Set<Long> acknowledged) {
    try (var store = SqliteStore.open(StoreSetup.manager(directory))) {
      String sound =
          store.read(
              r -> r.first("PRAGMA integrity_check", x -> x.text("integrity_check")).orElseThrow());
      assertThat(sound).isEqualTo("ok");
      var rows =
          new HashSet<>(store.read(r -> r.query("SELECT id FROM notes", row -> row.number("id"))));
      assertThat(rows.containsAll(acknowledged)).as("all that was acknowledged").isTrue();

      var events = store.read(r -> r.query("SELECT * FROM events ORDER BY seq", EventCodec::event));
      var ids = events.stream().map(e -> ((Number) e.data().get("id")).longValue()).toList();
      assertThat(ids).as("one event a row").hasSize(rows.size());
      assertThat(new HashSet<>(ids).equals(rows)).as("each row has its event").isTrue();
      for (int i = 0; i < events.size(); i++) {
        assertThat(events.get(i).seq()).isEqualTo(i + 1);
      }
    }
  }
}
