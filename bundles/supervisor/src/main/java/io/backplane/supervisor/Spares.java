package io.backplane.supervisor;

import io.backplane.supervisor.linux.Autogroup;
import io.backplane.supervisor.linux.ProcessTable;
import io.backplane.supervisor.process.ProcessHost;
import io.backplane.supervisor.process.RunDirectory;
import io.backplane.supervisor.process.RunningProcess;
import io.backplane.supervisor.spi.BackOff;
import io.backplane.supervisor.spi.ProcessId;
import io.backplane.supervisor.spi.Spare;
import io.backplane.supervisor.spi.SpareStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Processes that were started ahead and wait for a unit's start, some for each command. They are
 * this kernel's alone: none outlives it but by its sudden death, and then the next one ends it.
 * Thread-safe.
 */
final class Spares implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger("io.backplane.supervisor");
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);
  private static final BackOff PAUSES = BackOff.DEFAULT;

  /** Those of one command. */
  private static final class Pool {
    final List<String> command;
    final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    int failures;
    boolean pausing;

    Pool(List<String> command) {
      this.command = command;
    }
  }

  private final Supplier<ProcessHost> host;
  private final Workshop.Timers timers;
  private final int each;
  private final Map<List<String>, Pool> pools = new LinkedHashMap<>();
  private Optional<Waiting> coming = Optional.empty();
  private Thread thread;
  private boolean closed;

  /**
   * @param host made with the first spare
   * @param each how many wait for each command; 0 for none
   */
  Spares(Supplier<ProcessHost> host, Workshop.Timers timers, int each) {
    this.host = host;
    this.timers = timers;
    this.each = each;
  }

  /**
   * Ends, in the background, those that an earlier kernel has left.
   *
   * @param root directory of all starts
   */
  void endLeftovers(Path root) {
    List<String> tokens = RunDirectory.spareTokens(root);
    if (!tokens.isEmpty()) {
      Thread.ofVirtual()
          .name("spares-left")
          .start(() -> tokens.forEach(token -> host.get().endSpare(token)));
    }
  }

  /** Takes one that waits. It is nobody else's from then on. */
  synchronized Optional<Waiting> take(Optional<Spare> wanted) {
    Optional<Pool> pool = wanted.map(spare -> pools.get(spare.command()));
    if (pool.isEmpty() || closed) {
      return Optional.empty();
    }
    Waiting next = pool.get().waiting.poll();
    while (next != null && gone(next)) {
      Waiting dead = next;
      apart(() -> end(dead));
      next = pool.get().waiting.poll();
    }
    pool.get().failures = next == null ? pool.get().failures : 0;
    return Optional.ofNullable(next);
  }

  private static boolean gone(Waiting spare) {
    return spare.process().exit().isDone()
        || !ProcessHandle.of(spare.pid()).map(ProcessHandle::isAlive).orElse(false);
  }

  /** Takes one back that was told nothing. */
  void giveBack(Waiting spare) {
    if (!keep(spare)) {
      end(spare);
    }
  }

  private synchronized boolean keep(Waiting spare) {
    Pool pool = pools.get(spare.command());
    if (closed || pool == null || gone(spare)) {
      return false;
    }
    pool.waiting.add(spare);
    return true;
  }

  /** Has as many wait as are set; a command that failed too often is tried once more. */
  synchronized void fill(Optional<Spare> wanted) {
    if (each > 0 && !closed && wanted.isPresent()) {
      Pool pool = pools.computeIfAbsent(wanted.get().command(), Pool::new);
      pool.failures = Math.min(pool.failures, PAUSES.failuresMax() - 1);
      begin();
    }
  }

  private synchronized void begin() {
    if (thread == null && lacking().isPresent()) {
      thread = Thread.ofPlatform().name("spares").daemon().stackSize(1 << 18).start(this::fillAll);
    }
  }

  private Optional<Pool> lacking() {
    return closed
        ? Optional.empty()
        : pools.values().stream()
            .filter(pool -> pool.waiting.size() < each && !pool.pausing)
            .filter(pool -> pool.failures < PAUSES.failuresMax())
            .findFirst();
  }

  /** One after the other: they are started when others have better things to do. */
  private void fillAll() {
    for (var next = next(); next.isPresent(); next = next()) {
      try {
        Waiting spare = start(next.get().command);
        spare.process().exit().thenRunAsync(() -> lost(spare), Spares::apart);
      } catch (IOException | RuntimeException | LinkageError | OutOfMemoryError e) {
        failed(next.get(), String.valueOf(e.getMessage()));
      }
    }
  }

  private static void apart(Runnable work) {
    Thread.ofVirtual().name("spare-end").start(work);
  }

  private synchronized Optional<Pool> next() {
    Optional<Pool> next = lacking();
    if (next.isEmpty()) {
      thread = null;
    }
    return next;
  }

  private Waiting start(List<String> command) throws IOException {
    String token = StartToken.next();
    var spare = new Waiting(token, command, host.get().spare(token, command));
    try {
      if (!announce(Optional.of(spare))) {
        throw new IOException("the kernel is stopping");
      }
      Optional<Long> session = spare.process().shim().map(ProcessId::pid);
      boolean polite = session.map(Autogroup::giveWay).orElse(false);
      spare.awaitWord(timers, START_LIMIT);
      if (polite) {
        Autogroup.restore(session.get());
      }
      if (!keep(spare)) {
        throw new IOException("it is not wanted any more");
      }
      return spare;
    } catch (IOException | RuntimeException e) {
      end(spare);
      throw e;
    } finally {
      announce(Optional.empty());
    }
  }

  /**
   * @return whether it may go on
   */
  private synchronized boolean announce(Optional<Waiting> next) {
    coming = next;
    return !closed;
  }

  /** Nobody has taken it, and it has ended. */
  private void lost(Waiting spare) {
    Optional<Pool> pool = remove(spare);
    if (pool.isPresent()) {
      end(spare);
      failed(pool.get(), "a spare has ended while it waited");
      begin();
    }
  }

  private synchronized Optional<Pool> remove(Waiting spare) {
    return Optional.ofNullable(pools.get(spare.command()))
        .filter(pool -> pool.waiting.remove(spare));
  }

  private synchronized void failed(Pool pool, String reason) {
    if (closed || pools.get(pool.command) != pool) {
      return;
    }
    pool.failures++;
    if (pool.failures >= PAUSES.failuresMax()) {
      LOG.warn("units of {} start without a spare: {}", pool.command.getFirst(), reason);
      return;
    }
    LOG.info("a spare of {} is tried again: {}", pool.command.getFirst(), reason);
    pool.pausing = true;
    double dice = ThreadLocalRandom.current().nextDouble();
    timers.after(PAUSES.pause(pool.failures, dice), () -> goOn(pool));
  }

  private synchronized void goOn(Pool pool) {
    pool.pausing = false;
    begin();
  }

  /**
   * Ends those whose command is no unit's any more.
   *
   * @param used by all units; asked for only where there are spares
   * @param instead started in the place of what was ended
   */
  void keepOnly(Supplier<Collection<Spare>> used, Optional<Spare> instead) {
    if (drop(used)) {
      fill(instead);
    }
  }

  private boolean drop(Supplier<Collection<Spare>> used) {
    var dropped = new ArrayList<Waiting>();
    synchronized (this) {
      if (pools.isEmpty()) {
        return false;
      }
      Set<List<String>> idle = new HashSet<>(pools.keySet());
      used.get().forEach(spare -> idle.remove(spare.command()));
      if (idle.isEmpty()) {
        return false;
      }
      idle.forEach(command -> dropped.addAll(pools.remove(command).waiting));
    }
    dropped.forEach(this::end);
    return true;
  }

  /** Ends one, whether it waits, was taken, or is dead. */
  void end(Waiting spare) {
    RunningProcess process = spare.process();
    process.kill();
    host.get().endSpare(spare.token());
    process.close();
  }

  synchronized List<SpareStatus> list() {
    var list = new ArrayList<SpareStatus>();
    pools.values().forEach(pool -> pool.waiting.forEach(spare -> list.add(status(spare, true))));
    coming.ifPresent(spare -> list.add(status(spare, false)));
    return List.copyOf(list);
  }

  private static SpareStatus status(Waiting spare, boolean waiting) {
    long memory = ProcessTable.stat(spare.pid()).map(ProcessTable.Stat::memoryBytes).orElse(0L);
    return new SpareStatus(spare.command(), spare.pid(), waiting, memory);
  }

  /** Ends all, and starts no more. */
  @Override
  public void close() {
    var left = new ArrayList<Waiting>();
    Optional<Waiting> last;
    Thread filling;
    synchronized (this) {
      closed = true;
      pools.values().forEach(pool -> left.addAll(pool.waiting));
      pools.clear();
      last = coming;
      filling = thread;
    }
    last.ifPresent(spare -> spare.process().kill());
    left.forEach(this::end);
    try {
      if (filling != null) {
        filling.join(CLOSE_LIMIT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
