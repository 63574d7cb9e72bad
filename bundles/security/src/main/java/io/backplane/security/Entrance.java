package io.backplane.security;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.security.TokenRepository.StoredSession;
import io.backplane.security.TokenRepository.StoredToken;
import io.backplane.security.spi.Doorkeeper;
import io.backplane.security.spi.Knock;
import io.backplane.security.spi.Principal;
import io.backplane.security.spi.Role;
import io.backplane.security.spi.Sessions;
import io.backplane.security.spi.Tokens;
import io.backplane.security.spi.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The doorkeeper with his lists: tokens and sessions are held in memory, written through to the
 * store.
 */
@Component(service = {Doorkeeper.class, Tokens.class, Sessions.class})
public final class Entrance implements Doorkeeper, Tokens, Sessions {

  static final int TOKENS_MAX = 1_000;
  static final int SESSIONS_MAX = 10_000;

  private static final int PREFIX = 8;
  private static final Duration USED_PRECISION = Duration.ofMinutes(1);

  private final TokenRepository repository;
  private final Clock clock;
  private final AllowedHosts hosts;
  private final Failures failures;
  private final ConcurrentMap<String, StoredToken> tokens = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, StoredSession> sessions = new ConcurrentHashMap<>();
  private final LoginCodes codes;

  @Activate
  public Entrance(@Reference TokenRepository repository, BundleContext context) {
    this(
        repository,
        Clock.systemUTC(),
        new AllowedHosts(
            property(context, "backplane.host", "127.0.0.1"),
            property(context, "backplane.allowed-hosts", "")));
  }

  private static String property(BundleContext context, String key, String otherwise) {
    String value = context.getProperty(key);
    return value == null ? otherwise : value;
  }

  Entrance(TokenRepository repository, Clock clock, AllowedHosts hosts) {
    this.repository = repository;
    this.clock = clock;
    this.hosts = hosts;
    this.failures = new Failures(clock);
    this.codes = new LoginCodes(clock);
    repository.removeExpired(clock.instant());
    repository.tokens().forEach(token -> tokens.put(token.hash(), token));
    repository.sessions().forEach(session -> sessions.put(session.hash(), session));
  }

  @Override
  public Verdict judge(Knock knock) {
    if (knock.local()) {
      return new Verdict.Admitted(Principal.LOCAL);
    }
    Verdict place = judgePlace(knock);
    if (!(place instanceof Verdict.Unknown)) {
      return place;
    }
    if (knock.bearer().isPresent()) {
      return byToken(knock.bearer().get(), knock.address());
    }
    if (knock.session().isPresent()) {
      return bySession(knock);
    }
    return place;
  }

  @Override
  public Verdict judgeStranger(Knock knock) {
    return knock.local() ? new Verdict.Admitted(Principal.LOCAL) : judgePlace(knock);
  }

  private Verdict judgePlace(Knock knock) {
    if (!hosts.allow(knock.host())) {
      return new Verdict.ForeignHost(knock.host());
    }
    if (knock.origin().isPresent() && !knock.origin().get().equals(knock.ownOrigin())) {
      return new Verdict.ForeignOrigin(knock.origin().get());
    }
    return new Verdict.Unknown();
  }

  private Verdict byToken(String secret, String address) {
    Optional<StoredToken> valid = validToken(secret);
    if (valid.isPresent()) {
      return new Verdict.Admitted(principal(valid.get().token()));
    }
    Optional<Duration> locked = fail(secret, address);
    return locked.isPresent() ? new Verdict.Locked(locked.get()) : new Verdict.Unknown();
  }

  private Verdict bySession(Knock knock) {
    StoredSession session = sessions.get(Secret.hash(knock.session().get()));
    if (session == null || !session.expiresAt().isAfter(clock.instant())) {
      return new Verdict.Unknown();
    }
    if (knock.unsafe() && knock.origin().isEmpty()) {
      return new Verdict.ForeignOrigin("");
    }
    return new Verdict.Admitted(
        new Principal(session.name(), session.role(), Optional.of(session.expiresAt())));
  }

  private Optional<StoredToken> validToken(String secret) {
    StoredToken stored = tokens.get(Secret.hash(secret));
    Instant now = clock.instant();
    if (stored == null || stored.token().expiresAt().filter(end -> !end.isAfter(now)).isPresent()) {
      return Optional.empty();
    }
    noteUse(stored, now);
    return Optional.of(stored);
  }

  private void noteUse(StoredToken stored, Instant now) {
    Token token = stored.token();
    if (token.lastUsedAt().filter(at -> at.plus(USED_PRECISION).isAfter(now)).isPresent()) {
      return;
    }
    var used =
        new Token(
            token.id(),
            token.name(),
            token.role(),
            token.createdAt(),
            token.expiresAt(),
            Optional.of(now));
    if (tokens.replace(stored.hash(), stored, new StoredToken(stored.hash(), used))) {
      Thread.startVirtualThread(() -> repository.used(token.id(), now));
    }
  }

