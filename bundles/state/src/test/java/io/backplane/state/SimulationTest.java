package io.backplane.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.state.spi.Stamp;
import io.backplane.state.spi.StateEntry;
import io.backplane.state.spi.StateLimits;
import io.backplane.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Five kernels write, are cut off, restart and have wrong clocks, in an order that a seed gives;
 * then all is well again, and they must agree.
 */
class SimulationTest {

  private static final int NODES = 5;
  private static final int STEPS = 150;
  private static final List<String> KEYS = List.of("a", "b", "c/1", "c/2");
  private static final Duration SKEW_MAX = Duration.ofMinutes(10);
  private static final Duration POISON = Duration.ofDays(365);

  private static List<SimulatedNode> nodes;

  @BeforeAll
  static void open() {
    nodes = IntStream.range(0, NODES).mapToObj(i -> new SimulatedNode()).toList();
  }

  @AfterAll
  static void close() {
    nodes.forEach(SimulatedNode::close);
  }

  @Test
  @Timeout(3_600)
  void all_agree_on_the_greatest_stamp_and_nothing_is_lost_unseen() {
    long first = Long.getLong("backplane.seed", System.nanoTime());
    int seeds = Integer.getInteger("seeds", Boolean.getBoolean("backplane.long") ? 1_000 : 30);
    int count = System.getProperty("backplane.seed") == null ? seeds : 1;
    System.out.printf(
        "seeds of SimulationTest: -Dbackplane.seed=%d and %d more%n", first, count - 1);
    var total = new int[3];
    for (long seed = first; seed < first + count; seed++) {
      var run = new Run(new Random(seed));
      try {
        run.run();
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("-Dbackplane.seed=" + seed + ": " + e.getMessage(), e);
      }
      total[0] += run.conflicts;
      total[1] += run.quarantined;
      total[2] += run.moved;
    }
    System.out.printf("%d conflicts, %d quarantined, %d moved%n", total[0], total[1], total[2]);
    assertThat(total[0]).as("conflicts").isPositive();
    assertThat(total[1]).as("versions from the future").isPositive();
  }

  /** One seed. */
  private static final class Run {

    private final Random random;
    private final Ledger ledger;
    private final Oracle oracle = new Oracle(NODES);
    private Instant now = SettableClock.START;
    private int texts;
    private int poisoned = -1;
    private int conflicts;
    private int quarantined;
    private int moved;

    Run(Random random) {
      this.random = random;
      this.ledger = new Ledger(random);
    }

    void run() {
      for (int i = 0; i < NODES; i++) {
        nodes.get(i).begin(ledger, random, arriving(i));
        nodes.get(i).skew(randomSkew());
      }
      nodes.forEach(node -> node.time(now));
      for (int i = 0; i < STEPS; i++) {
        step();
      }
      heal();
      check();
    }

    private Consumer<List<StateEntry>> arriving(int i) {
      return entries -> oracle.arriving(i, nodes.get(i).wall().instant(), entries);
    }

    private Duration randomSkew() {
      long max = SKEW_MAX.toMillis();
      return switch (random.nextInt(3)) {
        case 0 -> Duration.ZERO;
        case 1 -> Duration.ofMillis(random.nextLong(2_000) - 1_000);
        default -> Duration.ofMillis(random.nextLong(2 * max) - max);
      };
    }

    private void step() {
      int i = random.nextInt(NODES);
      SimulatedNode node = nodes.get(i);
      switch (random.nextInt(20)) {
        case 0, 1, 2, 3, 4 -> write(i);
        case 5, 6 -> node.line().connect();
        case 7 -> node.line().disconnect();
        case 8, 9, 10 -> node.line().deliver(1 + random.nextInt(5));
        case 11, 12, 13 -> work(node);
        case 14 -> node.restart(random.nextBoolean());
        case 15 -> stepClock(i);
        case 16, 17 -> release(i);
        case 18 -> pass(Duration.ofMillis(random.nextInt(20_000)));
        default -> rareThing();
      }
      quarantined += node.quarantined() > 0 ? 1 : 0;
    }

