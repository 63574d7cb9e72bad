package io.backplane.launcher;

import java.util.ArrayList;

/**
 * The logging packages that the system bundle exports, under both versions that bundles ask for.
 */
final class SlfPackages {

  private static final String[] PACKAGES = {
    "org.slf4j", "org.slf4j.event", "org.slf4j.helpers", "org.slf4j.spi"
  };
  private static final String[] VERSIONS = {"1.7.36", "2.0.20"};

  private SlfPackages() {}

  static String exported() {
    var clauses = new ArrayList<String>();
    for (String name : PACKAGES) {
      for (String version : VERSIONS) {
        clauses.add(name + ";version=\"" + version + "\"");
      }
    }
    return String.join(",", clauses);
  }
}
