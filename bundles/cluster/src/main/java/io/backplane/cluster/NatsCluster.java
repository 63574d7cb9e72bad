package io.backplane.cluster;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.call.Values;
import io.backplane.api.event.Event.Level;
import io.backplane.cluster.spi.Cluster;
import io.backplane.cluster.spi.ClusterAddress;
import io.backplane.cluster.spi.ClusterMember;
import io.backplane.cluster.spi.ClusterStatus;
import io.backplane.cluster.spi.ClusterStatus.Membership;
import io.backplane.security.spi.Secrets;
import io.backplane.state.spi.Stamp;
import io.backplane.state.spi.StateSharing;
import io.backplane.state.spi.StateTransport;
import io.backplane.store.spi.Store;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Joins by NATS: offers a transport for shared state for as long as it is joined. */
@Component(immediate = true)
public final class NatsCluster implements Cluster {

  private static final Logger LOG = LoggerFactory.getLogger("io.backplane.cluster");

  private final BundleContext context;
  private final Store store;
  private final Secrets secrets;
  private final StateSharing sharing;
  private final Clock clock = Clock.systemUTC();
  private volatile Optional<Joined> joined = Optional.empty();

  private record Joined(
      MembershipRow row,
      NatsTransport transport,
      ServiceRegistration<StateTransport> registration) {}

  @Activate
  public NatsCluster(
      BundleContext context,
      @Reference(target = "(" + Store.DB + "=" + Store.MANAGER + ")") Store store,
      @Reference Secrets secrets,
      @Reference StateSharing sharing) {
    this.context = context;
    this.store = store;
    this.secrets = secrets;
    this.sharing = sharing;
    MembershipRow.migrate(store);
    resume();
  }

  /** Whatever is wrong with what was joined, the kernel starts, and it can be left. */
  private void resume() {
    try {
      store.read(reader -> MembershipRow.read(reader, secrets)).ifPresent(this::begin);
    } catch (IllegalStateException | RefusedException e) {
      LOG.error("what was joined cannot be read: 'cluster leave', then join anew", e);
    }
  }

  @Deactivate
  synchronized void close() {
    end();
  }

  private void begin(MembershipRow row) {
    var transport =
        new NatsTransport(
            row.address(),
            self(),
            clock,
            Optional.of(row.server()),
            link -> tell(row.address(), link));
    joined =
        Optional.of(
            new Joined(
                row, transport, context.registerService(StateTransport.class, transport, null)));
  }

  private void tell(ClusterAddress address, Follower.Link link) {
    store.write(
        tx -> {
          if (!link.up()) {
            Map<String, Object> why = Map.of("reason", link.reason());
            return tx.emit("cluster.disconnected", address.group(), Level.WARN, why);
          }
          MembershipRow.followed(tx, link.serverId());
          Map<String, Object> where = Map.of("server", link.server());
          return tx.emit("cluster.connected", address.group(), Level.INFO, where);
        });
  }

  /** Whoever uses the transport closes it as it goes. */
  private void end() {
    joined.ifPresent(now -> now.registration().unregister());
    joined = Optional.empty();
  }

  private ClusterMember self() {
    return new ClusterMember(
        Stamp.nodeText(sharing.status().node()),
        host(),
        context.getProperty("backplane.version"),
        Instant.EPOCH,
        true);
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }

  @Override
  public ClusterStatus status() {
    Optional<Joined> now = joined;
    return new ClusterStatus(
        now.map(NatsCluster::membership),
        now.map(it -> it.transport().members()).orElse(List.of()));
  }

  private static Membership membership(Joined now) {
    ClusterAddress address = now.row().address();
    return new Membership(
        address.shownUrl(),
        address.credentials().map(Object::toString).orElse(""),
        address.group(),
        now.row().since(),
        now.row().by(),
        now.transport().status());
  }

  @Override
  public synchronized ClusterStatus join(ClusterAddress address, boolean unseen, String by) {
    if (joined.isPresent()) {
      throw new RefusedException(
          new Refusal.Conflict(
              "this kernel is joined to %s: 'cluster leave' first"
                  .formatted(joined.get().row().address().shownUrl())));
    }
    address.credentials().ifPresent(Credentials::read);
    if (!unseen) {
      probe(address);
    }
    var row = new MembershipRow(address, clock.instant(), by, "");
    store.write(
        tx -> {
          row.write(tx, secrets);
          tx.emit("cluster.joined", address.group(), Level.INFO, told(address, by));
          return true;
        });
    begin(row);
    return status();
  }

  private static Map<String, Object> told(ClusterAddress address, String by) {
    return Values.map("url", address.shownUrl(), "by", by);
  }

  private static void probe(ClusterAddress address) {
    try {
      NatsConnection.use(address, connection -> Ledger.open(connection, address.group()));
    } catch (IOException e) {
      throw new RefusedException(
          new Refusal.Invalid(
              "url",
              "%s cannot be joined: %s; --unseen joins it all the same, as soon as it can"
                  .formatted(address.shownUrl(), e.getMessage())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public synchronized ClusterStatus leave(String by) {
    String group =
        joined.map(now -> now.row().address().group()).orElse("what cannot be read any more");
    if (joined.isEmpty() && !store.read(MembershipRow::exists)) {
      throw new RefusedException(new Refusal.Conflict("this kernel is joined to none"));
    }
    store.write(
        tx -> {
          MembershipRow.remove(tx);
          tx.emit("cluster.left", group, Level.INFO, Map.of("by", by));
          return true;
        });
    end();
    return status();
  }
}
