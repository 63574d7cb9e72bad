package io.backplane.plugins.leaks;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A dump of this JVM's heap, made for one question and deleted with its answer. */
final class HeapDump {

  private HeapDump() {}

  /**
   * Who holds what this reference refers to. Collects and stops the JVM while it writes: about a
   * second for 100 MB. The file holds everything that is in memory, secrets too: its folder is for
   * this user only.
   */
  static List<String> holders(Watched reference) throws IOException {
    Path folder = Files.createTempDirectory("backplane-heap");
    Path file = folder.resolve("heap.hprof");
    try {
      ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
          .dumpHeap(file.toString(), true);
      return holders(file, reference);
    } finally {
      Files.deleteIfExists(file);
      Files.delete(folder);
    }
  }

  private static List<String> holders(Path file, Watched reference) throws IOException {
    try (HprofFile dump = HprofFile.open(file)) {
      HeapIndex heap = HeapIndex.of(dump);
      for (int marker : heap.instances(Watched.class)) {
        long loader = heap.reference(marker, "referent");
        if (loader != 0 && heap.number(marker, "id") == reference.id()) {
          return new LeakPath(heap, loader).lines("class loader of " + reference.subject().name());
        }
      }
      return List.of();
    }
  }
}
