package io.backplane.plugins;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.plugins.spi.Entry;
import io.backplane.plugins.spi.PluginSource;
import io.backplane.plugins.spi.Plugins.Expected;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Lets files in: what has passed here may be installed. */
record Admission(PluginFiles files, PluginRepository repository, TrustedRoots roots) {

  /**
   * Checks a file and keeps a copy of it.
   *
   * @throws RefusedException what is wrong with it, or that it is not what was expected
   */
  KeptJar admit(Entry entry, Expected expected) throws IOException {
    if (entry.source() == PluginSource.CLI) {
      roots.check(entry);
    }
    return keep(entry.file(), expected);
  }

  private KeptJar keep(Path file, Expected expected) throws IOException {
    PluginJar jar = JarInspector.inspect(file);
    compare("id", expected.id(), jar.id());
    compare("version", expected.version(), jar.version().toString());
    Path kept = files.keep(file, jar);
    repository.keep(jar.id(), jar.version().toString(), jar.digest());
    return new KeptJar(jar, kept);
  }

  private static void compare(String what, Optional<String> expected, String actual) {
    if (expected.isPresent() && !expected.get().equals(actual)) {
      throw new RefusedException(
          new Refusal.Invalid(what, expected.get() + " was asked for, but the file is " + actual));
    }
  }

  /** Reads a kept copy again. */
  KeptJar kept(String id, String version, String digest) throws IOException {
    Path file = files.of(id, version, digest);
    if (!files.isWhole(file, digest)) {
      throw new RefusedException(
          new Refusal.Invalid(
              "the jar", "is kept as " + file + ", which is missing or damaged: load it again"));
    }
    return new KeptJar(JarInspector.inspect(file), file);
  }
}
