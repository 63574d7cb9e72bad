package io.backplane.health;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What can run scripts here: GraalJS, which is shipped, and Node.js, where it is installed. */
final class Runtimes {

  private static final Pattern GRAAL_JS =
      Pattern.compile("org\\.graalvm\\.polyglot;version=['\"]?([0-9.]+)");
  private static final long LIMIT_MS = 1_000;
  private static final int WORD_MAX = 64;

  private Runtimes() {}

  /**
   * Looks once; takes a tenth of a second where Node.js is installed.
   *
   * @param packages what the launcher's class path offers to bundles; null for nothing
   * @return versions by name
   */
  static Map<String, Object> look(String packages) {
    var found = new TreeMap<String, Object>();
    graalJs(packages, found);
    node(found);
    return found;
  }

  private static void graalJs(String packages, Map<String, Object> found) {
    Matcher version = GRAAL_JS.matcher(packages == null ? "" : packages);
    if (version.find()) {
      found.put("graaljs", version.group(1));
    }
  }

  private static void node(Map<String, Object> found) {
    try {
      Process process = new ProcessBuilder("node", "--version").redirectErrorStream(true).start();
      process.getOutputStream().close();
      if (process.waitFor(LIMIT_MS, TimeUnit.MILLISECONDS)) {
        String said =
            new String(process.getInputStream().readNBytes(WORD_MAX), StandardCharsets.UTF_8);
        if (said.startsWith("v")) {
          found.put("node", said.substring(1).strip());
        }
      }
      process.destroyForcibly();
    } catch (IOException e) {
      found.remove("node"); // it is not installed
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
