package io.backplane.security;

import io.backplane.security.spi.Principal;
import io.backplane.security.spi.Sessions;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Optional;

/** Codes of login links: used once, within five minutes, gone with the kernel. Thread-safe. */
final class LoginCodes {

  private static final int CODES_MAX = 1_000;

  private record Code(Principal principal, Instant expiresAt) {}

  private final Clock clock;
  private final LinkedHashMap<String, Code> byHash = new LinkedHashMap<>();

  LoginCodes(Clock clock) {
    this.clock = clock;
  }

  synchronized String create(Principal principal) {
    Instant now = clock.instant();
    byHash.values().removeIf(code -> !code.expiresAt().isAfter(now));
    if (byHash.size() >= CODES_MAX) {
      byHash.pollFirstEntry();
    }
    String secret = Secret.random("");
    byHash.put(Secret.hash(secret), new Code(principal, now.plus(Sessions.CODE_LIFETIME)));
    return secret;
  }

  synchronized Optional<Principal> use(String secret) {
    Code code = byHash.remove(Secret.hash(secret));
    return code == null || !code.expiresAt().isAfter(clock.instant())
        ? Optional.empty()
        : Optional.of(code.principal());
  }
}
