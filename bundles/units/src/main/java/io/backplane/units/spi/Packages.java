package io.backplane.units.spi;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Immutable versions of drivers, on disk and known by their digest. Thread-safe. */
@ProviderType
public interface Packages {

  /**
   * Installs what is there: a directory or a zip with an executable {@code stdio.drv.*} at its top,
   * or a directory of such directories. Runs each driver once, to learn its meta. Installing the
   * same content again changes nothing.
   *
   * @param by who asks, for the event log
   * @return the packages, and of a directory of directories those that could not be installed
   * @throws RefusedException {@link Refusal.Invalid} naming the file or field, {@link
   *     Refusal.Conflict} for other content under a version that is installed, {@link
   *     Refusal.OverCap} for more than a package may hold
   */
  Installed install(Path source, String by);

  /** Every version of every package, sorted by id, the newest version first. */
  List<UnitPackage> list();

  /** Every package at its newest version, sorted by id. */
  List<PackageEntry> entries();

  /** A package with what belongs to it; as {@link #find}. */
  Optional<PackageEntry> entry(String ref);

  /**
   * @param ref an id or a StdioLink file name, alone for the newest version or as {@code
   *     ref@version}
   */
  Optional<UnitPackage> find(String ref);

  /**
   * Sets the configuration that instances of a package begin with, for all its versions. Takes
   * effect with their next start.
   *
   * @param defaults all of it; a sensitive field that holds {@link Instances#MASK} keeps its value
   * @throws RefusedException {@link Refusal.NotFound}, {@link Refusal.Invalid} naming the field
   */
  void configure(String ref, Map<String, Object> defaults, String by);

  /** The configuration that instances begin with, sensitive fields masked. */
  Map<String, Object> defaults(String ref);

  /**
   * Lays an operator's words over the meta of a package, for all its versions.
   *
   * @param overlay as {@code docs/concepts/meta.md} has it; empty for none
   * @throws RefusedException {@link Refusal.NotFound}, {@link Refusal.Invalid} naming what the meta
   *     does not have
   */
  void overlay(String ref, Map<String, Object> overlay, String by);

  /** The operator's words; empty for none. */
  Map<String, Object> overlay(String ref);

  /**
   * Removes one version, or with a bare id all of them.
   *
   * @throws RefusedException {@link Refusal.NotFound}, {@link Refusal.Conflict} naming an instance
   *     that uses it or may be rolled back to it
   */
  void remove(String ref, String by);
}
