package io.backplane.launcher;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** An unpacked distribution: {@code bin, lib, bundles, conf, samples}. Read-only. */
record Home(Path root) {

  static Home ofThisJar() {
    try {
      Path jar = Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return new Home(jar.toAbsolutePath().getParent().getParent());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
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
