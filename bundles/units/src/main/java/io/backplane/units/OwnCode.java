package io.backplane.units;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.units.spi.UnitPackage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Code that a service has in its workspace, in the place of its package's: there as soon as there
 * is a manifest.
 */
record OwnCode(Surroundings all, String instance, Path workspace) {

  boolean there() {
    return Files.isRegularFile(workspace.resolve(ServiceFiles.MANIFEST));
  }

  /** As it was when it was last looked at. */
  Optional<UnitPackage> known(UnitPackage base) {
    return there()
        ? all.codes().find(instance).map(code -> made(base, code.digest(), code.meta()))
        : Optional.empty();
  }

  /**
   * As it is now.
   *
   * @throws RefusedException {@link Refusal.Invalid} with what is wrong with it
   */
  UnitPackage read(UnitPackage base) {
    try {
      String digest = ContentDigest.of(workspace, ServiceFiles.code(workspace));
      Optional<SqlCodes.Code> known =
          all.codes().find(instance).filter(code -> code.digest().equals(digest));
      if (known.isPresent()) {
        return made(base, digest, known.get().meta());
      }
      if (ServiceFiles.program(workspace).isEmpty()) {
        throw new RefusedException(
            new Refusal.Invalid(
                "workspace",
                "needs config.schema.json and index.js or index.ts beside its manifest"));
      }
      Map<String, Object> meta = asked();
      all.codes().put(instance, new SqlCodes.Code(digest, meta));
      return made(base, digest, meta);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RefusedException(new Refusal.Busy("interrupted", Duration.ZERO));
    }
  }

  private Map<String, Object> asked() throws IOException, InterruptedException {
    try (Scratch scratch = Scratch.in(all.data())) {
      return new ServiceProbe(all.supervisor(), all.programs(), scratch.path()).meta(workspace);
    }
  }

  private UnitPackage made(UnitPackage base, String digest, Map<String, Object> meta) {
    return new UnitPackage(
        base.id(),
        base.kind(),
        base.version(),
        ServiceFiles.program(workspace).map(Path::getFileName).map(Path::toString).orElse(""),
        digest,
        workspace,
        LenientOverlay.meta(meta, all.packages().overlay(base.ref())),
        base.installedAt(),
        base.installedBy());
  }
}
