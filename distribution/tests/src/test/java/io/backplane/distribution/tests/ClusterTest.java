package io.backplane.distribution.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.testing.Await;
import io.backplane.testing.NatsServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real kernels that share state over a real NATS server. */
class ClusterTest {

  private static final Duration LONG = Duration.ofSeconds(60);
  private static final int KEYS = 6;

  @TempDir private Path folder;
  private final List<RunningKernel> kernels = new ArrayList<>();
  private NatsServer server;

  @BeforeEach
  void start() {
    server = NatsServer.start(folder.resolve("nats"), "max_payload: 2MB");
  }

  @AfterEach
  void end() {
    kernels.forEach(RunningKernel::close);
    server.close();
  }

  private RunningKernel kernel() {
    RunningKernel kernel = RunningKernel.start();
    kernels.add(kernel);
    return kernel;
  }

  private static Map<String, Object> status(RunningKernel kernel) {
    return kernel.admin().json("/api/cluster");
  }

  private static void awaitConnected(RunningKernel kernel, boolean connected) {
    Await.value(
        connected ? "it is connected" : "it is apart",
        LONG,
        () -> status(kernel),
        status -> status.get("connected").equals(connected));
  }

  private static void awaitValue(RunningKernel kernel, String key, String value) {
    Await.value(
        key + " has come",
        LONG,
        () -> kernel.cli().run("runtime", "state-get", key).out().strip(),
        value::equals);
  }

  @Test
  void two_kernels_show_each_others_keys_and_who_they_are() {
    RunningKernel one = kernel();
    RunningKernel two = kernel();
    assertThat(one.cli().run("cluster", "status").ok()).startsWith("joined to none");
    one.cli().run("runtime", "state-set", "site/theme", "dark").ok();
    for (RunningKernel kernel : kernels) {
      assertThat(kernel.cli().run("cluster", "join", server.url()).ok())
          .isEqualTo("joined; 'cluster status' shows who is there");
    }
    awaitValue(two, "site/theme", "dark");
    two.cli().run("runtime", "state-set", "site/door", "open").ok();
    awaitValue(one, "site/door", "open");
    Await.value(
        "both are listed",
        LONG,
        () -> Json.list(one.cli().json("cluster", "status"), "members"),
        members -> members.size() == 2);
    assertThat(one.cli().run("cluster", "status").ok())
        .contains("joined to " + server.url() + ", group default", "connected to ", "NODE");
    assertThat(one.cli().run("runtime", "health").ok()).contains("2 kernels are there");

    assertThat(one.cli().run("cluster", "join", server.url()))
        .returns(3, Cli.Result::code)
        .satisfies(r -> assertThat(r.err()).contains("'cluster leave' first"));
    assertThat(two.cli().run("cluster", "leave").ok()).startsWith("joined to none");
    one.cli().run("runtime", "state-set", "site/door", "closed").ok();
    awaitValue(one, "site/door", "closed");
    assertThat(two.cli().run("runtime", "state-get", "site/door").ok()).isEqualTo("open");
    assertThat(two.cli().run("cluster", "leave").err()).contains("joined to none");
  }

