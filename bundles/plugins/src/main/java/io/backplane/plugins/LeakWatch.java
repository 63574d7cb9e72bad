package io.backplane.plugins;

import io.backplane.api.event.Event.Level;
import io.backplane.plugins.leaks.UnloadProof;
import io.backplane.plugins.leaks.UnloadProof.Leak;
import io.backplane.plugins.leaks.UnloadProof.Subject;
import io.backplane.plugins.leaks.UnloadProof.Timing;
import io.backplane.plugins.spi.LeakReport;
import io.backplane.updates.spi.Updates;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows the class loaders of versions that are out of use, and tells the records of updates. */
final class LeakWatch implements Surroundings.Retired, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger("io.backplane.plugins");

  private final Updates updates;
  private final PluginRepository repository;
  private final UnloadProof proof;

  /**
   * @param idle whether no update is under way
   */
  LeakWatch(Updates updates, PluginRepository repository, Timing timing, BooleanSupplier idle) {
    this.updates = updates;
    this.repository = repository;
    this.proof = new UnloadProof(timing, idle, new Told());
  }

  @Override
  public void watch(String plugin, String version, long update, ClassLoader loader) {
    proof.watch(new Subject(plugin, version, update), loader);
  }

  /**
   * @param plugin empty for all
   */
  List<LeakReport> reports(String plugin, boolean dump) {
    return proof.leaks().stream()
        .filter(leak -> plugin.isEmpty() || leak.subject().plugin().equals(plugin))
        .map(leak -> report(leak, dump ? proof.paths(leak) : List.of()))
        .toList();
  }

  private static LeakReport report(Leak leak, List<String> paths) {
    return new LeakReport(
        leak.subject().plugin(), leak.subject().version(), leak.since(), leak.findings(), paths);
  }

  @Override
  public void close() {
    proof.close();
  }

  private final class Told implements UnloadProof.Listener {

    @Override
    public void collected(Subject subject, Duration after) {
      note(subject, subject.version() + " collected in " + after.toMillis() + " ms");
    }

    @Override
    public void leaked(Subject subject, List<String> findings) {
      String found =
          findings.isEmpty() ? "what holds it is not known" : String.join("; ", findings);
      LOG.warn(
          "{} {} is out of use and cannot be collected: {}",
          subject.plugin(),
          subject.version(),
          found);
      repository.tell(
          "plugin.leaked",
          subject.plugin(),
          Level.WARN,
          Map.of("version", subject.version(), "findings", findings));
      note(subject, subject.version() + " is not collected: " + found);
    }

    private void note(Subject subject, String sentence) {
      if (subject.update() > 0) {
        updates.note(subject.update(), sentence);
      }
    }
  }
}
