package io.backplane.driver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.backplane.api.call.Values;
import io.backplane.meta.spi.MetaReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The sample driver in sh and awk. */
@EnabledOnOs({OS.LINUX, OS.MAC})
@Timeout(60)
class KvStoreTest {

  private static final String PROGRAM =
      Path.of("..", "..", "distribution", "samples", "drivers", "kv-store", "stdio.drv.kv-store")
          .toAbsolutePath()
          .toString();

  @TempDir private Path directory;
  private final Ear ear = new Ear();
  private int started;

  private Child start() {
    return Child.start(
        directory.resolve("child" + started++),
        Map.of("STDIOLINK_PRIVATE_DIR", directory.resolve("private").toString()),
        ear,
        PROGRAM,
        "--profile=keepalive");
  }

  private static Object value(Child child, String key) {
    return child.call("get", Map.of("key", key)).end("value");
  }

  @Test
  void what_is_set_survives_the_process() throws Exception {
    Map<String, Object> odd =
        Values.map(
            "q\"uo\\te", Arrays.asList(1, -2.5, true, null, "tab\tnewline\nü😀"),
            "deep", Map.of("a", Map.of("b", List.of())));
    List<String> keys = List.of("a", "with blank", "q\"u\\o/te$`'*", "ü😀命令", "new\nline");
    try (Child child = start()) {
      for (String key : keys) {
        Heard set = child.call("set", Values.map("key", key, "value", odd));
        assertThat(set.end("created")).isEqualTo(true);
        assertThat(set.end("key")).isEqualTo(key);
      }
      child.session().finish();
      assertThat(child.process().waitFor()).isZero();
    }
    try (Child child = start()) {
      for (String key : keys) {
        assertThat(value(child, key)).isEqualTo(odd);
      }
      assertThat(child.call("list").end("keys"))
          .asInstanceOf(InstanceOfAssertFactories.LIST)
          .hasSize(5)
          .contains("ü😀命令");
      assertThat(child.call("list", Map.of("prefix", "with")).end("count")).isEqualTo(1);
      assertThat(child.call("delete", Map.of("key", "a")).end("deleted")).isEqualTo(true);
      assertThat(child.call("delete", Map.of("key", "a")).end("deleted")).isEqualTo(false);
      assertThat(child.call("get", Map.of("key", "a")).end("found")).isEqualTo(false);
    }
    assertThat(ear.strays).isEmpty();
  }

  @Test
  void what_does_not_fit_is_refused_as_the_meta_says() {
    try (Child child = start()) {
      assertThat(child.call("set").end("message")).isEqualTo("key: required field missing");
      assertThat(child.call("set", Map.of("key", "a")).end("message"))
          .isEqualTo("value: required field missing");
      assertThat(child.call("get", Map.of("key", 5)).end("message"))
          .isEqualTo("key: expected string");
      assertThat(child.call("get", Map.of("key", "")).end("message"))
          .isEqualTo("key: string too short");
      assertThat(child.call("get", Map.of("key", "x".repeat(101))).end("message"))
          .isEqualTo("key: string too long");
      assertThat(child.call("no\"pe").end("message")).isEqualTo("unknown command: no\"pe");
      assertThat(child.call("meta.nope").end("name")).isEqualTo("CommandNotFound");
      assertThat(child.call("health").end("level")).isEqualTo("ok");
    }
  }

  @Test
  void large_values_pass() {
    try (Child child = start()) {
      String text = "some \"text\" ".repeat(2_000);
      child.call("set", Map.of("key", "large", "value", text)).end();
      assertThat(value(child, "large")).isEqualTo(text);
    }
  }

  @Test
  void another_host_may_have_died_at_any_byte_of_a_request() throws Exception {
    byte[] request =
        "{\"cmd\":\"set\",\"data\":{\"key\":\"ü\",\"value\":[1]}}\n"
            .getBytes(StandardCharsets.UTF_8);
    try (Child child = start();
        var host = FileChannel.open(child.directory().resolve("in"), StandardOpenOption.WRITE)) {
      for (int written = 0; written <= request.length; written += 1) {
        host.write(ByteBuffer.wrap(request, 0, written));
        var reply = child.session().handshake(true, Duration.ofSeconds(20));
        assertThat(reply.get(20, TimeUnit.SECONDS)).isPresent();
        assertThat(child.call("health").end("level")).isEqualTo("ok");
      }
    }
    assertThat(ear.outOfStep).isEmpty();
  }

  @Test
  void it_tells_what_it_offers_the_same_both_ways() throws Exception {
    var export = new ProcessBuilder(PROGRAM, "--export-meta").directory(directory.toFile()).start();
    Object exported = new ObjectMapper().readValue(export.getInputStream(), Object.class);
    assertThat(export.waitFor()).isZero();
    try (Child child = start()) {
      var told = child.session().handshake(false, Duration.ofSeconds(10));
      assertThat(told.get(20, TimeUnit.SECONDS).orElseThrow()).isEqualTo(exported);
    }
    assertThat(MetaReader.check(MetaReader.read(exported))).isEmpty();
    assertThat(Files.exists(directory.resolve("private").resolve("kv"))).isTrue();
  }
}
