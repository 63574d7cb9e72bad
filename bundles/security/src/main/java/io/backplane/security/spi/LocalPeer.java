package io.backplane.security.spi;

/** What marks a request that came over the unix socket. */
public final class LocalPeer {

  /**
   * Request attribute, a {@link java.util.function.BooleanSupplier}: whether the client has hung
   * up. Set by the socket's connector on each of its requests; no client can.
   */
  public static final String GONE = "io.backplane.peer.gone";

  private LocalPeer() {}
}
