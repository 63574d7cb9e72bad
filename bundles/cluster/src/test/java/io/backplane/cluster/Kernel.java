package io.backplane.cluster;

import io.backplane.cluster.spi.ClusterAddress;
import io.backplane.cluster.spi.ClusterMember;
import io.backplane.state.SharedState;
import io.backplane.state.spi.IfVersion;
import io.backplane.state.spi.Stamp;
import io.backplane.state.spi.StateEntry;
import io.backplane.state.spi.StateValue;
import io.backplane.testing.SettableClock;
import io.backplane.testing.TempStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;

/** One kernel's shared state on a store of its own, joined by NATS. */
final class Kernel implements AutoCloseable {

  private final String name;
  private final TempStore store = new TempStore(new SettableClock());
  private final Path note;
  private final ClusterAddress address;
  private volatile String server = "";
  private SharedState state;
  private NatsTransport transport;

  Kernel(String name, Path folder, String url) {
    this.name = name;
    this.note = folder.resolve(name + "-note");
    this.address = new ClusterAddress(url, Optional.empty(), ClusterAddress.GROUP);
    this.state = SharedState.open(store, store.events(), note);
  }

  Kernel join() {
    var self =
        new ClusterMember(Stamp.nodeText(state.status().node()), name, "1", Instant.EPOCH, true);
    transport =
        new NatsTransport(address, self, Clock.systemUTC(), Optional.of(server), this::follow);
    state.join(transport);
    return this;
  }

  /** Ends it and starts it again on what it has stored. */
  void restart() {
    state.close();
    state = SharedState.open(store, store.events(), note);
    join();
  }

  private void follow(Follower.Link link) {
    server = link.up() ? link.serverId() : server;
  }

  SharedState state() {
    return state;
  }

  NatsTransport transport() {
    return transport;
  }

  boolean isConnected() {
    return transport.status().connected();
  }

  StateEntry set(String key, String text) {
    return state.set(key, StateValue.text(text), IfVersion.ANY, name);
  }

  void delete(String key) {
    state.delete(key, IfVersion.ANY, name);
  }

  String text(String key) {
    return state.get(key).map(entry -> entry.value().text()).orElse("-");
  }

  /** All that stands, as text with its version. */
  TreeMap<String, String> all() {
    var all = new TreeMap<String, String>();
    state
        .list("", "", 1_000)
        .entries()
        .forEach(entry -> all.put(entry.key(), entry.value().text() + " " + entry.version()));
    return all;
  }

  @Override
  public void close() {
    state.close();
    store.close();
  }

  @Override
  public String toString() {
    return name;
  }
}
