package io.backplane.files;

import static io.backplane.files.Rig.ADMIN;
import static io.backplane.files.Rig.invalid;
import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.files.spi.FileLimits;
import io.backplane.files.spi.FileMatches;
import io.backplane.files.spi.FileMatches.Match;
import io.backplane.files.spi.FileQuery;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Listing and finding. */
class SearchTest {

  private final Rig rig = new Rig();

  @AfterEach
  void close() throws Exception {
    rig.close();
  }

  private FileMatches search(String text, boolean regex, boolean caseSensitive, String glob) {
    return rig.files.search(ADMIN, "one", "", new FileQuery(text, regex, caseSensitive, glob));
  }

  private List<String> found(String text, boolean regex, boolean caseSensitive, String glob) {
    return search(text, regex, caseSensitive, glob).matches().stream()
        .map(m -> m.path() + ":" + m.line() + ":" + m.column() + "+" + m.length())
        .toList();
  }

  @Test
  void a_text_is_found_with_its_place() {
    rig.write("workspace/a.js", "const a = 1;\r\nlet Größe = a.b;\n\nA.B a.b");
    assertThat(found("a.b", false, true, ""))
        .containsExactly("workspace/a.js:2:13+3", "workspace/a.js:4:5+3");
    assertThat(found("A.B", false, false, "")).hasSize(3);
    assertThat(found("gRÖSSE", false, false, "")).isEmpty();
    assertThat(found("gRÖße", false, false, "")).containsExactly("workspace/a.js:2:5+5");
    assertThat(found("^let\\s+(\\w)", true, true, "")).containsExactly("workspace/a.js:2:1+5");
    assertThat(found("x*", true, true, "")).isEmpty();
    assertThat(search("Größe", false, true, "").matches().getFirst().text())
        .isEqualTo("let Größe = a.b;");
  }

  @Test
  void a_glob_chooses_files() {
    rig.directory("workspace/lib");
    for (String name : List.of("a.js", "a.ts", "lib/b.js", "lib/[x].js", "lib/b.json")) {
      rig.write("workspace/" + name, "x");
    }
    assertThat(found("x", false, true, "*.js")).hasSize(3);
    assertThat(found("x", false, true, "*.js, *.ts")).hasSize(4);
    assertThat(found("x", false, true, "[x].js")).hasSize(1);
    assertThat(found("x", false, true, "a.?s")).hasSize(2);
    assertThat(found("x", false, true, "workspace/*.js")).hasSize(1);
    assertThat(found("x", false, true, "workspace/**/*.js")).hasSize(3);
    assertThat(found("x", false, true, "workspace/**")).hasSize(5);
    assertThat(found("x", false, true, "lib/*")).isEmpty();
    var query = new FileQuery("x", false, true, "lib/*");
    assertThat(rig.files.search(ADMIN, "one", "workspace", query).matches()).hasSize(3);
  }

  @Test
  void what_is_no_text_and_what_are_logs_is_passed_over() throws Exception {
    rig.upload("workspace/binary", "needle\0".getBytes(StandardCharsets.UTF_8));
    rig.upload("workspace/latin", "needle ä".getBytes(StandardCharsets.ISO_8859_1));
    rig.upload(
        "workspace/large", ("needle" + " ".repeat(1 << 20)).getBytes(StandardCharsets.UTF_8));
    Files.writeString(rig.root.resolve("logs/out.log"), "needle");
    assertThat(found("needle", false, true, "")).isEmpty();
    var query = new FileQuery("needle", false, true, "");
    assertThat(rig.files.search(ADMIN, "one", "logs", query).matches()).hasSize(1);
  }

  @Test
  void what_is_near_is_found_first_and_not_without_end() {
    rig.directory("workspace/a-deep");
    rig.write("workspace/a-deep/far", "x");
    rig.write("workspace/near", "x");
    rig.write("workspace/z-many", "x".repeat(600));
    FileMatches matches = search("x", false, true, "");
    assertThat(matches.matches()).hasSize(FileLimits.MATCHES_MAX);
    assertThat(matches.truncated()).isTrue();
    assertThat(matches.matches().getFirst().path()).isEqualTo("workspace/near");
    assertThat(search("far", false, true, "").truncated()).isFalse();
  }

  @Test
  void a_long_line_is_shown_where_it_matches() {
    rig.write("workspace/min.js", "a".repeat(10_000) + "needle" + "b".repeat(10_000));
    Match match = search("needle", false, true, "").matches().getFirst();
    assertThat(match.text()).hasSize(FileLimits.EXCERPT_LENGTH_MAX).contains("needle");
    assertThat(match.column()).isEqualTo(10_001);
    assertThat(match.text().indexOf("needle")).isEqualTo(match.column() - match.textColumn());
  }

  @Test
  void an_expression_that_would_take_years_ends_in_time() throws Exception {
    try (var slow = new Rig(Duration.ofMillis(200))) {
      slow.write("workspace/a", "a".repeat(60) + "!");
      var query = new FileQuery("(a|a)*\\1b", true, true, "");
      assertThat(slow.files.search(ADMIN, "one", "", query).truncated()).isTrue();
    }
    try (var slow = new Rig(Duration.ofMillis(200))) {
      slow.write("workspace/" + "a".repeat(200), "x");
      var query = new FileQuery("x", true, true, "*a".repeat(100) + "b");
      assertThat(slow.files.search(ADMIN, "one", "", query).truncated()).isTrue();
    }
  }

  @Test
  void an_expression_that_is_none_is_told() {
    invalid("search", () -> search("(", true, true, ""));
    invalid("search", () -> search("", false, true, ""));
    invalid("search", () -> search("x".repeat(1_001), false, true, ""));
    invalid("glob", () -> search("x", false, true, "*".repeat(1_001)));
    rig.write("workspace/a", "x".repeat(1 << 20));
    invalid("search", () -> search("(x|y)*z", true, true, ""));
  }

  @Test
  void a_list_is_sorted_and_whole_or_says_that_it_is_not() throws Exception {
    rig.directory("workspace/b");
    rig.write("workspace/b/c", "12");
    rig.write("workspace/a", "x");
    assertThat(rig.list(ADMIN, "workspace", false)).containsExactly("workspace/a", "workspace/b");
    assertThat(rig.list(ADMIN, "workspace", true))
        .containsExactly("workspace/a", "workspace/b", "workspace/b/c");
    assertThat(rig.list(ADMIN, "", false))
        .containsExactly("config", "logs", "private", "shared", "workspace");
    var entry = rig.files.list(ADMIN, "one", "workspace/b", false).entries().getFirst();
    assertThat(entry.size()).isEqualTo(2);
    assertThat(entry.toMap()).containsEntry("kind", "file").containsEntry("name", "c");
    for (int i = 0; i < FileLimits.ENTRIES_MAX; i++) {
      Files.createFile(rig.workspace("b/" + i));
    }
    for (boolean recursive : new boolean[] {true, false}) {
      var listing = rig.files.list(ADMIN, "one", "workspace/b", recursive);
      assertThat(listing.entries()).hasSize(FileLimits.ENTRIES_MAX);
      assertThat(listing.truncated()).isTrue();
    }
    assertThat(search("x", false, true, "").truncated()).isTrue();
    rig.delete("workspace/b/c");
    assertThat(rig.files.list(ADMIN, "one", "workspace/b", true).truncated()).isFalse();
  }
}
