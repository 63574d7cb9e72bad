package io.backplane.governance;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import java.util.regex.Pattern;

/** What things and their owners may be called, and how much may be said of them. */
final class Names {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9._-]{0,63}");
  private static final Pattern OWNER = Pattern.compile("[\\p{Graph}&&\\P{Cntrl}]{1,64}");

  private static final int REASON_MAX = 1_000;

  private Names() {}

  /**
   * @throws RefusedException {@link Refusal.Invalid}
   */
  static void checkReason(String reason) {
    if (reason.length() > REASON_MAX) {
      throw new RefusedException(
          new Refusal.Invalid("reason", "is longer than " + REASON_MAX + " characters"));
    }
  }

  /**
   * @throws RefusedException {@link Refusal.Invalid}
   */
  static void check(String name, String owner) {
    if (!NAME.matcher(name).matches()) {
      throw new RefusedException(
          new Refusal.Invalid(
              "name",
              "'"
                  + name
                  + "' is not lower-case letters, digits, '.', '_', '-' (1 to 64, a letter"
                  + " first)"));
    }
    checkOwner(owner);
  }

  /**
   * @throws RefusedException {@link Refusal.Invalid}
   */
  static void checkOwner(String owner) {
    if (!OWNER.matcher(owner).matches()) {
      throw new RefusedException(
          new Refusal.Invalid("owner", "has to be 1 to 64 characters without spaces"));
    }
  }
}
