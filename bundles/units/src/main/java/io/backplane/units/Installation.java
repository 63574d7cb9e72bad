package io.backplane.units;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.meta.Meta;
import io.backplane.meta.spi.MetaReader;
import io.backplane.supervisor.spi.Supervisor;
import io.backplane.units.spi.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Gets packages ready in a staging directory, which goes with it. */
final class Installation implements AutoCloseable {

  static final Duration PROBE_LIMIT = Duration.ofSeconds(10);

  /** What an id or a version has to be to name a directory. */
  private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

  private final Path staging;
  private final Supervisor supervisor;
  private final Programs programs;
  private final PackageLimits limits;
  private final Duration probeLimit;
  private int number;

  /**
   * A package that can be put in its place.
   *
   * @param files read-only but for the directories
   * @param metaJson as the driver or service says it
   */
  record Staged(
      Path files,
      Kind kind,
      String program,
      String digest,
      Map<String, Object> metaJson,
      Meta meta) {}

  Installation(
      Path staging,
      Supervisor supervisor,
      Programs programs,
      PackageLimits limits,
      Duration probeLimit)
      throws IOException {
    this.staging = FileModes.privateDirectory(staging);
    this.supervisor = supervisor;
    this.programs = programs;
    this.limits = limits;
    this.probeLimit = probeLimit;
  }

  /** What there is to install: one directory for a package, more for a tree of them. */
  record Source(List<Path> packages, boolean tree) {}

  Source open(Path source) throws IOException {
    if (Files.isDirectory(source)) {
      return found(source);
    }
    if (!Files.isRegularFile(source)) {
      throw invalid(source.toString(), "is neither a directory nor a zip file");
    }
    Path unpacked = fresh();
    new Unpacking(limits, unpacked).zip(source);
    DriverFiles.makeProgramsExecutable(unpacked);
    for (Path directory : PackageFiles.children(unpacked)) {
      DriverFiles.makeProgramsExecutable(directory);
    }
    return found(unpacked);
  }

  private static Source found(Path directory) throws IOException {
    if (PackageFiles.kind(directory).isPresent()) {
      return new Source(List.of(directory), false);
    }
    var packages = new ArrayList<Path>();
    for (Path child : PackageFiles.children(directory)) {
      if (PackageFiles.kind(child).isPresent()) {
        packages.add(child);
      }
    }
    if (packages.isEmpty()) {
      throw invalid(
          directory.getFileName().toString(),
          "holds no driver, an executable file "
              + DriverFiles.PREFIX
              + "*, and no service, "
              + String.join(" with ", ServiceFiles.REQUIRED)
              + " and index.js or index.ts, at its top or one below");
    }
    return new Source(packages, true);
  }

  /**
   * @throws RefusedException {@link Refusal.Invalid} for what is no package
   */
  Staged stage(Path source) throws IOException, InterruptedException {
    Path files = fresh();
    new Unpacking(limits, files).directory(source);
    Kind kind = PackageFiles.kind(files).orElseThrow();
    Path program = PackageFiles.program(files, kind);
    String digest = ContentDigest.of(files);
    Set<Path> shipped = everything(files);
    Map<String, Object> json = meta(kind, program);
    removeAllBut(shipped, files);
    if (!ContentDigest.of(files).equals(digest)) {
      throw invalid(program.getFileName().toString(), "changes its own files when it runs");
    }
    Meta meta = MetaReader.read(json);
    List<String> faults = MetaReader.check(meta);
    if (!faults.isEmpty()) {
      throw invalid("meta", "cannot be used: " + String.join("; ", faults));
    }
    segment("meta.info.id", meta.info().id());
    segment("meta.info.version", meta.info().version());
    return new Staged(files, kind, program.getFileName().toString(), digest, json, meta);
  }

  private Map<String, Object> meta(Kind kind, Path program)
      throws IOException, InterruptedException {
    return kind == Kind.DRIVER
        ? new MetaProbe(supervisor, fresh(), probeLimit).meta(program)
        : service(program.getParent());
  }

  private Map<String, Object> service(Path folder) throws IOException, InterruptedException {
    ServiceTerms.read(folder); // refused when it is installed rather than when it is run
    return new ServiceProbe(supervisor, programs, fresh()).meta(folder);
  }

  private static void segment(String field, String value) {
    if (!SEGMENT.matcher(value).matches()) {
      throw invalid(
          field, "'" + value + "' is not letters, digits, '.', '_', '-' (1 to 128, no '.' first)");
    }
  }

  private static Set<Path> everything(Path directory) throws IOException {
    try (Stream<Path> walk = Files.walk(directory)) {
      return new HashSet<>(walk.toList());
    }
  }

  /** A driver that was tried may have left caches and logs beside itself. */
  private static void removeAllBut(Set<Path> shipped, Path directory) throws IOException {
    try (Stream<Path> walk = Files.walk(directory)) {
      for (Path path : walk.toList()) {
        if (!shipped.contains(path)) {
          FileModes.delete(path);
        }
      }
    }
  }

  private Path fresh() throws IOException {
    return Files.createDirectory(staging.resolve(Integer.toString(++number)));
  }

  private static RefusedException invalid(String field, String reason) {
    return new RefusedException(new Refusal.Invalid(field, reason));
  }

  @Override
  public void close() throws IOException {
    FileModes.delete(staging);
  }
}
