package io.backplane.bench;

import io.backplane.store.SqliteStore;
import io.backplane.store.StoreSetup;
import io.backplane.store.spi.Transaction;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.DoubleStream;

/** Writes that are on the disk when they are acknowledged. */
final class StoreBench implements Bench {

  private static final int ROUNDS = 8;
  private static final int WRITES_ALONE = 60;
  private static final int CALLERS = 64;
  private static final int WRITES_EACH = 20;
  private static final int BLOCK_BYTES = 4_096;

  /** One round: writes a second, and how long each took. */
  private record Round(double perSecond, double[] latencyUs) {}

  @Override
  public String name() {
    return "store";
  }

  @Override
  public String what() {
    return "durable writes, 1 and 64 callers";
  }

  @Override
  public List<Row> run(Distribution distribution, Scratch scratch) throws Exception {
    Path directory = scratch.freshDirectory("store");
    System.setProperty("org.sqlite.tmpdir", directory.toString());
    var alone = new ArrayList<Round>();
    var together = new ArrayList<Round>();
    var appends = new ArrayList<Round>();
    var overwrites = new ArrayList<Round>();
    try (SqliteStore store = SqliteStore.open(StoreSetup.manager(directory));
        FileChannel log = writing(directory.resolve("append"));
        FileChannel page = writing(directory.resolve("overwrite"))) {
      store.write(tx -> tx.update("CREATE TABLE bench_note (id INTEGER PRIMARY KEY, note TEXT)"));
      Callable<?> write = () -> store.write(StoreBench::insert);
      for (int round = -1; round < ROUNDS; round++) {
        Round one = round(1, WRITES_ALONE, write);
        Round append = round(1, WRITES_ALONE, () -> force(log, log.size()));
        Round overwrite = round(1, WRITES_ALONE, () -> force(page, 0));
        Round many = round(CALLERS, WRITES_EACH, write);
        if (round >= 0) {
          alone.add(one);
          appends.add(append);
          overwrites.add(overwrite);
          together.add(many);
        }
      }
    }
    Stats fsyncs = rates(overwrites);
    return List.of(
        Row.of(name(), "1 caller", Measure.US, latencies(alone))
            .beside("4 KiB append + fsync", latencies(appends)),
        Row.of(name(), "1 caller", Measure.US, latencies(alone))
            .beside("4 KiB in place + fsync", latencies(overwrites)),
        Row.of(name(), "1 caller", Measure.PER_SECOND, rates(alone))
            .beside("4 KiB in place + fsync", fsyncs),
        Row.of(name(), "64 callers", Measure.US, latencies(together))
            .beside("4 KiB in place + fsync", latencies(overwrites)),
        Row.of(name(), "64 callers", Measure.PER_SECOND, rates(together))
            .beside("4 KiB in place + fsync", fsyncs)
            .target("more than fsyncs", Row.Limit.OVER, fsyncs.median()));
  }

  static FileChannel writing(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private static int insert(Transaction tx) {
    return tx.update("INSERT INTO bench_note (note) VALUES (?)", "a note of usual length");
  }

  /** Writes a block, and returns when it is on the disk. */
  static Void force(FileChannel file, long at) throws IOException {
    ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES);
    while (block.hasRemaining()) {
      file.write(block, at + block.position());
    }
    file.force(false);
    return null;
  }

  private static Round round(int callers, int each, Callable<?> work) throws Exception {
    var latencies = DoubleStream.builder();
    long from = System.nanoTime();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<double[]>> jobs = Collections.nCopies(callers, () -> times(each, work));
      for (var job : threads.invokeAll(jobs)) {
        DoubleStream.of(job.get()).forEach(latencies);
      }
    }
    double seconds = (System.nanoTime() - from) / 1e9;
    return new Round(callers * each / seconds, latencies.build().toArray());
  }

  private static double[] times(int count, Callable<?> work) throws Exception {
    double[] us = new double[count];
    for (int i = 0; i < count; i++) {
      long from = System.nanoTime();
      work.call();
      us[i] = (System.nanoTime() - from) / 1e3;
    }
    return us;
  }

  private static Stats rates(List<Round> rounds) {
    return new Stats(rounds.stream().mapToDouble(Round::perSecond).toArray());
  }

  private static Stats latencies(List<Round> rounds) {
    return new Stats(
        rounds.stream().flatMapToDouble(round -> DoubleStream.of(round.latencyUs())).toArray());
  }
}
