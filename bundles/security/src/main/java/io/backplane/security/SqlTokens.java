package io.backplane.security;

import io.backplane.api.event.Event.Level;
import io.backplane.security.spi.Role;
import io.backplane.security.spi.Tokens.Token;
import io.backplane.store.spi.Migrations;
import io.backplane.store.spi.Row;
import io.backplane.store.spi.Store;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Tokens and sessions as rows. */
@Component(service = TokenRepository.class)
public final class SqlTokens implements TokenRepository {

  private final Store store;

  @Activate
  public SqlTokens(@Reference(target = "(db=manager)") Store store) {
    this.store = store;
    store.migrate(Migrations.of("security", SqlTokens.class, "0001_tokens.sql"));
  }

  @Override
  public List<StoredToken> tokens() {
    return store.read(r -> r.query("SELECT * FROM security_tokens", SqlTokens::token));
  }

  private static StoredToken token(Row row) {
    return new StoredToken(
        row.text("hash"),
        new Token(
            row.text("id"),
            row.text("name"),
            Role.of(row.text("role")),
            row.instant("created_at"),
            row.optionalInstant("expires_at"),
            row.optionalInstant("last_used_at")));
  }

  @Override
  public List<StoredSession> sessions() {
    return store.read(r -> r.query("SELECT * FROM security_sessions", SqlTokens::session));
  }

  private static StoredSession session(Row row) {
    return new StoredSession(
        row.text("hash"),
        row.text("name"),
        Role.of(row.text("role")),
        row.optionalText("token_id").orElse(""),
        row.instant("created_at"),
        row.instant("expires_at"));
  }

  @Override
  public void add(StoredToken stored, String by) {
    Token token = stored.token();
    store.write(
        tx -> {
          tx.update(
              "INSERT INTO security_tokens (id, hash, name, role, created_at, expires_at)"
                  + " VALUES (?, ?, ?, ?, ?, ?)",
              token.id(),
              stored.hash(),
              token.name(),
              token.role().word(),
              token.createdAt(),
              token.expiresAt().orElse(null));
          return tx.emit(
              "token.created",
              token.name(),
              Level.INFO,
              Map.of("role", token.role().word(), "by", by));
        });
  }

  @Override
  public void remove(Token token, String by) {
    store.write(
        tx -> {
          tx.update("DELETE FROM security_sessions WHERE token_id = ?", token.id());
          tx.update("DELETE FROM security_tokens WHERE id = ?", token.id());
          return tx.emit("token.revoked", token.name(), Level.INFO, Map.of("by", by));
        });
  }

  @Override
  public void used(String id, Instant at) {
    store.write(
        tx -> tx.update("UPDATE security_tokens SET last_used_at = ? WHERE id = ?", at, id));
  }

  @Override
  public void open(StoredSession session, String address) {
    store.write(
        tx -> {
          tx.update(
              "INSERT INTO security_sessions (hash, name, role, token_id, created_at, expires_at)"
                  + " VALUES (?, ?, ?, ?, ?, ?)",
              session.hash(),
              session.name(),
              session.role().word(),
              session.tokenId().isEmpty() ? null : session.tokenId(),
              session.createdAt(),
              session.expiresAt());
          return tx.emit(
              "session.opened",
              session.name(),
              Level.INFO,
              Map.of("role", session.role().word(), "address", address));
        });
  }

  @Override
  public void close(StoredSession session) {
    store.write(
        tx -> {
          tx.update("DELETE FROM security_sessions WHERE hash = ?", session.hash());
          return tx.emit("session.closed", session.name(), Level.INFO, Map.of());
        });
  }

  @Override
  public void removeExpired(Instant now) {
    store.write(tx -> tx.update("DELETE FROM security_sessions WHERE expires_at <= ?", now));
  }
}
