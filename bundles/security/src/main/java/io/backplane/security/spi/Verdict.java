package io.backplane.security.spi;

import java.time.Duration;

/** What the doorkeeper says to a {@link Knock}. */
public sealed interface Verdict {

  record Admitted(Principal principal) implements Verdict {}

  /** Nothing valid was shown. */
  record Unknown() implements Verdict {}

  /** The Host header names another machine: a page that rebinds its name to this address. */
  record ForeignHost(String host) implements Verdict {}

  /** A page of another origin, or a cookie that comes without one where something could change. */
  record ForeignOrigin(String origin) implements Verdict {}

  /** Too many failures from this address. */
  record Locked(Duration retryAfter) implements Verdict {}
}
