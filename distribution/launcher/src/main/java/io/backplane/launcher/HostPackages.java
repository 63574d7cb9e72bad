package io.backplane.launcher;

import java.util.ArrayList;

/** What the system bundle exports from the launcher's class path, beside the JDK. */
final class HostPackages {

  private static final String[] LOGGING = {
    "org.slf4j", "org.slf4j.event", "org.slf4j.helpers", "org.slf4j.spi"
  };

  /** The web console wants 1.7, Jetty 2.0; one provider serves both. */
  private static final String[] LOGGING_VERSIONS = {"1.7.36", "2.0.20"};

  private static final String[] SCRIPTING = {
    "org.graalvm.polyglot", "org.graalvm.polyglot.io", "org.graalvm.polyglot.proxy"
  };
  private static final String SCRIPTING_VERSION = "25.0.3";

  private HostPackages() {}

  static String exported() {
    var clauses = new ArrayList<String>();
    for (String name : LOGGING) {
      for (String version : LOGGING_VERSIONS) {
        clauses.add(clause(name, version));
      }
    }
    for (String name : SCRIPTING) {
      clauses.add(clause(name, SCRIPTING_VERSION));
    }
    return String.join(",", clauses);
  }

  private static String clause(String name, String version) {
    return name + ";version=\"" + version + "\"";
  }
}