  /** Counts a failure, and tells whether the address or the token's beginning is locked. */
  private Optional<Duration> fail(String secret, String address) {
    String prefix = "token " + secret.substring(0, Math.min(PREFIX, secret.length()));
    Optional<Duration> locked = failures.locked(address).or(() -> failures.locked(prefix));
    failures.add(address);
    failures.add(prefix);
    return locked;
  }

  private static Principal principal(Token token) {
    return new Principal(token.name(), token.role(), token.expiresAt());
  }

  @Override
  public synchronized Issued create(
      String name, Role role, Optional<Duration> lifetime, String by) {
    checkNew(name, lifetime);
    String secret = Secret.random("bp_");
    String hash = Secret.hash(secret);
    Instant now = clock.instant();
    var token =
        new Token(
            hash.substring(0, 12), name, role, now, lifetime.map(now::plus), Optional.empty());
    var stored = new StoredToken(hash, token);
    repository.add(stored, by);
    tokens.put(hash, stored);
    return new Issued(secret, token);
  }

  private void checkNew(String name, Optional<Duration> lifetime) {
    if (name.isBlank() || name.length() > 64 || name.chars().anyMatch(Character::isISOControl)) {
      throw refused(new Refusal.Invalid("name", "must be 1 to 64 printable characters"));
    }
    if (lifetime.filter(time -> time.compareTo(Duration.ofSeconds(1)) < 0).isPresent()) {
      throw refused(new Refusal.Invalid("expires", "must be at least a second"));
    }
    if (tokens.values().stream().anyMatch(stored -> stored.token().name().equals(name))) {
      throw refused(
          new Refusal.Conflict("a token named '" + name + "' exists: revoke it or choose another"));
    }
    if (tokens.size() >= TOKENS_MAX) {
      throw refused(new Refusal.OverCap("number of tokens", TOKENS_MAX, "revoke some"));
    }
  }

  @Override
  public List<Token> list() {
    return tokens.values().stream()
        .map(StoredToken::token)
        .sorted(Comparator.comparing(Token::name))
        .toList();
  }

  @Override
  public synchronized Token revoke(String nameOrId, String by) {
    StoredToken stored =
        tokens.values().stream()
            .filter(t -> t.token().name().equals(nameOrId) || t.token().id().equals(nameOrId))
            .findFirst()
            .orElseThrow(() -> refused(new Refusal.NotFound("token", nameOrId)));
    repository.remove(stored.token(), by);
    tokens.remove(stored.hash());
    sessions.values().removeIf(session -> session.tokenId().equals(stored.token().id()));
    return stored.token();
  }

  @Override
  public String createCode(Principal principal) {
    return codes.create(principal);
  }

  @Override
  public Session open(String secret, String address) {
    Optional<Principal> byCode = codes.use(secret);
    Optional<StoredToken> byToken = byCode.isPresent() ? Optional.empty() : validToken(secret);
    Principal principal =
        byCode
            .or(() -> byToken.map(stored -> principal(stored.token())))
            .orElseThrow(() -> refusedLogin(secret, address));
    return open(principal, byToken.map(stored -> stored.token().id()).orElse(""), address);
  }

  private Session open(Principal principal, String tokenId, String address) {
    Instant now = clock.instant();
    removeExpiredSessions(now);
    Instant end = now.plus(SESSION_LIFETIME);
    if (principal.expiresAt().filter(end::isAfter).isPresent()) {
      end = principal.expiresAt().get();
    }
    String cookie = Secret.random("");
    var session =
        new StoredSession(
            Secret.hash(cookie), principal.name(), principal.role(), tokenId, now, end);
    repository.open(session, address);
    sessions.put(session.hash(), session);
    return new Session(cookie, new Principal(principal.name(), principal.role(), Optional.of(end)));
  }

  private void removeExpiredSessions(Instant now) {
    if (sessions.values().removeIf(session -> !session.expiresAt().isAfter(now))) {
      repository.removeExpired(now);
    }
    if (sessions.size() >= SESSIONS_MAX) {
      throw refused(new Refusal.OverCap("number of sessions", SESSIONS_MAX, "log some out"));
    }
  }

  private RefusedException refusedLogin(String secret, String address) {
    return fail(secret, address)
        .map(
            wait ->
                refused(
                    new Refusal.Busy(
                        "too many failed logins: wait " + wait.toMinutes() + " minutes", wait)))
        .orElseGet(
            () ->
                refused(
                    new Refusal.Denied(
                        "this code or token is unknown, used or expired: make a new login link with"
                            + " 'backplane login-link'")));
  }

  @Override
  public void close(String cookie) {
    StoredSession session = sessions.remove(Secret.hash(cookie));
    if (session != null) {
      repository.close(session);
    }
  }

  private static RefusedException refused(Refusal refusal) {
    return new RefusedException(refusal);
  }
}
