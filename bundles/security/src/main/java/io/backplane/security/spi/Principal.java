package io.backplane.security.spi;

import io.backplane.api.call.Values;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Somebody who has come in.
 *
 * @param name a token's name, or {@code local} for the unix socket
 * @param expiresAt when the token or session ends
 */
public record Principal(String name, Role role, Optional<Instant> expiresAt) {

  /** Whoever can open the unix socket: its file mode is the proof. */
  public static final Principal LOCAL = new Principal("local", Role.ADMIN, Optional.empty());

  /** As it looks in JSON. */
  public Map<String, Object> toMap() {
    return Values.map(
        "name", name,
        "role", role.word(),
        "expiresAt", expiresAt.map(Instant::toString).orElse(null));
  }
}
