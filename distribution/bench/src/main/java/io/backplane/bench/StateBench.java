package io.backplane.bench;

import io.backplane.bench.Row.Limit;
import io.backplane.state.SharedState;
import io.backplane.state.spi.IfVersion;
import io.backplane.state.spi.Seen;
import io.backplane.state.spi.Stamp;
import io.backplane.state.spi.StateEntry;
import io.backplane.state.spi.StateTransport;
import io.backplane.state.spi.StateValue;
import io.backplane.state.spi.StateWatch;
import io.backplane.store.SqliteStore;
import io.backplane.store.StoreSetup;
import io.backplane.store.spi.Store;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.SynchronousQueue;
import java.util.function.Consumer;

/** Shared state: set, got, watched and merged. */
final class StateBench implements Bench {

  private static final int COMMANDS = 60;
  private static final int COMMANDS_WARM = 15;
  private static final int REQUESTS = 500;
  private static final int REQUESTS_WARM = 200;
  private static final int ROUNDS = 8;
  private static final int ROUNDS_WARM = 2;
  private static final int BATCHES = 50;
  private static final int BATCH = 100;
  private static final double TARGET_MS = 5;
  private static final String VALUE = "a value of the usual length, such as a theme";

  @Override
  public String name() {
    return "state";
  }

  @Override
  public String what() {
    return "shared state: set, get, watch, merges";
  }

  @Override
  public List<Row> run(Distribution distribution, Scratch scratch) throws Exception {
    var rows = new ArrayList<Row>();
    Path files = scratch.freshDirectory("state-files");
    try (RunningKernel kernel = RunningKernel.start(distribution, scratch.fresh("state"));
        HttpLine line = kernel.line();
        FileChannel append = StoreBench.writing(files.resolve("append"))) {
      rows.addAll(byCommand(distribution, kernel));
      rows.addAll(byRest(line, kernel.token(distribution), append));
    }
    rows.addAll(inProcess(scratch.freshDirectory("state-store")));
    return rows;
  }

  private List<Row> byCommand(Distribution distribution, RunningKernel kernel) throws Exception {
    List<String> set =
        distribution.command(kernel.data(), "runtime", "state-set", "bench/cli", VALUE);
    List<String> get = distribution.command(kernel.data(), "runtime", "state-get", "bench/cli");
    List<String> curl = CliBench.curl(kernel);
    var setMs = new Samples();
    var getMs = new Samples();
    var curlMs = new Samples();
    for (int i = -COMMANDS_WARM; i < COMMANDS; i++) {
      time(i, setMs, () -> CliBench.spawn(set));
      time(i, getMs, () -> CliBench.spawn(get));
      time(i, curlMs, () -> CliBench.spawn(curl));
    }
    Stats floor = curlMs.stats();
    return List.of(
        Row.of(name(), "runtime state-set", Measure.MS, setMs.stats()).beside("sh + curl", floor),
        Row.of(name(), "runtime state-get", Measure.MS, getMs.stats()).beside("sh + curl", floor));
  }

  private static void time(int round, Samples samples, Samples.Work work) throws Exception {
    if (round < 0) {
      work.run();
    } else {
      samples.timeMs(work);
    }
  }

  private List<Row> byRest(HttpLine line, String token, FileChannel append) throws Exception {
    String path = "/api/state/bench/rest";
    byte[] put = HttpLine.put(path, token, "{\"value\":\"" + VALUE + "\"}");
    byte[] get = HttpLine.get(path, token);
    line.demand(put);
    line.demand(get);
    var putMs = new Samples();
    var getMs = new Samples();
    var appendMs = new Samples();
    var bareMs = new Samples();
    try (var jetty = BareJetty.Child.answering(line.answer());
        HttpLine bare = HttpLine.tcp(jetty.port())) {
      for (int i = -REQUESTS_WARM; i < REQUESTS; i++) {
        time(i, putMs, () -> line.demand(put));
        time(i, appendMs, () -> StoreBench.force(append, append.size()));
        time(i, getMs, () -> line.demand(get));
        time(i, bareMs, () -> bare.demand(get));
      }
    }
    return List.of(
        Row.of(name(), "PUT, one at a time", Measure.MS, putMs.stats())
            .beside("4 KiB append + fsync", appendMs.stats())
            .target("< 5 ms", Limit.UNDER, TARGET_MS),
        Row.of(name(), "GET, one at a time", Measure.MS, getMs.stats())
            .beside("bare Jetty", bareMs.stats())
            .target("< 5 ms", Limit.UNDER, TARGET_MS));
  }