  @Test
  void what_cannot_be_joined_is_refused_and_nothing_is_kept() throws IOException {
    RunningKernel kernel = kernel();
    server.stop();
    assertThat(kernel.cli().run("cluster", "join", server.url()))
        .returns(3, Cli.Result::code)
        .satisfies(r -> assertThat(r.err()).contains("cannot be joined", "--unseen"));
    assertThat(kernel.cli().run("cluster", "join", "http://127.0.0.1").err())
        .contains("must begin with nats:// or tls://");
    assertThat(kernel.cli().run("cluster", "join", server.url(), "--creds", "none.creds").err())
        .contains(kernel.data().resolve("none.creds").toString());
    assertThat(status(kernel)).containsEntry("joined", false);
    assertThat(kernel.rest("operator").status("PUT", "/api/cluster")).isEqualTo(403);

    String secret = server.url().replace("//", "//ada:s3cret@");
    kernel.cli().run("cluster", "join", secret, "--unseen").ok();
    awaitConnected(kernel, false);
    assertThat(kernel.cli().run("cluster", "status").ok())
        .contains("nats://***@", "not connected: ")
        .doesNotContain("s3cret");
    assertThat(kernel.cli().run("runtime", "health").ok()).contains("cannot be reached");
    kernel.end();
    try (Stream<Path> files = Files.list(kernel.data())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain("s3cret");
      }
    }
    server.start();
    kernel.launch(kernel.cli());
    awaitConnected(kernel, true);
  }

  /** What all writes of a test leave: of each key, the greatest version. */
  private static final class Expected {
    private final Map<String, String> versions = new TreeMap<>();

    void wrote(String key, String version) {
      versions.merge(key, version, (a, b) -> a.compareTo(b) > 0 ? a : b);
    }
  }

  @Test
  void three_kernels_agree_whatever_becomes_of_their_server() {
    long seed = Long.getLong("backplane.seed", System.nanoTime());
    System.out.println("cluster test, seed " + seed);
    var random = new Random(seed);
    var expected = new Expected();
    for (int i = 0; i < 3; i++) {
      kernel().cli().run("cluster", "join", server.url()).ok();
    }
    write(random, expected, 20);
    awaitSame(expected);

    server.stop();
    write(random, expected, 20);
    int apart = writeApart("stopped", expected);
    server.start();
    awaitSame(expected);

    server.pause();
    write(random, expected, 20);
    apart += writeApart("paused", expected);
    server.resume();
    awaitSame(expected);

    write(random, expected, 10);
    server.kill();
    RunningKernel killed = kernels.get(random.nextInt(3));
    killed.kill();
    killed.launch(killed.cli());
    apart += writeApart("killed", expected);
    server.start();
    awaitSame(expected);

    for (RunningKernel kernel : kernels) {
      assertThat(
              Json.list(kernel.admin().json("/api/state-conflicts?limit=1000"), "conflicts")
                  .stream()
                  .filter(conflict -> conflict.get("key").toString().startsWith("apart/")))
          .as("what lost while apart, seed %d", seed)
          .hasSize(apart);
    }
  }

  /** Each writes the same key without knowledge of the others; returns how many must lose. */
  private int writeApart(String key, Expected expected) {
    for (RunningKernel kernel : kernels) {
      awaitConnected(kernel, false);
    }
    for (RunningKernel kernel : kernels) {
      set(kernel, "apart/" + key, "of " + kernel.port(), expected);
    }
    return kernels.size() - 1;
  }

  private void write(Random random, Expected expected, int times) {
    for (int i = 0; i < times; i++) {
      RunningKernel kernel = kernels.get(random.nextInt(kernels.size()));
      set(kernel, "key/" + random.nextInt(KEYS), "value " + random.nextInt(), expected);
    }
  }

  private static void set(RunningKernel kernel, String key, String value, Expected expected) {
    String answer =
        kernel.admin().send("PUT", "/api/state/" + key, Json.text(Map.of("value", value))).body();
    expected.wrote(key, (String) Json.object(answer).get("version"));
  }

  private void awaitSame(Expected expected) {
    for (RunningKernel kernel : kernels) {
      Await.value(
          "kernel " + kernel.port() + " has the greatest version of each key",
          LONG,
          () -> versions(kernel),
          expected.versions::equals);
      Await.value(
          "nothing waits to be sent",
          LONG,
          () -> kernel.admin().json("/api/state-sharing"),
          sharing -> sharing.get("pending").equals(0));
    }
  }

  private static Map<String, String> versions(RunningKernel kernel) {
    var versions = new TreeMap<String, String>();
    Json.list(kernel.admin().json("/api/state"), "entries")
        .forEach(entry -> versions.put((String) entry.get("key"), (String) entry.get("version")));
    return versions;
  }
}
