package io.backplane.plugins;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.governance.spi.Permits;
import io.backplane.plugins.PluginRow.Origin;
import io.backplane.plugins.spi.Entry;
import io.backplane.plugins.spi.PluginSource;
import io.backplane.plugins.spi.Plugins.Expected;
import io.backplane.plugins.ui.UiCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Lets files in: what has passed here may be installed. */
record Admission(
    PluginFiles files,
    PluginRepository repository,
    TrustedRoots roots,
    SignatureCheck signature,
    Permits permits) {

  /**
   * Checks a file and keeps a copy of it.
   *
   * @throws RefusedException what is wrong with it, or that it is not what was expected
   */
  KeptJar admit(Entry entry, Expected expected) throws IOException {
    if (entry.source() == PluginSource.CLI) {
      roots.check(entry);
    }
    return readmit(entry, expected);
  }

  /** As {@link #admit}, of a file that lies where one was admitted before. */
  KeptJar readmit(Entry entry, Expected expected) throws IOException {
    return entry.file().toString().endsWith(".js")
        ? wrap(entry, expected)
        : keep(entry.file(), expected, origin(entry));
  }

  /** A script says neither its id nor its version. */
  private KeptJar wrap(Entry entry, Expected expected) throws IOException {
    String id = expected.id().orElseThrow(() -> unsaid("id"));
    String version = expected.version().orElseThrow(() -> unsaid("version"));
    Path jar = Files.createTempFile("script", ".jar");
    try {
      ScriptJar.write(entry.file(), id, version, jar);
      return keep(jar, expected, origin(entry));
    } finally {
      Files.deleteIfExists(jar);
    }
  }

  private static RefusedException unsaid(String what) {
    return new RefusedException(
        new Refusal.Invalid(what, "is missing: a .js file does not say it"));
  }

  private static Origin origin(Entry entry) {
    return new Origin(entry.source(), entry.shown());
  }

  /** A copy that nobody changes any more is what is looked at and kept. */
  private KeptJar keep(Path file, Expected expected, Origin origin) throws IOException {
    Path copy = files.draw(file);
    try {
      PluginJar jar = JarInspector.inspect(copy);
      checkPermitted(jar.id());
      signature.check(copy);
      UiCheck.check(copy, jar.id(), jar.declared());
      compare("id", expected.id(), jar.id());
      compare("version", expected.version(), jar.version().toString());
      Path kept = files.keep(copy, jar);
      if (repository.versions(jar.id()).stream().noneMatch(v -> v.digest().equals(jar.digest()))) {
        repository.keep(jar.id(), jar.version().toString(), jar.digest(), origin);
        files.prune(jar.id(), repository);
      }
      return new KeptJar(jar, kept, origin);
    } finally {
      Files.deleteIfExists(copy);
    }
  }

  private void checkPermitted(String id) {
    Optional<Refusal> refusal = permits.refusal(id);
    if (refusal.isPresent()) {
      throw new RefusedException(refusal.get());
    }
  }

  private static void compare(String what, Optional<String> expected, String actual) {
    if (expected.isPresent() && !expected.get().equals(actual)) {
      throw new RefusedException(
          new Refusal.Invalid(what, expected.get() + " was asked for, but the file is " + actual));
    }
  }

  /**
   * Reads a kept copy again. What was dropped in and is no longer there counts as uploaded: it is
   * not to be unloaded for want of its file.
   */
  KeptJar kept(String id, String version, String digest, Origin origin) throws IOException {
    checkPermitted(id);
    Path file = files.of(id, version, digest);
    if (!files.isWhole(file, digest)) {
      throw new RefusedException(
          new Refusal.Invalid(
              "the jar", "is kept as " + file + ", which is missing or damaged: load it again"));
    }
    signature.check(file);
    boolean gone = origin.source() == PluginSource.DEPLOY && !Files.exists(Path.of(origin.entry()));
    return new KeptJar(
        JarInspector.inspect(file),
        file,
        gone ? new Origin(PluginSource.UPLOAD, origin.entry()) : origin);
  }
}
