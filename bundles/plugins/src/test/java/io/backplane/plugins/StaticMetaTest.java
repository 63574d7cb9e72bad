package io.backplane.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.meta.CommandMeta;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StaticMetaTest {

  private static final String GREETER =
      """
      {"schemaVersion": "1.0", "info": {"id": "greeter", "name": "Greeter", "version": "1.0.0"},
       "commands": [{"name": "hello"}, {"name": "count"}]}
      """;

  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void name() {
    file = directory.resolve("x.jar");
  }

  private void write(byte[] meta) {
    Jars.plugin("greeter", "1.0.0").entry(StaticMeta.ENTRY, meta).write(file);
  }

  private void refused(String reason) {
    assertThatThrownBy(() -> StaticMeta.of(file))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> {
              assertThat(e.refusal()).isInstanceOf(Refusal.Invalid.class);
              assertThat(e.getMessage())
                  .startsWith("the jar has a META-INF/backplane/meta.json that cannot be used: ")
                  .contains(reason);
            });
  }

  @Test
  void a_jar_may_say_what_it_offers_before_it_runs() throws IOException {
    write(GREETER.getBytes(StandardCharsets.UTF_8));

    assertThat(StaticMeta.of(file).orElseThrow().commands())
        .extracting(CommandMeta::name)
        .containsExactly("hello", "count");
  }

  @Test
  void most_jars_do_not() throws IOException {
    Jars.plugin("greeter", "1.0.0").write(file);

    assertThat(StaticMeta.of(file)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``                           | No content to map",
        "{                            | Unexpected end-of-input",
        "{} {}                        | Trailing token",
        "[]                           | meta is not an object",
        "null                         | meta is not an object",
        "{}                           | meta.info is not an object",
        "{\"info\":{}}                | info.id: is empty",
        "{\"schemaVersion\":\"2.0\",\"info\":{\"id\":\"a\",\"name\":\"a\"}} | 2.0 is not supported",
      })
  void what_cannot_be_used_is_refused(String json, String reason) {
    write(json.getBytes(StandardCharsets.UTF_8));

    refused(reason);
  }

  @Test
  void what_nests_without_end_is_refused() {
    write("[".repeat(100_000).getBytes(StandardCharsets.UTF_8));
    refused("nesting depth");
    write(("{\"info\":" + "[".repeat(70) + "]".repeat(70) + "}").getBytes(StandardCharsets.UTF_8));
    refused("deep");
  }

  @Test
  void what_is_too_long_is_refused() {
    write(new byte[StaticMeta.BYTES_MAX + 1]);

    refused("it has more than 4194304 bytes");
  }
}
