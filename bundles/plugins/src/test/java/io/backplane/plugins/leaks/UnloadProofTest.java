package io.backplane.plugins.leaks;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.plugins.leaks.UnloadProof.Leak;
import io.backplane.plugins.leaks.UnloadProof.Subject;
import io.backplane.plugins.leaks.UnloadProof.Timing;
import io.backplane.testing.Await;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UnloadProofTest {

  private static final Timing TIMING = new Timing(Duration.ofSeconds(10), Duration.ZERO, 3);

  private final AtomicLong nanos = new AtomicLong();
  private final AtomicInteger collections = new AtomicInteger();
  private final AtomicInteger asked = new AtomicInteger();
  private final ConcurrentLinkedQueue<String> told = new ConcurrentLinkedQueue<>();
  private volatile boolean idle = true;
  private volatile RuntimeException fault;
  private final UnloadProof proof =
      new UnloadProof(
          TIMING,
          () -> {
            asked.incrementAndGet();
            return idle;
          },
          new UnloadProof.Listener() {
            @Override
            public void collected(Subject subject, Duration after) {
              told.add(subject.plugin() + " collected after " + after.toSeconds() + " s");
            }

            @Override
            public void leaked(Subject subject, List<String> findings) {
              told.add(subject.plugin() + " leaked");
              if (fault != null) {
                throw fault;
              }
            }
          },
          nanos::get,
          collections::incrementAndGet);

  @AfterEach
  void close() {
    proof.close();
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private ClassLoader watched(String plugin) {
    var loader = new URLClassLoader(new URL[0]);
    proof.watch(new Subject(plugin, "1.0.0", 0), loader);
    return loader;
  }

  @Test
  void one_round_of_collections_serves_everybody() {
    List<ClassLoader> held = List.of(watched("a"), watched("b"), watched("c"));
    pass(TIMING.delay());
    Await.until("all are told", () -> told.size() == 3);

    assertThat(told).containsExactly("a leaked", "b leaked", "c leaked");
    assertThat(collections).hasValue(3);
    assertThat(proof.leaks())
        .extracting(leak -> leak.subject().plugin())
        .containsExactly("a", "b", "c");
    assertThat(held).hasSize(3);
  }

  @Test
  void before_the_delay_has_passed_nothing_is_collected() {
    ClassLoader held = watched("a");
    pass(TIMING.delay().minusSeconds(2));
    ClassLoader later = watched("b");
    pass(Duration.ofSeconds(2));
    Await.until("the first is told", () -> !told.isEmpty());

    assertThat(told).containsExactly("a leaked");
    assertThat(collections).hasValue(3);
    pass(TIMING.delay());
    Await.until("the second is told", () -> told.size() == 2);
    assertThat(collections).hasValue(6);
    assertThat(List.of(held, later)).doesNotHaveDuplicates();
  }

  @Test
  void a_busy_kernel_is_left_alone_for_a_minute() {
    idle = false;
    ClassLoader held = watched("a");
    pass(TIMING.delay());
    Await.until("it has asked", () -> asked.get() > 3);
    assertThat(collections).hasValue(0);

    pass(UnloadProof.PATIENCE);
    Await.until("it is told", () -> !told.isEmpty());
    assertThat(collections).hasValue(3);
    assertThat(held).isNotNull();
  }

  @Test
  void what_others_collect_is_told_without_a_collection_of_its_own() {
    watched("a");
    pass(Duration.ofSeconds(3));
    Await.until(
        "it is told",
        () -> {
          System.gc();
          return !told.isEmpty();
        });

    assertThat(told).containsExactly("a collected after 3 s");
    assertThat(collections).hasValue(0);
  }

  @Test
  void a_listener_that_throws_ends_nothing() {
    fault = new IllegalStateException("cannot take it");
    List<ClassLoader> held = List.of(watched("a"), watched("b"));
    pass(TIMING.delay());
    Await.until("both are told", () -> told.size() == 2);

    assertThat(proof.leaks()).hasSize(held.size());
  }

  @Test
  void its_thread_sleeps_while_nothing_is_watched() {
    Await.until(
        "it waits without a limit", () -> proof.thread().getState() == Thread.State.WAITING);
  }

  @Test
  void a_closed_one_has_no_thread_and_tells_nothing() {
    proof.close();
    Await.until("its thread is gone", () -> !proof.thread().isAlive());
    ClassLoader held = watched("a");
    pass(TIMING.delay());

    assertThat(proof.leaks()).isEmpty();
    assertThat(told).isEmpty();
    assertThat(held).isNotNull();
  }

  @Test
  void a_leak_knows_its_json() {
    var leak =
        new Leak(new Subject("greeter", "1.0.0", 7), Instant.EPOCH, List.of("thread 'x' has it"));

    assertThat(leak.toMap().toString())
        .isEqualTo(
            "{plugin=greeter, version=1.0.0, update=7, since=1970-01-01T00:00:00Z,"
                + " findings=[thread 'x' has it]}");
  }

  @Test
  void the_paths_of_what_has_gone_are_none() {
    var gone = new Leak(new Subject("greeter", "1.0.0", 7), Instant.EPOCH, List.of());

    assertThat(proof.paths(gone)).isEmpty();
  }
}
