package io.backplane.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.api.call.CallRequest;
import io.backplane.api.call.Unit;
import io.backplane.api.health.HealthCheck;
import io.backplane.api.health.HealthLevel;
import io.backplane.api.plugin.HandedState;
import io.backplane.api.plugin.StateHandover;
import io.backplane.testing.Await;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

/** The example in {@code docs/plugins.md} does what the text says. */
class DocumentedScriptTest {

  private static final Path DOCS = Path.of("../../docs/plugins.md");
  private static final Pattern EXAMPLE = Pattern.compile("(?s)```js\\n(.*?)```");

  @TempDir private Path folder;

  private static String example() throws IOException {
    return EXAMPLE
        .matcher(Files.readString(DOCS))
        .results()
        .map(block -> block.group(1))
        .filter(block -> block.contains("export const commands")) // others are the console's
        .findFirst()
        .orElseThrow();
  }

  private static Heard call(Unit unit, String command, Map<String, Object> params) {
    var heard = new Heard();
    unit.call(CallRequest.builder("tally", command).params(params).build(), heard);
    return heard;
  }

  @Test
  void the_example_runs() throws IOException {
    try (var framework = new Framework(folder)) {
      var extender = new ScriptExtender(framework.context());
      Bundle bundle = framework.start("tally", "1.0.0", example());
      Unit unit =
          Await.value("it starts", () -> framework.service(bundle, Unit.class), Optional::isPresent)
              .orElseThrow();

      assertThat(unit.meta().info().version()).isEqualTo("1.0.0");
      assertThat(unit.meta().info().description()).isEqualTo("Counts words.");
      assertThat(unit.meta().command("total").orElseThrow().flags().readOnly()).isTrue();
      Heard added = call(unit, "add", Map.of("text", "so many  words"));
      assertThat(added.end()).isEqualTo("done {total=3}");
      assertThat(added.events())
          .containsExactly("word={word=so}", "word={word=many}", "word={word=words}");
      assertThat(call(unit, "add", Map.of()).end()).isEqualTo("error 1 text is missing");
      assertThat(call(unit, "remind", Map.of()).end()).isEqualTo("done {total=3}");
      assertThat(framework.service(bundle, HealthCheck.class).orElseThrow().check().level())
          .isEqualTo(HealthLevel.HEALTHY);
      var state = (StateHandover) unit;
      assertThat(state.exportState()).isEqualTo(handed("{\"total\":3}"));
      state.importState(handed("{\"total\":40}"));
      assertThat(call(unit, "total", Map.of()).end()).isEqualTo("done {total=40}");
      extender.close();
    }
  }

  private static HandedState handed(String json) {
    return new HandedState(1, json.getBytes(StandardCharsets.UTF_8));
  }
}
