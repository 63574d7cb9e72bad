package io.backplane.supervisor.spi;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;

/** What follows when a process ends that was not asked to. */
public enum RestartPolicy {
  /** Another one, whatever the exit code. */
  ALWAYS,
  /** Another one, unless the exit code is 0. */
  ON_FAILURE,
  NEVER;

  /** The word used on the command line and in JSON, such as {@code on-failure}. */
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }

  /**
   * @throws RefusedException {@link Refusal.Invalid} for another word
   */
  public static RestartPolicy of(String word) {
    for (RestartPolicy policy : values()) {
      if (policy.word().equals(word)) {
        return policy;
      }
    }
    throw new RefusedException(
        new Refusal.Invalid("restart", "'" + word + "' is not always, on-failure or never"));
  }
}
