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
    Optional<KeptJar> here = here(row.id(), version, row.origin());
    return here.isPresent() ? here.get() : recorded(row, version);
  }

  /**
   * Finds a version among those that are kept, and among what was put there by hand.
   *
   * @param origin of what was put there by hand
   */
  Optional<KeptJar> here(String id, String version, Origin origin) throws IOException {
    Optional<KeptJar> kept = kept(id, version);
    List<Path> placed = kept.isPresent() ? List.of() : admission.files().placed(id, version);
    if (placed.isEmpty()) {
      return kept;
    }
    Path file = placed.getFirst();
    return Optional.of(
        admission.readmit(
            new Entry(file, origin.entry(), origin.source(), Optional.empty()),
            new Expected(Optional.of(id), Optional.of(version))));
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
          new Entry(Path.of(row.entry()), row.entry(), row.source(), Optional.empty()),
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
