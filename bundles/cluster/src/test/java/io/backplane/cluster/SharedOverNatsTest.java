package io.backplane.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.cluster.spi.ClusterMember;
import io.backplane.state.spi.StateLimits;
import io.backplane.testing.Await;
import io.backplane.testing.NatsServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kernels' state over a real server that comes and goes. */
class SharedOverNatsTest {

  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir private Path folder;
  private NatsServer server;
  private Kernel one;
  private Kernel two;

  @BeforeEach
  void start() {
    server = NatsServer.start(folder.resolve("nats"));
    one = new Kernel("one", folder, server.url());
    two = new Kernel("two", folder, server.url());
  }

  @AfterEach
  void end() {
    one.close();
    two.close();
    server.close();
  }

  private void join() {
    one.join();
    two.join();
    awaitConnected();
  }

  private void awaitConnected() {
    Await.until("both are connected", LONG, () -> one.isConnected() && two.isConnected());
  }

  private void awaitApart() {
    Await.until("both are apart", LONG, () -> !one.isConnected() && !two.isConnected());
  }

  private void awaitSame() {
    Await.until(
        "both have the same, and nothing waits",
        LONG,
        () ->
            one.all().equals(two.all())
                && Stream.of(one, two).allMatch(kernel -> kernel.state().status().pending() == 0));
  }

  private static void awaitText(Kernel kernel, String key, String text) {
    Await.value(kernel + " has " + key, LONG, () -> kernel.text(key), text::equals);
  }

  @Test
  void what_was_there_before_and_what_comes_later_is_shared_both_ways() {
    one.set("before/one", "1");
    two.set("before/two", "2");
    join();
    awaitText(one, "before/two", "2");
    awaitText(two, "before/one", "1");
    one.set("later.with:every/sign-and_so_on", "3");
    awaitText(two, "later.with:every/sign-and_so_on", "3");
    two.delete("before/one");
    awaitText(one, "before/one", "-");
    awaitSame();
  }

  @Test
  void what_is_written_apart_is_merged_and_the_loser_is_kept() {
    join();
    one.set("key", "start");
    awaitText(two, "key", "start");
    server.stop();
    awaitApart();
    one.set("key", "one's");
    two.set("only/two", "kept"); // behind it a stamp of the same millisecond is the greater one
    two.set("key", "two's");
    server.start();
    awaitText(one, "key", "two's");
    awaitText(one, "only/two", "kept");
    awaitSame();
    for (Kernel kernel : List.of(one, two)) {
      assertThat(kernel.state().conflicts("", Long.MAX_VALUE, 10))
          .extracting(conflict -> conflict.lost().value().text())
          .containsExactly("one's");
    }
  }

  @Test
  void a_server_that_stands_still_is_noticed_and_its_return_too() {
    join();
    server.pause();
    one.set("while/paused", "1");
    awaitApart();
    two.set("while/paused/too", "2");
    server.resume();
    awaitText(two, "while/paused", "1");
    awaitText(one, "while/paused/too", "2");
    awaitSame();
  }

  @Test
  void a_kernel_ends_while_it_waits_for_a_server_that_stands_still() throws InterruptedException {
    join();
    one.set("taken", "1");
    awaitText(two, "taken", "1");
    awaitSame();
    server.pause();
    one.set("never/taken", "1");
    Await.until("it waits", () -> one.state().status().pending() == 1);
    Thread closing = Thread.ofVirtual().start(() -> one.state().close());
    assertThat(closing.join(Duration.ofSeconds(8))).as("it has ended").isTrue();
    server.resume();
    one.restart();
    awaitText(two, "never/taken", "1");
  }

  @Test
  void a_killed_server_goes_on_where_it_was() {
    join();
    one.set("key", "kept");
    awaitText(two, "key", "kept");
    String ledger = one.transport().status().ledger();
    server.kill();
    awaitApart();
    server.start();
    awaitConnected();
    assertThat(one.transport().status().ledger()).isEqualTo(ledger);
    two.set("later", "2");
    awaitText(one, "later", "2");
    awaitSame();
  }

