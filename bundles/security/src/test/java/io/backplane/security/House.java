package io.backplane.security;

import io.backplane.security.spi.Knock;
import io.backplane.security.spi.Role;
import io.backplane.security.spi.Tokens.Issued;
import io.backplane.testing.SettableClock;
import io.backplane.testing.TempStore;
import java.time.Duration;
import java.util.Optional;

/** A door on a real store and a clock that stands still. */
final class House implements AutoCloseable {

  static final String HOST = "localhost:8080";
  static final String ORIGIN = "http://localhost:8080";
  static final String ADDRESS = "192.0.2.1";

  final SettableClock clock = new SettableClock();
  final TempStore store = new TempStore(clock);
  Entrance entrance = open();

  private Entrance open() {
    return new Entrance(
        new SqlTokens(store), clock, clock::nanos, new AllowedHosts("127.0.0.1", "kernel.local"));
  }

  /** Closes the store and opens everything again, as a restarted kernel does. */
  void restart() {
    store.restart();
    entrance = open();
  }

  Issued token(String name) {
    return entrance.create(name, Role.OPERATOR, Optional.empty(), "tester");
  }

  Issued token(String name, Duration lifetime) {
    return entrance.create(name, Role.OPERATOR, Optional.of(lifetime), "tester");
  }

  @Override
  public void close() {
    store.close();
  }

  /** A request over the network that shows nothing. */
  static Knock knock() {
    return new Knock(
        false,
        "GET",
        false,
        "http",
        HOST,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        ADDRESS);
  }

  static Knock local(Knock k) {
    return new Knock(
        true,
        k.method(),
        k.webSocket(),
        k.scheme(),
        k.host(),
        k.origin(),
        k.bearer(),
        k.session(),
        k.address());
  }

  static Knock method(Knock k, String method) {
    return new Knock(
        k.local(),
        method,
        k.webSocket(),
        k.scheme(),
        k.host(),
        k.origin(),
        k.bearer(),
        k.session(),
        k.address());
  }

  static Knock webSocket(Knock k) {
    return new Knock(
        k.local(),
        k.method(),
        true,
        k.scheme(),
        k.host(),
        k.origin(),
        k.bearer(),
        k.session(),
        k.address());
  }

  static Knock host(Knock k, String host) {
    return new Knock(
        k.local(),
        k.method(),
        k.webSocket(),
        k.scheme(),
        host,
        k.origin(),
        k.bearer(),
        k.session(),
        k.address());
  }

  static Knock origin(Knock k, String origin) {
    return new Knock(
        k.local(),
        k.method(),
        k.webSocket(),
        k.scheme(),
        k.host(),
        Optional.of(origin),
        k.bearer(),
        k.session(),
        k.address());
  }

  static Knock bearer(Knock k, String secret) {
    return new Knock(
        k.local(),
        k.method(),
        k.webSocket(),
        k.scheme(),
        k.host(),
        k.origin(),
        Optional.of(secret),
        k.session(),
        k.address());
  }

  static Knock session(Knock k, String cookie) {
    return new Knock(
        k.local(),
        k.method(),
        k.webSocket(),
        k.scheme(),
        k.host(),
        k.origin(),
        k.bearer(),
        Optional.of(cookie),
        k.address());
  }

  static Knock address(Knock k, String address) {
    return new Knock(
        k.local(),
        k.method(),
        k.webSocket(),
        k.scheme(),
        k.host(),
        k.origin(),
        k.bearer(),
        k.session(),
        address);
  }
}
