package io.backplane.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.backplane.state.spi.Seen;
import io.backplane.state.spi.Stamp;
import io.backplane.state.spi.StateEntry;
import io.backplane.state.spi.StateValue;
import io.backplane.testing.NatsServer;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.api.StreamConfiguration;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real server's stream keeps. */
class LedgerTest {

  private static final Stamp A1 = new Stamp(1_000, 0, 0xa, 1);
  private static final Stamp A2 = new Stamp(2_000, 0, 0xa, 1);
  private static final Stamp B3 = new Stamp(3_000, 0, 0xb, 1);

  @TempDir private Path folder;
  private NatsServer server;
  private Connection connection;
  private Ledger ledger;

  @BeforeEach
  void open() throws IOException, InterruptedException {
    server = NatsServer.start(folder);
    connection = Nats.connect(server.url());
    ledger = Ledger.open(connection, "test");
  }

  @AfterEach
  void close() throws InterruptedException {
    connection.close();
    server.close();
  }

  private static StateEntry entry(String key, Stamp stamp, Stamp... seen) {
    return new StateEntry(
        key,
        StateValue.text(stamp.text()),
        false,
        stamp,
        new Seen(List.of(seen)),
        "test",
        Instant.EPOCH);
  }

  private void publish(StateEntry... entries) throws IOException {
    assertThat(ledger.publish(List.of(entries), Stamp.nodeText(0xa), number -> {})).isEmpty();
  }

  private List<StateEntry> kept() throws IOException {
    var all = new ArrayList<StateEntry>();
    ledger.snapshot(2, all::addAll);
    return all;
  }

  @Test
  void an_empty_one_has_an_empty_snapshot() throws IOException {
    assertThat(kept()).isEmpty();
    assertThat(ledger.lastSequence()).isZero();
  }

  @Test
  void the_last_version_of_each_key_and_origin_is_kept_and_nothing_that_it_has_seen()
      throws IOException {
    StateEntry apart = entry("key", B3);
    publish(entry("key", A1), entry("key", A2, A1), apart);
    assertThat(kept()).containsExactlyInAnyOrder(entry("key", A2, A1), apart);

    StateEntry knowing = entry("key", new Stamp(4_000, 0, 0xc, 1), A2, B3);
    publish(knowing);
    assertThat(kept()).containsExactly(knowing);
  }

  @Test
  void what_is_sent_for_another_never_replaces_what_is_newer_of_his() throws IOException {
    Stamp b4 = new Stamp(4_000, 0, 0xb, 1);
    publish(entry("key", b4));
    publish(entry("key", B3));
    assertThat(kept()).containsExactly(entry("key", b4));
    Stamp b5 = new Stamp(5_000, 0, 0xb, 1);
    publish(entry("key", b5));
    assertThat(kept()).containsExactly(entry("key", b5));
  }

  @Test
  void a_message_that_cannot_be_read_stays_and_holds_nobody_up() throws IOException {
    String subject = new Subjects("test").of(entry("key", B3));
    connection.publish(subject, new byte[] {99});
    StateEntry knowing = entry("key", A2, B3);
    publish(knowing);
    assertThat(kept()).containsExactly(knowing);
  }

  @Test
  void a_version_that_came_after_what_was_seen_stays() throws IOException {
    publish(entry("key", A2, A1), entry("key", B3, A1));
    assertThat(kept()).hasSize(2);
  }

  @Test
  void what_is_forgotten_is_gone_and_keys_that_look_alike_stay() throws IOException {
    StateEntry alike = entry("a.b/c", A1);
    publish(entry("a.b", A1), alike, entry("a", A1));
    ledger.forget("a.b", new Seen(List.of(A2)));
    assertThat(kept()).containsExactlyInAnyOrder(alike, entry("a", A1));
    ledger.forget("a.b", new Seen(List.of(A2)));
  }

  @Test
  void a_snapshot_has_many_pages() throws IOException {
    for (int i = 0; i < 7; i++) {
      publish(entry("key" + i, A1));
    }
    assertThat(kept()).hasSize(7);
    ledger.forget("key6", new Seen(List.of(A1))); // the last message
    assertThat(kept()).hasSize(6);
  }

  @Test
  void groups_do_not_see_each_other() throws IOException {
    publish(entry("key", A1));
    var others = new ArrayList<StateEntry>();
    Ledger.open(connection, "other").snapshot(2, others::addAll);
    assertThat(others).isEmpty();
  }

  @Test
  void a_stream_of_somebody_else_is_left_alone() throws Exception {
    connection
        .jetStreamManagement()
        .addStream(
            StreamConfiguration.builder()
                .name(new Subjects("taken").stream())
                .subjects("something.else")
                .build());
    assertThatIOException()
        .isThrownBy(() -> Ledger.open(connection, "taken"))
        .withMessageContaining("is not one of Backplane's");
  }

  @Test
  void one_that_was_deleted_is_missed() throws Exception {
    ledger.check();
    connection.jetStreamManagement().deleteStream(new Subjects("test").stream());
    assertThatIOException().isThrownBy(ledger::check).withMessageContaining("stream not found");
    Ledger.open(connection, "test");
    assertThatIOException().isThrownBy(ledger::check).withMessageContaining("was made anew");
  }
}
