package io.backplane.health.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.health.spi.ProcessUsage;
import io.backplane.health.spi.Profile;
import io.backplane.health.spi.Profile.State;
import io.backplane.health.spi.ProfileExport;
import io.backplane.health.spi.ProfileType;
import io.backplane.health.spi.Profiles.Stack;
import io.backplane.testing.GivenSettings;
import io.backplane.testing.TempStore;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** Real recordings of this very JVM. */
class RecordedProfilesTest {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @AutoClose private final TempStore store = new TempStore();
  @TempDir Path folder;
  private RecordedProfiles profiles;
  private volatile boolean enough;

  @BeforeEach
  void open() {
    profiles = opened();
  }

  private RecordedProfiles opened() {
    return new RecordedProfiles(noBundles(), store, new GivenSettings(), folder, Clock.systemUTC());
  }

  @AfterEach
  void close() throws InterruptedException {
    enough = true;
    profiles.close();
  }

  private static BundleContext noBundles() {
    return (BundleContext)
        Proxy.newProxyInstance(
            BundleContext.class.getClassLoader(),
            new Class<?>[] {BundleContext.class},
            (proxy, method, args) -> {
              if (method.getName().equals("getBundles")) {
                return new Bundle[0];
              }
              throw new UnsupportedOperationException(method.getName());
            });
  }

  private interface Work {
    void run() throws IOException;
  }

