package io.backplane.units.spi;

import io.backplane.api.call.Values;
import io.backplane.api.meta.Meta;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/**
 * One version of a driver or a service.
 *
 * @param id the meta's
 * @param program name of a driver's executable, such as {@code stdio.drv.thermometer}, or of a
 *     service's first module
 * @param digest {@code sha256:} and 64 hexadecimal digits over all its files
 * @param directory where its files are
 * @param meta with the operator's overlay
 * @param installedBy who asked
 */
public record UnitPackage(
    String id,
    Kind kind,
    String version,
    String program,
    String digest,
    Path directory,
    Meta meta,
    Instant installedAt,
    String installedBy) {

  /** {@code id@version}. */
  public String ref() {
    return id + "@" + version;
  }

  /** As it looks in JSON, without its meta. */
  public Map<String, Object> toMap() {
    return Values.map(
        "id",
        id,
        "kind",
        kind.word(),
        "version",
        version,
        "name",
        meta.info().name(),
        "description",
        meta.info().description(),
        "vendor",
        meta.info().vendor(),
        "program",
        program,
        "digest",
        digest,
        "installedAt",
        installedAt.toString(),
        "installedBy",
        installedBy,
        "commands",
        meta.commands().size());
  }
}