  private List<Row> inProcess(Path directory) throws Exception {
    System.setProperty("org.sqlite.tmpdir", directory.toString());
    try (SqliteStore store = SqliteStore.open(StoreSetup.manager(directory));
        SharedState state =
            SharedState.open(store, store.events(), directory.resolve("state-node"))) {
      var rows = new ArrayList<Row>();
      rows.add(watched(state));
      rows.add(merged(state, store));
      return rows;
    }
  }

  /** From the call that sets it until another thread has it. */
  private Row watched(SharedState state) throws Exception {
    var seen = new SynchronousQueue<Long>();
    var watchedMs = new Samples();
    var setMs = new Samples();
    try (StateWatch watch = state.watch("bench/")) {
      Thread watcher = Thread.ofVirtual().start(() -> follow(watch, seen));
      for (int i = -REQUESTS_WARM; i < REQUESTS; i++) {
        long from = System.nanoTime();
        state.set("bench/watched", StateValue.text(VALUE), IfVersion.ANY, "bench");
        double set = (System.nanoTime() - from) / 1e6;
        double watched = (seen.take() - from) / 1e6;
        if (i >= 0) {
          setMs.add(set);
          watchedMs.add(watched);
        }
      }
      watcher.interrupt();
    }
    return Row.of(name(), "set until a watch has it", Measure.MS, watchedMs.stats())
        .beside("until it is set", setMs.stats());
  }

  private static void follow(StateWatch watch, SynchronousQueue<Long> seen) {
    try {
      while (true) {
        for (StateEntry _ : watch.next(Duration.ofSeconds(10))) {
          seen.put(System.nanoTime());
        }
      }
    } catch (InterruptedException e) {
      // enough
    }
  }

  /** Hands over versions, and does nothing else. */
  private static final class Pusher implements StateTransport {
    private Listener listener;
    private long position;

    @Override
    public AutoCloseable open(Listener other, String ledger, long from) {
      listener = other;
      return () -> {};
    }

    void push(List<StateEntry> entries) {
      listener.received(entries, ++position);
    }

    @Override
    public Set<StateEntry> publish(List<StateEntry> entries) {
      return Set.of();
    }

    @Override
    public void snapshot(String ledger, Consumer<List<StateEntry>> pages) {}

    @Override
    public void forget(String key, Seen seen) {}
  }

  private Row merged(SharedState state, Store store) {
    var pusher = new Pusher();
    state.join(pusher);
    store.write(tx -> tx.update("CREATE TABLE bench_row (name TEXT PRIMARY KEY, value TEXT)"));
    var merges = new Samples();
    var inserts = new Samples();
    for (int round = -ROUNDS_WARM; round < ROUNDS; round++) {
      String prefix = "bench/merge/" + (round + ROUNDS_WARM) + "/";
      double insert = rate(batch -> insert(store, prefix, batch));
      double merge = rate(batch -> pusher.push(versions(prefix, batch)));
      if (round >= 0) {
        inserts.add(insert);
        merges.add(merge);
      }
    }
    return Row.of(name(), "versions merged, 100 at a time", Measure.PER_SECOND, merges.stats())
        .beside("rows inserted, 100 at a time", inserts.stats());
  }

  private static double rate(Consumer<Integer> batches) {
    long from = System.nanoTime();
    for (int batch = 0; batch < BATCHES; batch++) {
      batches.accept(batch);
    }
    return BATCHES * BATCH / ((System.nanoTime() - from) / 1e9);
  }

  private static void insert(Store store, String prefix, int batch) {
    store.write(
        tx -> {
          for (int i = 0; i < BATCH; i++) {
            tx.update("INSERT INTO bench_row VALUES (?, ?)", prefix + batch + "/" + i, VALUE);
          }
          return true;
        });
  }

  private static List<StateEntry> versions(String prefix, int batch) {
    var versions = new ArrayList<StateEntry>();
    Instant at = Instant.now();
    for (int i = 0; i < BATCH; i++) {
      var stamp = new Stamp(at.toEpochMilli(), i, 42, 1);
      String key = prefix + batch + "/" + i;
      versions.add(
          new StateEntry(key, StateValue.text(VALUE), false, stamp, Seen.NOTHING, "other", at));
    }
    return versions;
  }
}
