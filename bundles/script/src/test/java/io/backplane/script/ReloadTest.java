package io.backplane.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.api.call.CallRequest;
import io.backplane.api.call.Unit;
import io.backplane.testing.Await;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

class ReloadTest {

  private static final int ROUNDS = 200;

  @TempDir private Path folder;

  /** Loads and unloads; prints by how much heap, classes and threads have grown. */
  static final class Rounds {
    public static void main(String[] args) throws BundleException {
      try (var framework = new Framework(Path.of(args[0]))) {
        var extender = new ScriptExtender(framework.context());
        rounds(framework, 0, 50);
        long[] before = held();
        rounds(framework, 50, 50 + ROUNDS);
        long[] after = held();
        extender.close();
        for (int i = 0; i < before.length; i++) {
          System.out.println(after[i] - before[i]);
        }
      }
    }

    private static long[] held() {
      Await.until("the last thread is gone", () -> threads() == 0);
      for (int i = 0; i < 4; i++) {
        System.gc();
      }
      return new long[] {
        Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory(),
        ManagementFactory.getClassLoadingMXBean().getLoadedClassCount(),
        ManagementFactory.getThreadMXBean().getThreadCount()
      };
    }

    private static long threads() {
      return Thread.getAllStackTraces().keySet().stream()
          .filter(thread -> thread.getName().startsWith("script reloaded"))
          .count();
    }

    /** Each round has a source of its own, as versions do. */
    private static void rounds(Framework framework, int from, int to) throws BundleException {
      for (int i = from; i < to; i++) {
        String source =
            "const many = new Array(1000).fill(%d); setTimeout(() => many, 1e6);".formatted(i)
                + " export const commands = { sum: () => many.reduce((a, b) => a + b) };"
                + " export const health = () => true;";
        Bundle bundle = framework.start("reloaded", "1.0." + i, source);
        Unit unit =
            Await.value(
                    "it is there", () -> framework.service(bundle, Unit.class), Optional::isPresent)
                .orElseThrow();
        var heard = new Heard();
        unit.call(CallRequest.builder("reloaded", "sum").build(), heard);
        assertThat(heard.end()).isEqualTo("done " + 1000 * i);
        bundle.uninstall();
      }
    }
  }

  @Test
  @Timeout(300)
  void two_hundred_loads_and_unloads_leave_nothing_behind() {
    List<Long> grown =
        Arrays.stream(Jvm.run(List.of(), Rounds.class, folder).strip().split("\\s+"))
            .map(Long::valueOf)
            .toList();

    assertThat(grown.get(0) / ROUNDS)
        .as("bytes of heap a round; a context that stays weighs 80 KB")
        .isLessThan(10_000);
    assertThat(grown.get(1)).as("classes").isLessThan(ROUNDS / 2);
    assertThat(grown.get(2)).as("threads").isLessThanOrEqualTo(3);
  }
}
