package io.backplane.governance.spi;

import io.backplane.api.call.Refusal;

/** What comes of a {@link Happening}. */
public sealed interface Verdict {

  /** It changes its state. */
  record Moved(String to, String reason) implements Verdict {}

  /** It stays as it is; what was asked for is so, or allowed without a change. */
  record Stays() implements Verdict {}

  /** It cannot be. */
  record Refused(Refusal refusal) implements Verdict {}
}
