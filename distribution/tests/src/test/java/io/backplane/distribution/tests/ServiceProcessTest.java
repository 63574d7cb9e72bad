package io.backplane.distribution.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process that a service runs in: its heap, its engine, and who may look into it. */
class ServiceProcessTest {

  private static final long LIMIT_S = 60;

  @TempDir private Path folder;

  private Cli cli() {
    return new Cli(folder.resolve("no-kernel")).in(folder);
  }

  @BeforeEach
  void service() throws IOException {
    Files.writeString(
        folder.resolve("manifest.json"),
        "{\"manifestVersion\":\"1\",\"id\":\"p\",\"name\":\"p\",\"version\":\"1.0.0\"}");
    Files.writeString(folder.resolve("config.schema.json"), "{}");
  }

  private void script(String text) throws IOException {
    Files.writeString(folder.resolve("index.ts"), text);
  }

  @Test
  void the_command_of_a_host_is_printed_one_word_a_line() throws Exception {
    script("console.log('ran' satisfies string);");
    var words =
        new ArrayList<>(cli().run("service", "host-command", "--heap=77").ok().lines().toList());
    assertThat(words).contains("-Xmx77m").endsWith("io.backplane.host.Main");
    words.add(folder.toString());
    Process host = new ProcessBuilder(words).redirectErrorStream(true).start();
    assertThat(Cli.text(host.getInputStream()).join()).isEqualTo("ran\n");
    assertThat(host.waitFor()).isZero();

    List<String> jit = cli().run("service", "host-command", "--engine=jit").ok().lines().toList();
    assertThat(jit)
        .contains("-XX:+EnableJVMCI", "-Xmx256m")
        .noneMatch(it -> it.contains("AOTCache"));
  }

  @Test
  void what_a_host_cannot_be_is_refused() {
    for (String word : List.of("--heap=1", "--heap=x", "--engine=fast", "--inspect=70000")) {
      assertThat(cli().run("service", "run", ".", word))
          .as(word)
          .returns(2, Cli.Result::code)
          .satisfies(it -> assertThat(it.err()).startsWith("Error: " + word.split("=")[0] + ": "));
    }
    assertThat(cli().run("service", "host-command", "--bogus"))
        .isEqualTo(new Cli.Result(2, "", "Error: unknown option: --bogus\n"));
  }

  @Test
  void a_larger_heap_holds_what_the_usual_one_does_not() throws IOException {
    script(
        "const all: number[][] = []; while (all.length < 340) all.push(new Array(1e5).fill(0.5)); console.log('fits');");
    assertThat(cli().run("service", "run", ".")).returns(3, Cli.Result::code);
    assertThat(cli().run("service", "run", "--heap=1024", "."))
        .isEqualTo(new Cli.Result(0, "", "fits\n"));
  }

  @Test
  void the_compiling_engine_computes_the_same_and_says_what_it_costs() throws IOException {
    script("let x = 0; for (let i = 0; i < 3e6; i++) x = (x * 31 + i) | 0; console.log(x);");
    Cli.Result interpreted = cli().run("service", "run", ".");
    Cli.Result compiled = cli().run("service", "run", ".", "--engine=jit");
    assertThat(compiled)
        .isEqualTo(
            new Cli.Result(
                0,
                "",
                "engine jit: hot code is compiled; the start goes without the AOT cache\n"
                    + interpreted.err()));
  }

  @Test
  void types_are_checked_by_the_distribution() throws IOException {
    script("const n: number = 'x'; n;");
    assertThat(cli().run("service", "run", ".", "--check"))
        .returns(2, Cli.Result::code)
        .satisfies(it -> assertThat(it.err()).contains("index.ts:1:7 - error TS2322"));
  }

  @Test
  void a_debugger_sees_what_was_typed() throws Exception {
    script("let n = 0;\nsetInterval(() => n++, 5);\n");
    Process process = cli().start(List.of(), "service", "run", ".", "--inspect");
    try (var err = new BufferedReader(new InputStreamReader(process.getErrorStream(), UTF_8))) {
      String line = err.readLine();
      assertThat(line).matches("Debugger listening on ws://127\\.0\\.0\\.1:\\d+/[0-9a-f]{32}");
      String address = line.substring(line.indexOf("ws://"));
      String parsed = scripts(URI.create(address));
      assertThat(parsed).contains("index.ts", "sourceMapURL", "data:application/json;base64,");
    } finally {
      process.destroy();
      assertThat(process.waitFor(LIMIT_S, TimeUnit.SECONDS)).isTrue();
    }
  }

  /** What the debugger tells of the service's own script. */
  private static String scripts(URI address) throws Exception {
    var told = new CompletableFuture<String>();
    var listener =
        new WebSocket.Listener() {
          private final StringBuilder message = new StringBuilder();

          @Override
          public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            message.append(part);
            if (last) {
              if (message.indexOf("Debugger.scriptParsed") >= 0
                  && message.indexOf("index.ts") >= 0) {
                told.complete(message.toString());
              }
              message.setLength(0);
            }
            socket.request(1);
            return null;
          }
        };
    try (HttpClient client = HttpClient.newHttpClient()) {
      WebSocket socket = client.newWebSocketBuilder().buildAsync(address, listener).join();
      socket.sendText("{\"id\":1,\"method\":\"Runtime.enable\"}", true).join();
      socket.sendText("{\"id\":2,\"method\":\"Debugger.enable\"}", true).join();
      try {
        return told.get(LIMIT_S, TimeUnit.SECONDS);
      } finally {
        socket.abort();
      }
    }
  }
}
