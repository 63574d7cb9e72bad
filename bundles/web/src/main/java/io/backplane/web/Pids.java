package io.backplane.web;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;

/** Process numbers in paths. */
final class Pids {

  private Pids() {}

  static long parse(String text) {
    try {
      long pid = Long.parseLong(text);
      if (pid > 0) {
        return pid;
      }
    } catch (NumberFormatException e) {
      // told below, together with numbers out of range
    }
    throw new RefusedException(new Refusal.Invalid("pid", "'" + text + "' is no process number"));
  }
}
