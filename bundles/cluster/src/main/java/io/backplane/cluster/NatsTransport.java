package io.backplane.cluster;

import io.backplane.cluster.spi.ClusterAddress;
import io.backplane.cluster.spi.ClusterMember;
import io.backplane.cluster.spi.ClusterStatus;
import io.backplane.state.spi.Seen;
import io.backplane.state.spi.StateEntry;
import io.backplane.state.spi.StateLimits;
import io.backplane.state.spi.StateTransport;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries shared state over a stream of NATS JetStream. Thread-safe. */
final class NatsTransport implements StateTransport {

  private static final Logger LOG = LoggerFactory.getLogger("io.backplane.cluster");

  private final ClusterAddress address;
  private final String self;
  private final Optional<String> knownServer;
  private final Presence presence;
  private final Consumer<Follower.Link> changes;
  private final OwnMessages own = new OwnMessages();
  private final AtomicReference<Optional<Follower>> follower =
      new AtomicReference<>(Optional.empty());
  private final Set<String> tooLarge = ConcurrentHashMap.newKeySet();

  /**
   * @param knownServer the id of the server's process that was followed last
   * @param changes is told when the connection comes and goes
   */
  NatsTransport(
      ClusterAddress address,
      ClusterMember self,
      Clock clock,
      Optional<String> knownServer,
      Consumer<Follower.Link> changes) {
    this.address = address;
    this.self = self.node();
    this.knownServer = knownServer;
    this.changes = changes;
    this.presence = new Presence(address.group(), self, clock);
  }

  @Override
  public AutoCloseable open(Listener listener, String ledger, long position) {
    var reached = new Follower.Reached(ledger, knownServer.orElse(""), position);
    var opened = new Follower(address, presence, own, listener, changes, reached);
    follower.getAndSet(Optional.of(opened)).ifPresent(Follower::close);
    return opened;
  }

  ClusterStatus.Link status() {
    Follower.Link link =
        follower.get().map(Follower::link).orElseGet(() -> Follower.Link.down("it waits"));
    return new ClusterStatus.Link(
        link.up(),
        link.since(),
        link.reason(),
        link.server(),
        link.up() ? link.ledger().name() : "",
        link.up() ? link.ledger().valueBytesMax() : 0,
        tooLarge.size());
  }

  List<ClusterMember> members() {
    return presence.members();
  }

  @Override
  public Set<StateEntry> publish(List<StateEntry> entries) throws IOException {
    Set<StateEntry> left = attempt(now -> now.publish(entries, self, own::sent));
    entries.forEach(entry -> tooLarge.remove(entry.key()));
    for (StateEntry entry : left) {
      if (tooLarge.add(entry.key())) {
        LOG.warn("{} stays here: it does not fit into a message of the server", entry.key());
      }
    }
    return left;
  }

  @Override
  public void snapshot(String ledger, Consumer<List<StateEntry>> pages) throws IOException {
    attempt(
        now -> {
          if (!now.name().equals(ledger)) {
            throw new IOException("it is another ledger by now");
          }
          now.snapshot(StateLimits.BATCH_MAX, pages);
          return true;
        });
  }

  @Override
  public void forget(String key, Seen seen) throws IOException {
    attempt(
        now -> {
          now.forget(key, seen);
          return true;
        });
  }

  private interface Work<T> {
    T on(Ledger ledger) throws IOException;
  }

  /** The client throws what it likes when a connection is closed in the middle of something. */
  private <T> T attempt(Work<T> work) throws IOException {
    Follower.Link link = follower.get().map(Follower::link).orElse(Follower.Link.down("it waits"));
    if (!link.up()) {
      throw new IOException(link.reason());
    }
    try {
      return work.on(link.ledger());
    } catch (IllegalStateException e) {
      if (follower.get().filter(now -> now.link().up()).isPresent()) {
        throw e;
      }
      throw new IOException("the connection was lost", e);
    }
  }
}
