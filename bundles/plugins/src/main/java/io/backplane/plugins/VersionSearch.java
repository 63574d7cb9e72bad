package io.backplane.plugins;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.plugins.PluginRow.Origin;
import io.backplane.plugins.spi.Entry;
import io.backplane.plugins.spi.KeptVersion;
import io.backplane.plugins.spi.PluginSource;
import io.backplane.plugins.spi.Plugins.Expected;
import io.backplane.plugins.spi.UpdateOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Finds the version that an update asks for: in the entry that is named, among the versions that
 * are kept, and where the plugin came from.
 */
record VersionSearch(Admission admission, PluginRepository repository) {

  /**
   * @throws RefusedException {@link Refusal.NotFound} saying where it was looked for
   */
  KeptJar find(PluginRow row, UpdateOrder order) throws IOException {
    if (order.entry().isPresent()) {
      return admission.admit(
          order.entry().get(), new Expected(Optional.of(row.id()), order.version()));
    }
    String version =
        order
            .version()
            .orElseThrow(
                () ->
                    new RefusedException(
                        new Refusal.Invalid("version", "is missing: name it, or an entry")));
    Optional<KeptJar> kept = kept(row.id(), version);
    if (kept.isPresent()) {
      return kept.get();
    }
    List<Path> placed = admission.files().placed(row.id(), version);
    return placed.isEmpty()
        ? recorded(row, version)
        : admission.readmit(
            inPlaceOf(row, placed.getFirst()),
            new Expected(Optional.of(row.id()), Optional.of(version)));
  }

  /** The last used of that version. */
  Optional<KeptJar> kept(String id, String version) throws IOException {
    return kept(id, kept -> kept.version().equals(version));
  }

  /** A build of a version. */
  Optional<KeptJar> kept(String id, String version, String digest) throws IOException {
    return kept(id, kept -> kept.version().equals(version) && kept.digest().equals(digest));
  }

  private Optional<KeptJar> kept(String id, Predicate<KeptVersion> wanted) throws IOException {
    Optional<KeptVersion> found = repository.versions(id).stream().filter(wanted).findFirst();
    if (found.isEmpty()) {
      return Optional.empty();
    }
    KeptVersion kept = found.get();
    Origin origin = new Origin(kept.source(), kept.entry());
    return Optional.of(admission.kept(id, kept.version(), kept.digest(), origin));
  }

  /** What is found without being named comes from where the plugin came from. */
  private static Entry inPlaceOf(PluginRow row, Path file) {
    return new Entry(file, row.entry(), row.source(), Optional.empty());
  }

  private KeptJar recorded(PluginRow row, String version) throws IOException {
    String looked =
        "version %s of plugin '%s' is not kept (see 'runtime plugin-show %s')"
            .formatted(version, row.id(), row.id());
    if (row.source() == PluginSource.UPLOAD || !Files.exists(Path.of(row.entry()))) {
      throw new RefusedException(
          new Refusal.Conflict(looked + ": name its file with --entry, or upload it"));
    }
    try {
      return admission.readmit(
          inPlaceOf(row, Path.of(row.entry())),
          new Expected(Optional.of(row.id()), Optional.of(version)));
    } catch (RefusedException e) {
      throw new RefusedException(
          new Refusal.Conflict(
              looked
                  + ", and "
                  + row.entry()
                  + " is not it: "
                  + e.getMessage()
                  + "; name its file with --entry"));
    }
  }
}
