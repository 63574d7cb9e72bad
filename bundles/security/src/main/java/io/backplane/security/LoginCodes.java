package io.backplane.security;

import io.backplane.security.spi.Principal;
import io.backplane.security.spi.Sessions;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Codes of login links: used once, within five minutes, gone with the kernel. Past {@value
 * #CODES_MAX} the oldest goes. Thread-safe.
 */
final class LoginCodes {

  static final int CODES_MAX = 1_000;

  private record Code(Principal principal, long madeNs) {}

  private final LongSupplier nanos;
  private final LinkedHashMap<String, Code> byHash = new LinkedHashMap<>();

  /**
   * @param nanos monotonic time: a clock set back does not prolong a code
   */
  LoginCodes(LongSupplier nanos) {
    this.nanos = nanos;
  }

  synchronized String create(Principal principal) {
    long now = nanos.getAsLong();
    byHash.values().removeIf(code -> expired(code, now));
    if (byHash.size() >= CODES_MAX) {
      byHash.pollFirstEntry();
    }
    String secret = Secret.random("");
    byHash.put(Secret.hash(secret), new Code(principal, now));
    return secret;
  }

  /** Whose session the code would open; it stays usable. */
  synchronized Optional<Principal> look(String secret) {
    Code code = byHash.get(Secret.hash(secret));
    return code == null || expired(code, nanos.getAsLong())
        ? Optional.empty()
        : Optional.of(code.principal());
  }

  synchronized void use(String secret) {
    byHash.remove(Secret.hash(secret));
  }

  private static boolean expired(Code code, long now) {
    return now - code.madeNs() >= Sessions.CODE_LIFETIME.toNanos();
  }
}
