package io.backplane.security.spi;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.call.Values;

/** What a principal may do, each including the one before. */
public enum Role {
  /** Looks. */
  VIEWER,
  /** Calls, starts and stops. */
  OPERATOR,
  /** Installs, updates, manages who may come in. */
  ADMIN;

  public boolean covers(Role needed) {
    return compareTo(needed) >= 0;
  }

  /** The word used on the command line and in JSON. */
  public String word() {
    return Values.word(this);
  }

  /**
   * @throws RefusedException {@link Refusal.Invalid} for another word
   */
  public static Role of(String word) {
    for (Role role : values()) {
      if (role.word().equals(word)) {
        return role;
      }
    }
    throw new RefusedException(
        new Refusal.Invalid("role", "'" + word + "' is not admin, operator or viewer"));
  }
}