  /** Does it again and again until the test ends. */
  private void again(Work work) {
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              while (!enough) {
                try {
                  work.run();
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              }
            });
  }

  private Profile taken(ProfileType type, String unit) throws InterruptedException {
    Profile begun = profiles.start(type, unit, SECOND, "ann");
    assertThat(begun.state()).isEqualTo(State.RUNNING);
    Profile ended = profiles.await(begun.id(), LIMIT);
    assertThat(ended.reason()).isEmpty();
    assertThat(ended.state()).isEqualTo(State.DONE);
    return ended;
  }

  private static double spin(double value) {
    double sum = value;
    for (int i = 1; i < 100_000; i++) {
      sum += Math.sqrt(sum) / i;
    }
    return sum;
  }

  private static final class Brick {}

  @Test
  void a_cpu_profile_names_the_method_that_runs() throws Exception {
    var sum = new AtomicLong();
    again(() -> sum.addAndGet((long) spin(sum.get())));

    Profile profile = taken(ProfileType.CPU, "");

    assertThat(profile.weight()).isPositive();
    assertThat(profile.measure()).isEqualTo("samples");
    assertThat(profiles.stacks(profile.id()))
        .anySatisfy(
            stack ->
                assertThat(String.join(";", stack.frames())).contains("RecordedProfilesTest.spin"));
    assertThat(profile.summary().get("top").toString()).contains("RecordedProfilesTest.spin");
    assertThat(profiles.recording(profile.id()))
        .hasValueSatisfying(file -> assertThat(file).isNotEmptyFile());
  }

  @Test
  void a_memory_profile_names_what_is_allocated_and_what_has_grown() throws Exception {
    var kept = new ArrayList<Brick>();
    again(
        () -> {
          kept.add(new Brick());
          LockSupport.parkNanos(20_000);
        });

    Profile profile = taken(ProfileType.MEMORY, "");

    assertThat(profile.measure()).isEqualTo("bytes");
    assertThat(profile.summary().get("grown").toString()).contains(Brick.class.getName());
    assertThat(profile.summary().get("largest").toString()).contains("bytes");
  }

  @Test
  void an_io_profile_names_the_file_and_counts_its_bytes() throws Exception {
    Path file = folder.resolve("written.txt");
    again(() -> Files.write(file, new byte[8_000])); // one write each

    Profile profile = taken(ProfileType.IO, "");

    Stack written =
        profiles.stacks(profile.id()).stream()
            .filter(stack -> stack.frames().getLast().equals("write " + file))
            .findFirst()
            .orElseThrow();
    assertThat(written.weight()).isPositive();
    assertThat(written.weight() % 8_000).isZero();
  }

  @Test
  void one_at_a_time_is_taken_and_the_refusal_names_it() {
    Profile first = profiles.start(ProfileType.CPU, "", Duration.ofSeconds(300), "ann");

    assertThatThrownBy(() -> profiles.start(ProfileType.IO, "", SECOND, "bob"))
        .isInstanceOf(RefusedException.class)
        .hasMessage(
            "profile 1 (cpu, 300 s, by ann) is being taken: wait, or stop it with 'runtime"
                + " profile-stop 1'");
    assertThat(profiles.running()).hasValueSatisfying(it -> assertThat(it).isEqualTo(first));
    assertThatThrownBy(() -> profiles.stacks(first.id())).hasMessageContaining("is being taken");
    assertThatThrownBy(() -> profiles.delete(first.id())).hasMessageContaining("is being taken");

    Profile stopped = profiles.stop(first.id());
    assertThat(stopped.state()).isEqualTo(State.STOPPED);
    assertThat(stopped.took()).isLessThan(Duration.ofSeconds(60));
    assertThat(profiles.recording(first.id())).isPresent();
    assertThat(profiles.running()).isEmpty();
    assertThat(profiles.stop(first.id())).isEqualTo(profiles.find(first.id()));
  }

  @Test
  void what_cannot_be_taken_is_refused() {
    for (Duration out : List.of(Duration.ZERO, Duration.ofMillis(999), Duration.ofSeconds(301))) {
      assertThatThrownBy(() -> profiles.start(ProfileType.CPU, "", out, "ann"))
          .hasMessage("duration is not in 1..300 s");
    }
    assertThatThrownBy(() -> profiles.start(ProfileType.CPU, "nobody", SECOND, "ann"))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> assertThat(e.refusal()).isEqualTo(new Refusal.NotFound("unit", "nobody")));
    assertThatThrownBy(() -> profiles.find(7)).hasMessage("no profile '7'");
    assertThat(profiles.all()).isEmpty();
  }

  /** A unit with one process that uses 30 ms of CPU between two looks. */
  private static ProcessUsage busy(List<ProcessUsage.Used> more) {
    var looks = new AtomicLong();
    return new ProcessUsage() {
      @Override
      public boolean knows(String unit) {
        return unit.equals("lamp");
      }

      @Override
      public List<Used> used(String unit) {
        long look = looks.incrementAndGet();
        var all = new ArrayList<>(more);
        all.add(
            new Used(List.of("lamp (7)"), Map.of("main", 1_000 + 30 * look), 5_000, 0, 10 * look));
        return all;
      }
    };
  }

  @Test
  void processes_are_profiled_by_what_they_use_meanwhile() throws Exception {
    profiles.setProcesses(busy(List.of()));

    Profile cpu = taken(ProfileType.CPU, "lamp");
    assertThat(cpu.measure()).isEqualTo("ms");
    assertThat(profiles.stacks(cpu.id()))
        .singleElement()
        .satisfies(
            stack -> {
              assertThat(stack.frames()).containsExactly("lamp (7)", "main");
              assertThat(stack.weight() % 30).isZero();
              assertThat(stack.weight()).isPositive();
            });
    Profile memory = taken(ProfileType.MEMORY, "lamp");
    assertThat(profiles.stacks(memory.id())).containsExactly(new Stack(List.of("lamp (7)"), 5_000));
    Profile io = taken(ProfileType.IO, "lamp");
    assertThat(profiles.stacks(io.id()))
        .singleElement()
        .satisfies(stack -> assertThat(stack.frames()).containsExactly("lamp (7)", "write"));
    assertThatThrownBy(() -> ProfileExport.JFR.of(profiles, io.id()))
        .hasMessageContaining("only collapsed and speedscope");
  }

  @Test
  void a_unit_without_a_process_is_told_so() throws Exception {
    profiles.setProcesses(
        new ProcessUsage() {
          @Override
          public boolean knows(String unit) {
            return true;
          }

          @Override
          public List<Used> used(String unit) {
            return List.of();
          }
        });

    Profile begun = profiles.start(ProfileType.CPU, "lamp", SECOND, "ann");
    Profile ended = profiles.await(begun.id(), LIMIT);
    assertThat(ended.state()).isEqualTo(State.FAILED);
    assertThat(ended.reason()).contains("start it first");
  }

  @Test
  void a_profile_is_exported_in_forms_that_other_tools_read() throws Exception {
    profiles.setProcesses(
        busy(
            List.of(
                new ProcessUsage.Used(List.of("lamp (7)", "odd;\n name"), Map.of(), 77, 0, 0))));
    Profile memory = taken(ProfileType.MEMORY, "lamp");

    String collapsed = text(ProfileExport.COLLAPSED, memory);
    assertThat(collapsed).isEqualTo("lamp (7) 5000\nlamp (7);odd__ name 77\n");
    assertThat(text(ProfileExport.SPEEDSCOPE, memory))
        .contains(
            "\"frames\":[{\"name\":\"lamp (7)\"},{\"name\":\"odd__ name\"}]",
            "\"samples\":[[0],[0,1]]",
            "\"weights\":[5000,77]",
            "\"endValue\":5077",
            "\"unit\":\"bytes\"");
    assertThatThrownBy(() -> ProfileExport.of("svg")).hasMessageContaining("collapsed, speedscope");
  }

  private String text(ProfileExport export, Profile profile) throws IOException {
    return new String(export.of(profiles, profile.id()), StandardCharsets.UTF_8);
  }

  @Test
  void profiles_outlive_the_kernel_and_one_cut_short_by_its_end_is_told_so() throws Exception {
    profiles.setProcesses(busy(List.of()));
    Profile first = taken(ProfileType.MEMORY, "lamp");
    new SqlProfiles(store)
        .begin(
            new Profile(
                0,
                ProfileType.CPU,
                "",
                "ann",
                first.startedAt(),
                SECOND,
                Duration.ZERO,
                State.RUNNING,
                0,
                "samples",
                "",
                Map.of())); // as a killed kernel leaves it

    RecordedProfiles later = opened();
    assertThat(later.find(first.id())).isEqualTo(first);
    assertThat(later.stacks(first.id())).hasSize(1);
    assertThat(later.find(2).state()).isEqualTo(State.FAILED);
    assertThat(later.find(2).reason()).isEqualTo("the kernel ended meanwhile");
    later.delete(first.id());
    assertThat(folder.resolve("1")).doesNotExist();
    assertThat(later.all()).hasSize(1);
    later.close();
  }
}
