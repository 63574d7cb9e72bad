package io.backplane.plugins;

import io.backplane.meta.spi.Bump;
import io.backplane.meta.spi.MetaDiff.Change;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.jar.JarFile;
import org.osgi.framework.Constants;

/**
 * How the packages that two versions of a plugin export differ, by the rules of bnd's baseline: an
 * interface that others implement may not grow, a class may.
 *
 * @param changes the worst first; what asks for no more than a patch is not among them
 */
record ApiDiff(List<Change> changes) {

  ApiDiff {
    changes = changes.stream().sorted(Comparator.comparing(Change::bump).reversed()).toList();
  }

  /**
   * Compares two admitted jars. Where neither exports anything, as most do, nothing is loaded to
   * compare them.
   *
   * @throws io.backplane.api.call.RefusedException for classes that cannot be read
   */
  static ApiDiff between(Path before, Path after) throws IOException {
    return new ApiDiff(
        exports(before) || exports(after) ? Baselined.changes(before, after) : List.of());
  }

  private static boolean exports(Path jar) throws IOException {
    try (var file = new JarFile(jar.toFile())) {
      String header = file.getManifest().getMainAttributes().getValue(Constants.EXPORT_PACKAGE);
      return header != null && !HeaderClauses.parse(header).isEmpty();
    }
  }

  /** What the changes together ask of the version number; the least where there are none. */
  Bump bump() {
    return changes.stream().map(Change::bump).reduce(Bump.PATCH, Bump::worse);
  }
}
