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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The doorkeeper with his lists: tokens and sessions are held in memory, written through to the
 * store.
 */
@Component(service = {Doorkeeper.class, Tokens.class, Sessions.class})
public final class Entrance implements Doorkeeper, Tokens, Sessions {

  static final int TOKENS_MAX = 1_000;
  static final int SESSIONS_MAX = 10_000;

  /** A hundred years: what is longer is no date a client could read. */
  static final Duration LIFETIME_MAX = Duration.ofDays(36_525);

  /** Principals that are not tokens; a token of that name would pass for one in every record. */
  private static final Set<String> RESERVED = Set.of(Principal.LOCAL.name(), "kernel");

  private static final Logger LOG = LoggerFactory.getLogger("io.backplane.security");
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
        System::nanoTime,
        new AllowedHosts(
            property(context, "backplane.host", "127.0.0.1"),
            property(context, "backplane.allowed-hosts", "")));
  }

  private static String property(BundleContext context, String key, String otherwise) {
    String value = context.getProperty(key);
    return value == null ? otherwise : value;
  }

  Entrance(TokenRepository repository, Clock clock, LongSupplier nanos, AllowedHosts hosts) {
    this.repository = repository;
    this.clock = clock;
    this.hosts = hosts;
    this.failures = new Failures(nanos);
    this.codes = new LoginCodes(nanos);
    tidy(clock.instant());
    repository.tokens().forEach(token -> tokens.put(token.hash(), token));
    repository.sessions().forEach(session -> sessions.put(session.hash(), session));
  }

  /** Expired sessions are not admitted anyway: with a full disk the door still opens. */
  private void tidy(Instant now) {
    try {
      repository.removeExpired(now);
    } catch (RefusedException e) {
      LOG.warn("expired sessions stay in the database until the next login: {}", e.getMessage());
    }
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
      Thread.startVirtualThread(() -> record(token, now));
    }
  }

  private void record(Token token, Instant at) {
    try {
      repository.used(token.id(), at);
    } catch (RefusedException | IllegalStateException e) { // a full disk; a store that has closed
      LOG.warn("the last use of token '{}' is not recorded: {}", token.name(), e.getMessage());
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
    if (name.isBlank() || name.length() > 64 || !name.codePoints().allMatch(Entrance::prints)) {
      throw refused(new Refusal.Invalid("name", "must be 1 to 64 printable characters"));
    }
    if (RESERVED.contains(name)) {
      throw refused(new Refusal.Invalid("name", "must not be '" + name + "': the kernel's own"));
    }
    if (lifetime.filter(time -> time.compareTo(Duration.ofSeconds(1)) < 0).isPresent()) {
      throw refused(new Refusal.Invalid("expires", "must be at least a second"));
    }
    if (lifetime.filter(time -> time.compareTo(LIFETIME_MAX) > 0).isPresent()) {
      throw refused(
          new Refusal.Invalid("expires", "must be at most " + LIFETIME_MAX.toDays() + " days"));
    }
    if (tokens.values().stream().anyMatch(stored -> stored.token().name().equals(name))) {
      throw refused(
          new Refusal.Conflict("a token named '" + name + "' exists: revoke it or choose another"));
    }
    if (tokens.size() >= TOKENS_MAX) {
      throw refused(new Refusal.OverCap("number of tokens", TOKENS_MAX, "revoke some"));
    }
  }

  /** No controls, and none of the invisible that make one name look like another. */
  private static boolean prints(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
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
        find(Token::name, nameOrId)
            .or(() -> find(Token::id, nameOrId))
            .orElseThrow(() -> refused(new Refusal.NotFound("token", nameOrId)));
    repository.remove(stored.token(), by);
    tokens.remove(stored.hash());
    sessions.values().removeIf(session -> session.tokenId().equals(stored.token().id()));
    return stored.token();
  }

  private Optional<StoredToken> find(Function<Token, String> by, String value) {
    return tokens.values().stream().filter(t -> by.apply(t.token()).equals(value)).findFirst();
  }

  @Override
  public String createCode(Principal principal) {
    return codes.create(principal);
  }

  @Override
  public synchronized Session open(String secret, String address) {
    Optional<StoredToken> token = validToken(secret);
    Principal principal =
        token
            .map(stored -> principal(stored.token()))
            .or(() -> codes.look(secret))
            .orElseThrow(() -> refusedLogin(secret, address));
    Session session = open(principal, token.map(t -> t.token().id()).orElse(""), address);
    codes.use(secret); // after everything that can be refused: a refusal does not spend it
    return session;
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
      tidy(now);
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
                        "too many failed logins: wait " + (wait.toMinutes() + 1) + " minutes",
                        wait)))
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
