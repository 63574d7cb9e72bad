package io.backplane.security;

import io.backplane.security.spi.Tokens.Token;
import java.time.Instant;
import java.util.List;

/** Keeps tokens and sessions; secrets come here only as hashes. */
interface TokenRepository {

  record StoredToken(String hash, Token token) {}

  /**
   * @param tokenId of the token it was opened with; empty for a login code
   */
  record StoredSession(
      String hash,
      String name,
      io.backplane.security.spi.Role role,
      String tokenId,
      Instant createdAt,
      Instant expiresAt) {}

  List<StoredToken> tokens();

  List<StoredSession> sessions();

  void add(StoredToken token, String by);

  /** Also removes the token's sessions. */
  void remove(Token token, String by);

  void used(String id, Instant at);

  void open(StoredSession session, String address);

  void close(StoredSession session);

  void removeExpired(Instant now);
}