  @Test
  void a_server_that_has_lost_everything_is_filled_again_and_nothing_counts_as_deleted() {
    join();
    one.set("one", "1");
    two.set("two", "2");
    awaitSame();
    String ledger = one.transport().status().ledger();
    server.stop();
    awaitApart();
    server.wipe();
    server.start();
    awaitConnected();
    assertThat(one.transport().status().ledger()).isNotEqualTo(ledger);
    awaitSame();
    assertThat(one.all().keySet()).containsExactly("one", "two");
    try (var three = new Kernel("three", folder, server.url())) {
      three.join();
      Await.until("a third one gets all of it", LONG, () -> three.all().equals(one.all()));
    }
  }

  @Test
  void a_server_that_has_lost_its_last_seconds_gets_them_back() {
    join();
    one.set("before", "1");
    awaitText(two, "before", "1");
    awaitSame();
    server.stop();
    awaitApart();
    Path kept = server.keep(folder.resolve("kept"));
    server.start();
    awaitConnected();
    one.set("lost/one", "1");
    two.set("lost/two", "2");
    awaitSame();
    two.state().close(); // comes back when others have used its numbers again
    one.state().close();
    server.kill();
    server.wipe();
    server.restore(kept);
    server.start();
    try (var three = new Kernel("three", folder, server.url())) {
      three.join();
      for (int i = 0; i < 5; i++) {
        three.set("meanwhile/" + i, "3");
      }
      awaitText(three, "before", "1");
      Await.until("they are sent", LONG, () -> three.state().status().pending() == 0);
      one.restart();
      two.restart();
      awaitText(two, "meanwhile/0", "3");
      awaitText(three, "lost/one", "1");
      awaitText(three, "lost/two", "2");
      awaitSame();
      assertThat(three.all()).isEqualTo(one.all());
    }
  }

  @Test
  void a_restarted_kernel_catches_up_from_where_it_was() {
    join();
    two.set("before", "1");
    awaitText(one, "before", "1");
    one.state().close();
    two.set("meanwhile", "2");
    two.delete("before");
    Await.until("it is sent", LONG, () -> two.state().status().pending() == 0);
    one.restart();
    awaitText(one, "meanwhile", "2");
    awaitText(one, "before", "-");
    awaitSame();
  }

  @Test
  void many_keys_and_large_values_arrive() {
    String large = "x".repeat(500_000);
    for (int i = 0; i < 30; i++) {
      one.set("large/" + i, large + i);
    }
    for (int i = 0; i < 500; i++) {
      one.set("small/" + i, "v" + i);
    }
    join();
    Await.until("all are there", LONG, () -> two.state().status().keys() == 530);
    awaitText(two, "large/29", large + 29);
    assertThat(two.text("small/499")).isEqualTo("v499");
  }

  @Test
  void a_value_beyond_the_servers_messages_stays_here_and_holds_nobody_up() {
    one.set("a/too-large", "x".repeat(StateLimits.VALUE_BYTES_MAX));
    one.set("b/small", "1");
    join();
    awaitText(two, "b/small", "1");
    one.set("c/later", "2");
    awaitText(two, "c/later", "2");
    Await.until("it is told", LONG, () -> one.transport().status().unsent() == 1);
    assertThat(two.text("a/too-large")).isEqualTo("-");
    assertThat(one.state().status().pending()).isEqualTo(1);
  }

  @Test
  void kernels_hear_of_each_other_and_of_their_leaving() {
    join();
    Await.value(
        "one hears of both",
        LONG,
        () -> one.transport().members().stream().map(ClusterMember::host).sorted().toList(),
        List.of("one", "two")::equals);
    two.state().close();
    Await.value(
        "one is alone",
        LONG,
        () -> one.transport().members().stream().map(ClusterMember::host).sorted().toList(),
        List.of("one")::equals);
  }
}
