package io.backplane.health.spi;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.call.Values;

/** What a profile tells about. */
public enum ProfileType {
  CPU("which code runs", "samples"),
  MEMORY("which code allocates, and what grows", "bytes"),
  IO("which code reads and writes files and sockets", "bytes");

  private final String meaning;
  private final String unit;

  ProfileType(String meaning, String unit) {
    this.meaning = meaning;
    this.unit = unit;
  }

  public String meaning() {
    return meaning;
  }

  /** What its weights are, in the kernel; of processes, CPU comes in milliseconds. */
  public String unit() {
    return unit;
  }

  /**
   * @throws RefusedException {@link Refusal.Invalid} naming those there are
   */
  public static ProfileType of(String word) {
    return Values.constant(ProfileType.class, "type", word);
  }
}
