package io.backplane.units;

import java.util.Map;

/** Drivers may be Java programs; those run on what the kernel runs on. */
final class JavaHome {

  private static final String NAME = "JAVA_HOME";

  private JavaHome() {}

  /** For a process's environment; nothing where the kernel was told another one. */
  static Map<String, String> variables() {
    String said = System.getenv(NAME);
    return said == null || said.isBlank()
        ? Map.of(NAME, System.getProperty("java.home"))
        : Map.of();
  }
}
