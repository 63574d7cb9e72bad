package io.backplane.cluster;

import io.backplane.cluster.spi.ClusterAddress;
import io.backplane.state.spi.StateLimits;
import io.backplane.state.spi.StateTransport.Listener;
import io.nats.client.Connection;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connects, follows the ledger until the connection is lost, and connects again, on a thread of its
 * own: which is all that a listener hears from.
 */
final class Follower implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger("io.backplane.cluster");
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);
  private static final String LOST = "the connection was lost";
  private static final long PAUSE_MIN_MS = 250;
  private static final long PAUSE_MAX_MS = 5_000;
  private static final long WAIT_MS = 500;
  private static final long LOOK_EVERY_NS = TimeUnit.SECONDS.toNanos(2);

  private final ClusterAddress address;
  private final Presence presence;
  private final OwnMessages own;
  private final Listener listener;
  private final Consumer<Link> changes;
  private final Thread thread;
  private volatile Link link = Link.down("it connects");
  private volatile boolean closed;
  private String known;
  private long reached;

  /**
   * How the connection is.
   *
   * @param ledger absent while it is down
   */
  record Link(Instant since, String reason, String server, Ledger ledger) {
    static Link down(String reason) {
      return new Link(Instant.now(), reason, "", null);
    }

    boolean up() {
      return ledger != null;
    }
  }

  Follower(
      ClusterAddress address,
      Presence presence,
      OwnMessages own,
      Listener listener,
      Consumer<Link> changes,
      String known,
      long reached) {
    this.address = address;
    this.presence = presence;
    this.own = own;
    this.listener = listener;
    this.changes = changes;
    this.known = known;
    this.reached = reached;
    this.thread = Thread.ofVirtual().name("cluster").start(this::run);
  }

  Link link() {
    return link;
  }

  private void become(Link next) {
    link = next;
    try {
      changes.accept(next);
    } catch (RuntimeException e) { // such as on a full disk
      LOG.warn("that the connection to {} changed is not recorded", address, e);
    }
  }

  private void run() {
    long pauseMs = PAUSE_MIN_MS;
    while (!closed) {
      try {
        NatsConnection.use(address, this::follow);
        pauseMs = PAUSE_MIN_MS;
      } catch (InterruptedException e) {
        closed = true;
      } catch (IOException | RuntimeException e) {
        lost(String.valueOf(e.getMessage()));
      }
      pauseMs = pause(pauseMs);
    }
  }

  private long pause(long ms) {
    try {
      Thread.sleep(closed ? 0 : ms);
    } catch (InterruptedException e) {
      closed = true;
    }
    return Math.min(PAUSE_MAX_MS, ms * 2);
  }

  private void lost(String reason) {
    boolean news = link.up() || !link.reason().equals(reason);
    if (news && !closed) {
      LOG.warn("{} cannot be reached: {}; it is tried again", address, reason);
      become(Link.down(reason));
      listener.disconnected(reason);
    }
  }

  private void follow(Connection connection) throws IOException, InterruptedException {
    Ledger ledger = Ledger.open(connection, address.group());
    boolean resumed =
        ledger.name().equals(known) && reached > 0 && reached <= ledger.lastSequence();
    if (!resumed) {
      reached = ledger.lastSequence();
      own.clear();
    }
    known = ledger.name();
    try (Arrivals arrivals = ledger.from(reached + 1);
        Presence.Shown shown = presence.on(connection)) {
      become(new Link(Instant.now(), "", NatsConnection.server(connection), ledger));
      LOG.info("{} is joined at {}", address, link.server());
      listener.connected(known, resumed);
      if (!resumed && reached > 0) {
        listener.received(List.of(), reached);
      }
      long looked = System.nanoTime();
      while (!closed && NatsConnection.isUp(connection)) {
        take(next(connection, arrivals));
        if (System.nanoTime() - looked > LOOK_EVERY_NS) {
          ledger.check();
          shown.tell();
          looked = System.nanoTime();
        }
      }
    }
    lost(LOST);
  }

  private Arrivals.Batch next(Connection connection, Arrivals arrivals)
      throws IOException, InterruptedException {
    try {
      return arrivals.next(StateLimits.BATCH_MAX, WAIT_MS, own::isForeign);
    } catch (IllegalStateException e) {
      if (NatsConnection.isUp(connection)) {
        throw e;
      }
      throw new IOException(LOST, e);
    }
  }

  private void take(Arrivals.Batch batch) {
    if (batch.isEmpty()) {
      return;
    }
    if (!batch.entries().isEmpty()) {
      listener.received(batch.entries(), batch.last());
    }
    reached = batch.last();
    own.passed(reached);
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      if (!thread.join(CLOSE_LIMIT)) {
        LOG.warn("{} is not left within {} s", address, CLOSE_LIMIT.toSeconds());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    link = Link.down("it is left");
  }
}
