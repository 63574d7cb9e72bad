package io.backplane.units.spi;

import io.backplane.api.call.Values;
import java.util.List;
import java.util.Map;

/**
 * What came of an installation.
 *
 * @param packages installed now or before
 * @param failed drivers of a tree that could not be installed
 */
public record Installed(List<UnitPackage> packages, List<Failed> failed) {

  public Installed {
    packages = List.copyOf(packages);
    failed = List.copyOf(failed);
  }

  /**
   * @param directory of the driver within what was given
   */
  public record Failed(String directory, String reason) {

    /** As it looks in JSON. */
    public Map<String, Object> toMap() {
      return Values.map("directory", directory, "reason", reason);
    }
  }
}
