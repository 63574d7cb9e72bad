package io.backplane.security.spi;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.call.Values;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Bearer tokens: 256 random bits, stored hashed, shown once. Thread-safe. */
@ProviderType
public interface Tokens {

  /**
   * @param secret what the client sends; never shown again
   */
  record Issued(String secret, Token token) {}

  /**
   * @param id the first characters of its hash
   */
  record Token(
      String id,
      String name,
      Role role,
      Instant createdAt,
      Optional<Instant> expiresAt,
      Optional<Instant> lastUsedAt) {

    /** As it looks in JSON. */
    public Map<String, Object> toMap() {
      return Values.map(
          "id", id,
          "name", name,
          "role", role.word(),
          "createdAt", createdAt.toString(),
          "expiresAt", expiresAt.map(Instant::toString).orElse(null),
          "lastUsedAt", lastUsedAt.map(Instant::toString).orElse(null));
    }
  }

  /**
   * @param name 1 to 64 printable characters, unique
   * @param lifetime at least a second; empty for a token that does not expire
   * @param by who asks, for the event log
   * @throws RefusedException {@link Refusal.Conflict} when the name is taken, {@link
   *     Refusal.Invalid}, {@link Refusal.OverCap} past 1,000 tokens
   */
  Issued create(String name, Role role, Optional<Duration> lifetime, String by);

  /** Sorted by name; expired ones included. */
  List<Token> list();

  /**
   * Ends a token and every session that was opened with it.
   *
   * @param nameOrId as listed
   * @throws RefusedException {@link Refusal.NotFound}
   */
  Token revoke(String nameOrId, String by);
}
