package io.backplane.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.supervisor.linux.FileWatch;
import io.backplane.supervisor.process.DetachedHost;
import io.backplane.supervisor.process.ProcessHost;
import io.backplane.supervisor.spi.Spare;
import io.backplane.supervisor.spi.SpareStatus;
import io.backplane.testing.Await;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Spares that do not do as they should; time passes when the test says so. */
class SparesTest {

  private static final int TRIES = 5;

  /** Something to be done later. */
  private record Later(Duration pause, Runnable action) {}

  @TempDir private Path data;
  private final BlockingQueue<Later> pauses = new LinkedBlockingQueue<>();
  private final BlockingQueue<Later> limits = new LinkedBlockingQueue<>();
  private ProcessHost host;
  private Spares spares;

  @BeforeEach
  void open() throws IOException {
    host = new DetachedHost(data.resolve("run/units"), new FileWatch(), Optional.empty());
    spares =
        new Spares(
            () -> host,
            (pause, action) ->
                (pause.compareTo(Duration.ofSeconds(50)) > 0 ? limits : pauses)
                    .add(new Later(pause, action)),
            2);
  }

  @AfterEach
  void close() {
    spares.close();
    host.close();
  }

  private static Optional<Spare> spare(String... words) {
    return Optional.of(new Spare(List.of(Rig.driver().toString()), List.of(words)));
  }

  private SpareStatus only() {
    return Await.value("one", () -> spares.list(), all -> all.size() == 1).getFirst();
  }

  private static void ended(long pid) {
    Await.until(pid + " has ended", () -> !Rig.alive(pid));
  }

  private List<String> directories() {
    return List.of(data.resolve("run/spares").toFile().list());
  }

  @Test
  void as_many_wait_as_are_set_and_each_is_taken_once() {
    spares.fill(spare("--spare"));
    spares.fill(spare("--spare"));
    List<SpareStatus> both =
        Await.value(
            "two wait",
            () -> spares.list(),
            all -> all.size() == 2 && all.stream().allMatch(SpareStatus::waiting));
    List<Waiting> taken =
        IntStream.range(0, 3)
            .mapToObj(_ -> spares.take(spare("--spare")))
            .flatMap(Optional::stream)
            .toList();

    assertThat(taken)
        .extracting(Waiting::pid)
        .containsExactlyElementsOf(both.stream().map(SpareStatus::pid).toList());
    assertThat(spares.take(spare("--other"))).isEmpty();
    taken.forEach(spares::end);
    assertThat(directories()).isEmpty();
  }

  @Test
  void one_that_hangs_on_its_way_is_ended_and_another_is_tried() throws Exception {
    spares.fill(spare("--spare", "--mute"));
    long first = only().pid();
    assertThat(spares.take(spare("--spare", "--mute"))).isEmpty();
    limits.take().action().run();
    ended(first);

    Later pause = pauses.take();
    assertThat(spares.list()).isEmpty();
    pause.action().run();
    assertThat(only().pid()).isNotEqualTo(first);
  }

  @Test
  void a_command_that_never_waits_is_given_up_until_it_is_wanted_again() throws Exception {
    Optional<Spare> odd = spare("--spare", "--odd");
    spares.fill(odd);
    for (int i = 1; i < TRIES; i++) {
      pauses.take().action().run();
    }
    Await.until("five were tried", () -> limits.size() == TRIES && spares.list().isEmpty());
    assertThat(directories()).isEmpty();
    assertThat(pauses).isEmpty();

    Await.until(
        "one more is tried",
        () -> {
          spares.fill(odd);
          return limits.size() > TRIES;
        });
  }

  @Test
  void one_whose_command_is_not_used_any_more_does_not_come_to_wait() throws InterruptedException {
    spares.fill(spare("--spare", "--mute"));
    long coming = only().pid();
    spares.keepOnly(List::of, spare("--spare"));
    limits.take().action().run();
    ended(coming);
    assertThat(
            Await.value(
                "the others wait",
                () -> spares.list(),
                all -> all.size() == 2 && all.stream().allMatch(SpareStatus::waiting)))
        .allMatch(spare -> spare.command().equals(spare("--spare").orElseThrow().command()));
  }

  @Test
  void one_that_is_given_back_after_the_end_is_ended() {
    spares.fill(spare("--spare"));
    Await.until("two wait", () -> spares.list().stream().filter(SpareStatus::waiting).count() == 2);
    Waiting taken = spares.take(spare("--spare")).orElseThrow();
    spares.close();
    assertThat(Rig.alive(taken.pid())).isTrue();
    spares.giveBack(taken);
    ended(taken.pid());
    assertThat(directories()).isEmpty();
  }
}
