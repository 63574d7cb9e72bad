package io.backplane.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** An unpacked distribution: {@code bin, lib, bundles, conf, samples}. Read-only. */
record Home(Path root) {

  /**
   * By the command line, {@code java -jar}, and not by a class's code source: a class that comes
   * from an AOT cache names the jar that the cache was recorded with, also in a copy.
   */
  static Home ofThisJar() {
    Path jar = Path.of(System.getProperty("java.class.path"));
    return new Home(jar.toAbsolutePath().getParent().getParent());
  }

  Path conf() {
    return root.resolve("conf/backplane.properties");
  }

  String version() {
    String version = Main.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  /** The kernel's bundles, sorted by name. */
  List<Path> bundles() {
    Path folder = root.resolve("bundles");
    try (var jars = Files.list(folder)) {
      return jars.filter(jar -> jar.toString().endsWith(".jar")).sorted().toList();
    } catch (IOException e) {
      throw new StartFailure("no bundles in " + folder + ": the distribution is incomplete");
    }
  }
}
