package io.backplane.meta.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.backplane.api.call.RefusedException;
import io.backplane.api.meta.Meta;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OverlayTest {

  private static final Map<String, Object> EVERYTHING = Metas.own("everything");

  private static Meta merged(String overlay) {
    return MetaReader.read(Overlay.merge(EVERYTHING, Metas.parsed(overlay)));
  }

  @Test
  void nothing_said_changes_nothing() {
    assertThat(Overlay.merge(EVERYTHING, Map.of())).isEqualTo(EVERYTHING);
  }

  @Test
  void what_is_said_is_laid_over_by_name_member_by_member() {
    Meta meta =
        merged(
            "{\"info\":{\"x-backplane\":{\"overlap\":false}},"
                + "\"config\":{\"fields\":[{\"name\":\"points\",\"items\":{\"fields\":["
                + "{\"name\":\"x\",\"x-backplane\":{\"sensitive\":true}}]}}]},"
                + "\"commands\":[{\"name\":\"watch\",\"x-backplane\":{\"idempotent\":true,"
                + "\"cancel\":null}},{\"name\":\"vessel.command\",\"ui\":{\"color\":\"red\"},"
                + "\"params\":[{\"name\":\"when\",\"ui\":{\"unit\":\"s\"}}]}]}");
    assertThat(meta.info().traits().overlap()).isFalse();
    assertThat(meta.info().traits().multiplex()).isTrue();
    assertThat(meta.config().fields().getLast().items().orElseThrow().fields().getFirst())
        .matches(x -> x.sensitive());
    var flags = meta.command("watch").orElseThrow().flags();
    assertThat(flags.idempotent()).isTrue();
    assertThat(flags.streaming()).isTrue();
    assertThat(flags.cancel()).isEmpty();
    var command = meta.command("vessel.command").orElseThrow();
    assertThat(command.ui()).isEqualTo(Map.of("icon", "ship", "color", "red"));
    assertThat(command.params().getLast().ui().unit()).isEqualTo("s");
    assertThat(command.description()).isNotEmpty();
  }

  static Stream<Arguments> wrongOverlays() {
    return Stream.of(
        arguments(
            "{\"commands\":[{\"name\":\"gone\"}]}", "commands.gone is not in the driver's meta"),
        arguments(
            "{\"commands\":[{\"name\":\"stop\",\"params\":[{\"name\":\"p\"}]}]}",
            "commands.stop.params.p is not in the driver's meta"),
        arguments(
            "{\"config\":{\"fields\":[{\"name\":\"limits\",\"fields\":[{\"name\":\"q\"}]}]}}",
            "config.fields.limits.fields.q is not in the driver's meta"),
        arguments(
            "{\"config\":{\"fields\":[{\"name\":\"key\",\"items\":{}}]}}",
            "config.fields.key.items is not in the driver's meta"),
        arguments("{\"commands\":[{\"x-backplane\":{}}]}", "commands has an entry without a name"),
        arguments("{\"commands\":{\"stop\":{}}}", "commands is not a list"),
        arguments("{\"commands\":[\"stop\"]}", "commands is not an object"),
        arguments(
            "{\"commands\":[{\"name\":\"stop\",\"description\":\"x\"}]}",
            "commands.stop.description cannot be set by an overlay"),
        arguments("{\"version\":\"2\"}", "overlay.version cannot be set by an overlay"),
        arguments("{\"info\":{\"name\":\"x\"}}", "info.name cannot be set by an overlay"),
        arguments(
            "{\"info\":{\"x-backplane\":{\"overlap\":\"yes\"}}}",
            "info.x-backplane.overlap is not a boolean"),
        arguments(
            "{\"commands\":[{\"name\":\"stop\",\"x-backplane\":{\"readonly\":true}}]}",
            "commands.stop.x-backplane.readonly is not known; there are cancel,"
                + " idempotent, readOnly, streaming, timeoutMs"));
  }

  @ParameterizedTest
  @MethodSource("wrongOverlays")
  void what_cannot_be_laid_over_is_named(String overlay, String message) {
    assertThatThrownBy(() -> merged(overlay))
        .isInstanceOf(RefusedException.class)
        .hasMessage(message);
  }

  @Test
  void a_driver_that_calls_itself_driver_is_laid_over_too() {
    var merged =
        Overlay.merge(
            Map.of("driver", Map.of("id", "d")),
            Metas.parsed("{\"info\":{\"x-backplane\":{\"health\":\"ping\"}}}"));
    assertThat(MetaReader.read(merged).info().traits().health()).contains("ping");
  }
}
