package io.backplane.supervisor.spi;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.call.Values;

/** How long a process is meant to live. */
public enum Profile {
  /** Carries out one request and ends. */
  ONESHOT,
  /** Runs until it is told to end. */
  KEEPALIVE;

  /**
   * @throws RefusedException {@link Refusal.Invalid} for another word
   */
  public static Profile of(String word) {
    for (Profile profile : values()) {
      if (Values.word(profile).equals(word)) {
        return profile;
      }
    }
    throw new RefusedException(
        new Refusal.Invalid("profile", "'" + word + "' is not oneshot or keepalive"));
  }
}
