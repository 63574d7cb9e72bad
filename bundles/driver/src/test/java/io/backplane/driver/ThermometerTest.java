package io.backplane.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.backplane.api.call.CallRequest;
import io.backplane.api.meta.Meta;
import io.backplane.meta.spi.MetaReader;
import io.backplane.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The sample driver in Python. */
@Timeout(60)
class ThermometerTest {

  private static final Path SAMPLES = Path.of("..", "..", "distribution", "samples", "drivers");

  @TempDir private Path directory;
  private final Ear ear = new Ear();

  @BeforeAll
  static void there_is_python() throws Exception {
    try {
      assumeTrue(new ProcessBuilder("python3", "-c", "pass").start().waitFor() == 0);
    } catch (IOException e) {
      assumeTrue(false, "no python3 on this machine: " + e.getMessage());
    }
  }

  private static String program(String version) {
    return SAMPLES.resolve(version).resolve("stdio.drv.thermometer").toAbsolutePath().toString();
  }

  private Child start(String version, Map<String, String> environment) {
    return Child.start(
        directory.resolve("child"), environment, ear, program(version), "--profile=keepalive");
  }

  private static Meta meet(Child child) throws Exception {
    var reply = child.session().handshake(false, Duration.ofSeconds(10));
    Meta meta = MetaReader.read(reply.get(20, TimeUnit.SECONDS).orElseThrow());
    assertThat(MetaReader.check(meta)).isEmpty();
    child.session().learn(meta);
    return meta;
  }

  @Test
  void it_reads_in_the_unit_it_is_told() throws Exception {
    try (Child child = start("thermometer", Map.of())) {
      Meta meta = meet(child);
      assertThat(meta.info().version()).isEqualTo("1.0.0");
      assertThat(meta.info().traits().health()).hasValue("health");
      assertThat(child.call("read").end("unit")).isEqualTo("celsius");
      assertThat(child.call("set_unit", Map.of("unit", "kelvin")).end("ok")).isEqualTo(true);
      assertThat(((Number) child.call("read").end("value")).doubleValue()).isBetween(280.0, 310.0);
      assertThat(child.call("set_unit", Map.of("unit", "x")).end().code()).isEqualTo(400);
      assertThat(child.call("health").end("level")).isEqualTo("ok");
      child.session().finish();
      assertThat(child.process().waitFor()).isZero();
      assertThat(Files.readString(child.directory().resolve("err"))).contains("[INFO] ");
    }
  }

  @Test
  void its_stream_runs_beside_calls_and_ends_when_it_is_cancelled() throws Exception {
    try (Child child = start("thermometer", Map.of())) {
      meet(child);
      var watch = new Heard();
      var request = CallRequest.builder("t", "watch").params(Map.of("interval_ms", 20)).build();
      var running = child.session().call(request, watch);
      Await.until("it streams", () -> watch.events().size() > 2);
      assertThat(watch.events().getFirst().name()).isEqualTo("reading");
      for (int i = 0; i < 20; i++) {
        assertThat(child.call("read").end("unit")).isEqualTo("celsius");
      }
      running.cancel();
      for (int i = 0; i < 20; i++) {
        assertThat(child.call("read").end("unit")).isEqualTo("celsius");
      }
      assertThat(watch.end().code()).isEqualTo(1101);
      assertThat(child.session().counters().streams()).isZero();
      assertThat(ear.strays).isEmpty();
      assertThat(ear.outOfStep).isEmpty();
    }
  }

  @Test
  void a_caller_may_end_the_stream_too() throws Exception {
    try (Child child = start("thermometer", Map.of())) {
      meet(child);
      Heard watch = child.call("watch", Map.of("interval_ms", 20));
      Await.until("it streams", () -> !watch.events().isEmpty());
      assertThat(child.call("unwatch").end("ended")).isEqualTo(1);
      assertThat(watch.end("count")).isInstanceOf(Integer.class);
    }
  }

  @Test
  void it_takes_its_configuration_from_the_file_it_is_named() throws Exception {
    Path config = directory.resolve("config.json");
    Files.writeString(config, "{\"unit\":\"fahrenheit\",\"offset\":30,\"api_key\":\"secret\"}");
    try (Child child = start("thermometer", Map.of("STDIOLINK_CONFIG_PATH", config.toString()))) {
      meet(child);
      assertThat(child.call("read").end("unit")).isEqualTo("fahrenheit");
      assertThat(child.call("health").end("level")).isEqualTo("warn");
    }
  }

  @Test
  void a_configuration_that_does_not_fit_ends_it_with_a_reason() throws Exception {
    Path config = directory.resolve("config.json");
    Files.writeString(config, "{\"interval_ms\":1}");
    try (Child child = start("thermometer", Map.of("STDIOLINK_CONFIG_PATH", config.toString()))) {
      assertThat(child.process().waitFor()).isEqualTo(1);
      assertThat(Files.readString(child.directory().resolve("err")))
          .contains("[ERROR] configuration: interval_ms: value 1 < min 20");
    }
  }

  @Test
  void the_next_version_has_one_command_more() throws Exception {
    try (Child child = start("thermometer-1.1.0", Map.of())) {
      Meta meta = meet(child);
      assertThat(meta.info().version()).isEqualTo("1.1.0");
      assertThat(meta.command("stats")).isPresent();
      assertThat(child.call("stats").end().code()).isEqualTo(3);
      child.call("read").end();
      assertThat(child.call("stats").end("count")).isEqualTo(1);
    }
  }

  @Test
  void its_meta_keeps_what_must_not_be_shown() throws Exception {
    for (String version : List.of("thermometer", "thermometer-1.1.0")) {
      var process = new ProcessBuilder(program(version), "--export-meta").start();
      Meta meta =
          MetaReader.read(new ObjectMapper().readValue(process.getInputStream(), Object.class));
      assertThat(process.waitFor()).isZero();
      assertThat(meta.config().fields())
          .filteredOn(field -> field.sensitive())
          .extracting(field -> field.name())
          .containsExactly("api_key");
    }
  }
}
