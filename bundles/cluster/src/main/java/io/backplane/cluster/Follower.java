package io.backplane.cluster;

import io.backplane.api.call.RefusedException;
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
  private Reached reached;

  /**
   * How far a ledger was followed. Another process of the server may have lost what it had
   * acknowledged, and give the same numbers again.
   */
  record Reached(String ledger, String server, long position) {

    boolean isBefore(Ledger now, String serverNow) {
      return ledger.equals(now.name())
          && server.equals(serverNow)
          && position > 0
          && position <= now.lastSequence();
    }

    Reached at(long next) {
      return new Reached(ledger, server, next);
    }
  }

  /**
   * How the connection is.
   *
   * @param server for people
   * @param serverId of the server's process
   * @param ledger absent while it is down
   */
  record Link(Instant since, String reason, String server, String serverId, Ledger ledger) {
    static Link down(String reason) {
      return new Link(Instant.now(), reason, "", "", null);
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
      Reached reached) {
    this.address = address;
    this.presence = presence;
    this.own = own;
    this.listener = listener;
    this.changes = changes;
    this.reached = reached;
    this.thread = Thread.ofVirtual().name("cluster").start(this::run);
  }

  Link link() {
    return link;
  }

  private void tell(Link next) {
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
      } catch (InterruptedException e) {
        closed = true;
      } catch (IOException | RefusedException e) {
        pauseMs = link.up() ? PAUSE_MIN_MS : pauseMs;
        lost(String.valueOf(e.getMessage()));
      } catch (Throwable e) { // or nobody would ever connect again
        LOG.error("following {} failed here; it is tried again", address, e);
        lost("a fault of this kernel: " + e);
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
      link = Link.down(reason);
      tell(link);
      listener.disconnected(reason);
    }
  }

  private void follow(Connection connection) throws IOException, InterruptedException {
    Ledger ledger = Ledger.open(connection, address.group());
    String server = connection.getServerInfo().getServerId();
    boolean resumed = reached.isBefore(ledger, server);
    if (!resumed) {
      reached = new Reached(ledger.name(), server, ledger.lastSequence());
      own.clear();
    }
    try (Arrivals arrivals = ledger.from(reached.position() + 1);
        Presence.Shown shown = presence.on(connection)) {
      if (closed) {
        return;
      }
      link = new Link(Instant.now(), "", NatsConnection.server(connection), server, ledger);
      listener.connected(ledger.name(), resumed);
      if (!resumed && reached.position() > 0) {
        listener.received(List.of(), reached.position());
      }
      LOG.info("{} is joined at {}", address, link.server());
      tell(link); // not before the position that goes with it
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
    throw new IOException(LOST);
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
    if (batch.isEmpty() || closed) {
      return;
    }
    if (!batch.entries().isEmpty()) {
      listener.received(batch.entries(), batch.last());
    }
    reached = reached.at(batch.last());
    own.passed(batch.last());
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
