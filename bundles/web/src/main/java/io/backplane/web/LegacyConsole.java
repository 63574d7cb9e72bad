package io.backplane.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;

/** Which of the OSGi pages' POST requests only fetch what they show. */
final class LegacyConsole {

  /** The configuration page fetches a form by POST; these parameters make it a change. */
  private static final Set<String> CHANGES =
      Set.of("apply", "delete", "create", "update", "unbind", "action", "factoryPid");

  private LegacyConsole() {}

  static boolean onlyReads(HttpServletRequest request, String path) {
    return path.startsWith("/system/console/configMgr/")
        && CHANGES.stream().allMatch(name -> request.getParameter(name) == null);
  }
}
