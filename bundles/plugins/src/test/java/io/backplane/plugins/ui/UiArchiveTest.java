package io.backplane.plugins.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backplane.api.call.RefusedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UiArchiveTest {

  private static final String MANIFEST = "web/plugin/manifest.json";
  private static final String GOOD =
      """
      {"pluginId": "lamps", "apiVersion": 1, "module": "main.js", "css": ["style.css"],
       "permissions": ["read", "call:lamps", "call:*"]}
      """;

  @TempDir Path folder;

  private UiArchive archive(Map<String, String> files) throws IOException {
    Path jar = folder.resolve("x.jar");
    try (var zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (var file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return UiArchive.read(jar, "lamps", MANIFEST);
  }

  private static Map<String, String> files(String manifest) {
    var files = new LinkedHashMap<String, String>();
    files.put("web/index.html", "elsewhere");
    files.put(MANIFEST, manifest);
    files.put("web/plugin/main.js", "export default 1;");
    files.put("web/plugin/style.css", "p {}");
    files.put("web/plugin/parts/lamp.js", "export default 2;");
    return files;
  }

  @Test
  void all_files_of_the_folder_belong_to_it_and_no_others() throws IOException {
    UiArchive archive = archive(files(GOOD));

    assertThat(archive.files())
        .containsExactly("main.js", "manifest.json", "parts/lamp.js", "style.css");
    assertThat(archive.file(folder.resolve("x.jar"), "parts/lamp.js"))
        .hasValueSatisfying(bytes -> assertThat(bytes).asString().isEqualTo("export default 2;"));
    assertThat(archive.file(folder.resolve("x.jar"), "../index.html")).isEmpty();
    assertThat(archive.file(folder.resolve("x.jar"), "nothing.js")).isEmpty();
  }

  @Test
  void the_digest_tells_every_change_of_a_file_and_nothing_else() throws IOException {
    String digest = archive(files(GOOD)).digest();
    Map<String, String> changed = files(GOOD);
    changed.put("web/plugin/parts/lamp.js", "export default 3;");
    Map<String, String> renamed = files(GOOD);
    renamed.remove("web/plugin/parts/lamp.js");
    renamed.put("web/plugin/parts/lamps.js", "export default 2;");
    Map<String, String> elsewhere = files(GOOD);
    elsewhere.put("web/index.html", "else where");

    assertThat(archive(changed).digest()).isNotEqualTo(digest);
    assertThat(archive(renamed).digest()).isNotEqualTo(digest);
    assertThat(archive(elsewhere).digest()).isEqualTo(digest);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{|Unexpected end-of-input",
        "[]|Cannot deserialize",
        "{\"pluginId\": \"other\", \"apiVersion\": 1, \"module\": \"main.js\"}|pluginId has to be 'lamps'",
        "{\"pluginId\": \"lamps\", \"apiVersion\": 2, \"module\": \"main.js\"}|apiVersion has to be 1",
        "{\"pluginId\": \"lamps\", \"apiVersion\": 1}|'null' is no .js file beside it",
        "{\"pluginId\": \"lamps\", \"apiVersion\": 1, \"module\": \"../index.html\"}|'../index.html' is no",
        "{\"pluginId\": \"lamps\", \"apiVersion\": 1, \"module\": \"main.js\", \"css\": [\"main.js\"]}|is no .css file",
        "{\"pluginId\": \"lamps\", \"apiVersion\": 1, \"module\": \"main.js\", \"css\": \"style.css\"}|css has to be a list",
        "{\"pluginId\": \"lamps\", \"apiVersion\": 1, \"module\": \"main.js\", \"permissions\": [\"write\"]}|'write' is not known",
        "{\"pluginId\": \"lamps\", \"apiVersion\": 1, \"module\": \"main.js\", \"rights\": []}|rights is not known",
      })
  void a_manifest_that_cannot_be_used_is_refused_by_its_member(String manifest, String reason) {
    assertThatThrownBy(() -> archive(files(manifest)))
        .isInstanceOf(RefusedException.class)
        .hasMessageStartingWith("the jar has a console module that cannot be used: ")
        .hasMessageContaining(reason);
  }
}
