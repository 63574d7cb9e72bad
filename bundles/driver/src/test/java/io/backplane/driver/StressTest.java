package io.backplane.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.api.call.CallRequest;
import io.backplane.api.call.RefusedException;
import io.backplane.testing.Await;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Callers, streams and cancels at once: nobody gets a stranger's answer. */
@Timeout(60)
class StressTest {

  private static final int CALLS = Boolean.getBoolean("backplane.long") ? 50_000 : 2_000;

  @AutoClose private final Rig rig = new Rig();
  private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();

  /** Answers each command with its name; streams until unwatch, which ends them behind itself. */
  private void drive() {
    int streams = 0;
    for (String line = rig.asked(); line != null; line = rig.asked()) {
      if (line.contains("unwatch")) {
        var said = new StringBuilder(Rig.done("\"unwatch\"")).append('\n');
        for (; streams > 0; streams--) {
          said.append(Rig.done("\"watch\"")).append('\n');
        }
        rig.saysRaw(said.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
      } else if (line.contains("watch")) {
        streams++;
        rig.says(Rig.event("reading", "1"));
      } else {
        String command = line.replaceAll(".*\"cmd\":\"([^\"]*)\".*", "$1");
        rig.says(Rig.event("reading", "2"), Rig.done("\"" + command + "\""));
      }
    }
  }

  private void ask(String name, AtomicInteger answered) {
    for (int i = 0; i < CALLS; ) {
      String command = name + i;
      var heard = new Heard();
      try {
        rig.session.call(Rig.request(command), heard);
      } catch (RefusedException e) {
        Thread.yield(); // another caller's turn
        continue;
      }
      Object value = heard.end().value();
      if (!command.equals(value)) {
        wrong.add(command + " was told " + value);
      }
      answered.incrementAndGet();
      i++;
    }
  }

  private void watchAgainAndAgain(AtomicInteger answered, int all, long seed) {
    var random = new Random(seed);
    while (answered.get() < all) {
      var heard = new Heard();
      try {
        var running = rig.session.call(CallRequest.builder("rig", "watch").build(), heard);
        Await.until("it streams", () -> !heard.all.isEmpty());
        int until = answered.get() + random.nextInt(20);
        Await.until("a while", () -> answered.get() >= Math.min(until, all));
        running.cancel();
        if (heard.end().code() != 1101) {
          wrong.add("watch was told " + heard.end());
        }
      } catch (RefusedException e) {
        Thread.yield();
      }
    }
  }

  @Test
  void everybody_gets_their_own_answer() throws Exception {
    long seed = Long.getLong("backplane.seed", System.nanoTime());
    System.out.println("seed " + seed);
    var watch = new Offer.Command(true, Set.of(), Optional.of("unwatch"));
    rig.session.learn(new Offer(Map.of("watch", watch), false, false));
    var driver = Thread.ofPlatform().daemon().start(this::drive);
    var answered = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    threads.add(Thread.ofVirtual().start(() -> ask("a", answered)));
    threads.add(Thread.ofPlatform().start(() -> ask("b", answered)));
    threads.add(Thread.ofVirtual().start(() -> watchAgainAndAgain(answered, 2 * CALLS, seed)));
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(wrong).isEmpty();
    assertThat(rig.ear.outOfStep).isEmpty();
    assertThat(rig.ear.strays).isEmpty();
    rig.session.finish();
    driver.join();
  }
}
