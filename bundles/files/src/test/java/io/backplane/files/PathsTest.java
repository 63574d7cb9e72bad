package io.backplane.files;

import static io.backplane.files.Rig.ADMIN;
import static io.backplane.files.Rig.conflict;
import static io.backplane.files.Rig.denied;
import static io.backplane.files.Rig.invalid;
import static io.backplane.files.Rig.missing;
import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.files.spi.Expected;
import io.backplane.files.spi.FileQuery;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which paths are none. */
class PathsTest {

  private final Rig rig = new Rig();

  @AfterEach
  void close() throws Exception {
    rig.assertClean();
    rig.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "..",
        "../outside/secret",
        "workspace/../../outside/secret",
        "workspace/..",
        "workspace/./a",
        ".",
        "/",
        "/etc/passwd",
        "//etc/passwd",
        "workspace//a",
        "workspace/",
        "workspace\\..\\..\\outside",
        "C:\\x",
        "workspace/a\0b",
        "workspace/a\0/../../outside",
        "workspace/\uD800",
        "workspace/\uDC00x",
        "workspace/\uFFFD"
      })
  void what_could_lead_elsewhere_is_no_path(String path) {
    assertRefusedEverywhere(path);
  }

  @Test
  void what_is_too_long_is_no_path() {
    assertRefusedEverywhere("workspace/" + "n".repeat(256));
    assertRefusedEverywhere("workspace/" + "ä".repeat(128));
    assertRefusedEverywhere("workspace" + "/d".repeat(64));
    assertThat(rig.write("workspace/" + "n".repeat(255), "x").created()).isTrue();
  }

  private void assertRefusedEverywhere(String path) {
    rig.write("workspace/here", "x");
    invalid("path", () -> rig.files.entry(ADMIN, "one", path));
    invalid("path", () -> rig.files.list(ADMIN, "one", path, true));
    invalid("path", () -> rig.files.read(ADMIN, "one", path));
    invalid("path", () -> rig.write(path, "x"));
    invalid("path", () -> rig.upload(path, new byte[1]));
    invalid("path", () -> rig.directory(path));
    invalid("path", () -> rig.move("workspace/here", path));
    invalid("from", () -> rig.move(path, "workspace/there"));
    invalid("path", () -> rig.delete(path));
    var query = new FileQuery("x", false, false, "");
    invalid("path", () -> rig.files.search(ADMIN, "one", path, query));
    assertThat(rig.read("workspace/here")).isEqualTo("x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.",
        "a ",
        " a",
        "a\nb",
        "a\rb",
        "a\tb",
        "\u001b[31m",
        "a\u202Etxt.js",
        "a\u200Fb",
        "a\u2028b",
        "\uFEFFa",
        "a\u00A0b",
        "a\u007F"
      })
  void a_name_that_does_not_look_like_what_it_is_can_be_taken_away_but_not_given(String name)
      throws Exception {
    String path = "workspace/" + name;
    invalid("path", () -> rig.write(path, "x"));
    invalid("path", () -> rig.upload(path, new byte[1]));
    invalid("path", () -> rig.directory(path));
    rig.write("workspace/plain", "x");
    invalid("path", () -> rig.move("workspace/plain", path));
    Files.writeString(rig.workspace(name), "found");
    assertThat(rig.list(ADMIN, "workspace", false)).contains(path);
    assertThat(rig.read(path)).isEqualTo("found");
    rig.move(path, "workspace/better");
    assertThat(rig.read("workspace/better")).isEqualTo("found");
  }

  @Test
  void a_percent_is_a_percent_and_nothing_is_decoded_twice() {
    for (String name : new String[] {"%2e%2e", "..%2f..x", "%252e", "...a", "..a", "a..b"}) {
      rig.write("workspace/" + name, name);
      assertThat(rig.workspace(name)).hasContent(name);
    }
    missing(() -> rig.read("workspace/%2e%2e/%2e%2e/outside/secret"));
  }

  @Test
  void the_directories_that_an_instance_must_have_stay() {
    for (String fixed : new String[] {"workspace", "private", "shared"}) {
      conflict(() -> rig.delete(fixed));
      conflict(() -> rig.move(fixed, "workspace/moved"));
      conflict(() -> rig.write(fixed, "x"));
      conflict(() -> rig.directory(fixed));
    }
    for (String kept : new String[] {"", "config", "logs", "config/instance.json", "logs/new"}) {
      denied(() -> rig.delete(kept));
      denied(() -> rig.write(kept, "x"));
      denied(() -> rig.directory(kept));
      denied(() -> rig.files.move(ADMIN, "one", kept, "workspace/moved", true));
    }
    rig.write("workspace/a", "x");
    denied(() -> rig.files.move(ADMIN, "one", "workspace/a", "config/instance.json", true));
    assertThat(rig.read("config/instance.json")).isEqualTo("{}");
    assertThat(rig.root.resolve("logs/out.log")).hasContent("line");
  }

  @Test
  void capitals_are_no_way_around_a_role_on_any_file_system() {
    invalid("path", () -> rig.write("Config/instance.json", "x"));
    invalid("path", () -> rig.read("PRIVATE/key"));
    invalid("path", () -> rig.read("\u017Fhared/x"));
  }

  @Test
  void what_is_on_its_way_has_no_path() throws Exception {
    Files.writeString(rig.root.resolve(".backplane-staged-1"), "x");
    Files.writeString(rig.shared.resolve(".backplane-staged-2"), "x");
    missing(() -> rig.read(".backplane-staged-1"));
    missing(() -> rig.read(".Backplane-Staged-1"));
    missing(() -> rig.read("shared/.backplane-staged-2"));
    missing(() -> rig.write(".backplane-staged-3", "x"));
    assertThat(rig.list(ADMIN, "", true)).noneMatch(path -> path.contains("staged"));
    Files.delete(rig.root.resolve(".backplane-staged-1"));
    Files.delete(rig.shared.resolve(".backplane-staged-2"));
  }

  @Test
  void an_instance_that_is_none_has_no_files() {
    missing(() -> rig.files.list(ADMIN, "three", "", false));
    missing(() -> rig.files.list(ADMIN, "../one", "", false));
    missing(() -> rig.files.write(ADMIN, "outside", "secret", Rig.bytes("x"), Expected.ANYTHING));
  }
}