    private void rareThing() {
      int i = random.nextInt(NODES);
      if (poisoned < 0 && random.nextBoolean()) {
        poisoned = i;
        nodes.get(i).skew(POISON);
        nodes.get(i).time(now);
      } else if (random.nextInt(20) == 0) {
        nodes.forEach(node -> node.line().disconnect());
        ledger.wipe("ledger " + random.nextInt());
      } else if (random.nextInt(10) == 0) {
        partition();
      }
    }

    private void partition() {
      for (SimulatedNode node : nodes) {
        if (random.nextBoolean()) {
          node.line().disconnect();
        } else {
          node.line().connect();
        }
      }
    }

    private void write(int i) {
      String key = KEYS.get(random.nextInt(KEYS.size()));
      SimulatedNode node = nodes.get(i);
      boolean delete = random.nextInt(4) == 0 && node.has(key);
      oracle.wrote(i, delete ? node.delete(key) : node.set(key, "text " + texts++));
    }

    private void work(SimulatedNode node) {
      node.line().loseAcks(random.nextInt(5) == 0);
      node.sync().work();
      node.line().loseAcks(false);
    }

    /** Not that of the poisoned one: it is set right in the end. */
    private void stepClock(int i) {
      if (i != poisoned) {
        nodes.get(i).skew(randomSkew());
        nodes.get(i).time(now);
      }
    }

    private void release(int i) {
      oracle.releasing(i, nodes.get(i).wall().instant());
      nodes.get(i).replica().release();
    }

    private void pass(Duration time) {
      now = now.plus(time);
      nodes.forEach(node -> node.time(now));
    }

    /** Clocks are set right, everybody is joined, and time passes until nothing waits. */
    private void heal() {
      if (poisoned >= 0) {
        repair(poisoned);
      }
      nodes.forEach(node -> node.line().connect());
      settle();
      pass(SKEW_MAX.multipliedBy(3));
      settle();
    }

    private void repair(int i) {
      SimulatedNode node = nodes.get(i);
      node.skew(Duration.ZERO);
      node.time(now);
      if (node.replica().clock().ahead().compareTo(StateLimits.AHEAD_ABSURD) < 0) {
        return; // it wrote nothing meanwhile
      }
      Map<String, StateEntry> before = node.standing();
      moved += ClockReset.run(node.replica(), node.wall(), "sim");
      node.standing()
          .forEach(
              (key, entry) -> {
                StateEntry old = before.get(key);
                if (!old.stamp().equals(entry.stamp())) {
                  oracle.moved(i, old, entry);
                }
              });
      node.restart(true);
    }

    private void settle() {
      int quiet = 0;
      for (int round = 0; quiet < 3; round++) {
        assertThat(round).as("it comes to rest").isLessThan(1_000);
        boolean busy = false;
        for (int i = 0; i < NODES; i++) {
          release(i);
          nodes.get(i).sync().work();
          busy |= nodes.get(i).line().deliver(10);
        }
        quiet = busy ? 0 : quiet + 1;
      }
    }

    private void check() {
      var limit = new Stamp(now.plus(StateLimits.AHEAD_ABSURD).toEpochMilli(), 0, 0, 0);
      Map<String, StateEntry> winners = oracle.winners(limit);
      var logs = new ArrayList<Integer>();
      for (int i = 0; i < NODES; i++) {
        SimulatedNode node = nodes.get(i);
        assertThat(node.quarantined()).as("what waits at %d (poisoned %d)", i, poisoned).isZero();
        assertThat(node.standing()).as("what stands at %d", i).isEqualTo(winners);
        oracle.checkLog(i, node.conflicts(), oracle.overwrittenUnseen(winners));
        logs.add(node.conflicts().size());
      }
      conflicts = logs.stream().mapToInt(Integer::intValue).sum();
    }
  }
}
