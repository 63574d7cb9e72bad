package io.backplane.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backplane.api.call.RefusedException;
import io.backplane.api.meta.FieldType;
import io.backplane.api.meta.Meta;
import org.junit.jupiter.api.Test;

class ExportsTest {

  private static final ScriptHeader HEADER = new ScriptHeader("greeter", "1.1.0-rc.1", "plugin.js");

  private static Meta meta(String json) {
    return Exports.of(
            "{\"commands\":[\"hello\",\"stop\"],\"meta\":"
                + json
                + ",\"state\":true,\"health\":false}")
        .meta(HEADER);
  }

  private static void refused(String json, String message) {
    assertThatThrownBy(() -> meta(json))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining(message);
  }

  @Test
  void without_a_meta_the_commands_names_make_one() {
    Meta meta = meta("null");

    assertThat(meta.info().id()).isEqualTo("greeter");
    assertThat(meta.info().version()).isEqualTo("1.1.0-rc.1");
    assertThat(meta.commands()).extracting(c -> c.name()).containsExactly("hello", "stop");
    assertThat(meta.command("hello").orElseThrow().returns().type()).isEqualTo(FieldType.ANY);
  }

  @Test
  void what_a_meta_leaves_out_is_the_plugins() {
    Meta meta =
        meta(
            """
            {"info": {"name": "Greeter", "description": "Greets."},
             "commands": [{"name": "hello", "params": [{"name": "name", "type": "string"}],
                           "x-backplane": {"readOnly": true}}]}
            """);

    assertThat(meta.info().id()).isEqualTo("greeter");
    assertThat(meta.info().name()).isEqualTo("Greeter");
    assertThat(meta.info().version()).isEqualTo("1.1.0-rc.1");
    assertThat(meta.command("hello").orElseThrow().flags().readOnly()).isTrue();
    assertThat(meta.command("stop")).as("declared only").isEmpty();
  }

  @Test
  void a_meta_that_contradicts_is_refused() {
    refused(
        "{\"info\": {\"version\": \"1.0.0\"}}",
        "meta.info.version is 1.0.0, but the plugin is loaded as 1.1.0-rc.1");
    refused(
        "{\"commands\": [{\"name\": \"gone\"}]}",
        "meta.commands declares gone, not among 'commands'");
    refused(
        "{\"commands\": [{\"name\": \"stop\"}, {\"name\": \"stop\"}]}", "'stop' is declared twice");
    refused("{\"schemaVersion\": \"9.0\"}", "9.0 is not supported");
    refused("[]", "meta is not an object");
  }

  @Test
  void what_it_does_besides_is_known() {
    Exports exports = Exports.of("{\"commands\":[],\"state\":false,\"health\":true}");

    assertThat(exports.health()).isTrue();
    assertThat(exports.state()).isFalse();
    assertThat(exports.declared()).isEmpty();
  }
}
