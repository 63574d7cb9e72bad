package io.backplane.host.modules;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.host.TestService;
import io.backplane.host.TestService.Result;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code stdiolink/fs}. */
class FsTest {

  private static final String PRELUDE =
      """
      import * as fs from 'stdiolink/fs';
      import { APP_PATHS } from 'stdiolink/constants';
      const at = (name) => APP_PATHS.serviceDir + '/data/' + name;
      const tell = (call) => {
        try { console.log('no error', call()); }
        catch (e) { console.log(e.name, e instanceof InternalError, e.message.replaceAll(at(''), '')); }
      };
      """;

  @TempDir private Path folder;
  private Path data;

  @BeforeEach
  void a_folder_for_data() throws IOException {
    data = Files.createDirectory(folder.resolve("data"));
  }

  private Result run(String script) {
    return TestService.of(folder, PRELUDE + script).run();
  }

  @Test
  void text_is_written_appended_and_read() throws IOException {
    Result result =
        run(
            """
            console.log(fs.writeText(at('a.txt'), 'grüße 世界 😀\\n'));
            fs.writeText(at('a.txt'), 'more', { append: true });
            console.log(JSON.stringify(fs.readText(at('a.txt'))));
            fs.writeText(at('a.txt'), '');
            console.log(JSON.stringify(fs.readText(at('a.txt'))));
            fs.writeText(at('new.txt'), 'n', { append: true, ensureParent: false });
            fs.writeText(at('deep/er/b.txt'), 'b', { ensureParent: true });
            console.log(fs.readText(at('new.txt')), fs.readText(at('deep/er/b.txt')), fs.exists(at('a.txt')), fs.exists(at('c')));
            """);
    assertThat(result.lines())
        .containsExactly("undefined", "\"grüße 世界 😀\\nmore\"", "\"\"", "n b true false");
    assertThat(data.resolve("a.txt")).hasSize(0);
  }

  @Test
  void new_text_replaces_the_file_whole_and_keeps_what_it_is() throws IOException {
    Path file = Files.writeString(data.resolve("a"), "old");
    Path other = Files.createLink(data.resolve("other"), file);
    Path link = Files.createSymbolicLink(data.resolve("link"), Path.of("a"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));
    Path appended = Files.writeString(data.resolve("log"), "1");
    Path same = Files.createLink(data.resolve("same"), appended);
    Files.createDirectory(data.resolve("dir"));
    Result result =
        run(
            """
            fs.writeText(at('link'), 'new');
            fs.writeText(at('log'), '2', { append: true });
            fs.writeText('/dev/null', 'gone');
            tell(() => fs.writeText(at('dir'), 'x'));
            """);
    assertThat(result.lines())
        .singleElement()
        .asString()
        .startsWith("InternalError true fs.writeText: cannot open file for writing (path: dir): ");
    assertThat(file).hasContent("new");
    assertThat(other).hasContent("old");
    assertThat(link).isSymbolicLink();
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-rw-r--"));
    assertThat(same).hasContent("12");
    try (Stream<Path> left = Files.list(data)) {
      assertThat(left.map(it -> it.getFileName().toString()))
          .containsExactlyInAnyOrder("a", "other", "link", "log", "same", "dir");
    }
  }

  @Test
  void json_is_written_compact_and_read() throws IOException {
    Files.write(
        data.resolve("bom.json"), "\uFEFF{\"a\": [1, null]}".getBytes(StandardCharsets.UTF_8));
    Files.writeString(data.resolve("bad.json"), "{\"a\": }");
    Files.write(data.resolve("latin.json"), new byte[] {'"', (byte) 0xe9, '"'});
    Result result =
        run(
            """
            fs.writeJson(at('p/v.json'), { b: [1, 2.5, 'ü'], a: { c: null } }, { ensureParent: true });
            console.log(fs.readText(at('p/v.json')));
            console.log(fs.readJson(at('p/v.json')).b[2], fs.readJson(at('bom.json')));
            fs.writeJson(at('n.json'), 7);
            console.log(fs.readJson(at('n.json')) + 1);
            tell(() => fs.writeJson(at('u.json'), undefined));
            console.log(fs.exists(at('u.json')));
            tell(() => fs.readJson(at('latin.json')));
            tell(() => fs.readJson(at('none.json')));
            try { fs.readJson(at('bad.json')); }
            catch (e) { console.log(e.name, e.message.startsWith('fs.readJson: invalid JSON: '), e.message.endsWith(`(path: ${at('bad.json')})`)); }
            """);
    assertThat(result.lines())
        .containsExactly(
            "{\"b\":[1,2.5,\"ü\"],\"a\":{\"c\":null}}",
            "ü {\"a\":[1,null]}",
            "8",
            "TypeError false fs.writeJson: argument 1 must be a value that JSON has",
            "false",
            "InternalError true fs.readJson: cannot open file (path: latin.json): not valid UTF-8",
            "InternalError true fs.readJson: cannot open file (path: none.json): it does not exist",
            "InternalError true true");
  }

  @Test
  void a_directory_is_made_and_listed_in_order() throws IOException {
    Files.writeString(data.resolve(".hidden"), "");
    Files.createDirectories(data.resolve(".git/x"));
    Result result =
        run(
            """
            console.log(fs.mkdir(at('b/c')), fs.mkdir(at('b/c')));
            fs.mkdir(at('a'), { recursive: false });
            for (const name of ['z.txt', 'B.txt', 'b/y.txt', 'b/c/x.txt']) fs.writeText(at(name), '');
            const list = (options) => console.log(...fs.listDir(at(''), options));
            list();
            list({ filesOnly: true });
            list({ dirsOnly: true });
            list({ recursive: true });
            list({ recursive: true, filesOnly: true });
            list({ recursive: true, dirsOnly: true });
            console.log(Array.isArray(fs.listDir(at('a'))), fs.listDir(at('a')).length);
            tell(() => fs.mkdir(at('a'), { recursive: false }));
            tell(() => fs.mkdir(at('no/where'), { recursive: false }));
            tell(() => fs.listDir(at('none')));
            tell(() => fs.listDir(at('z.txt')));
            tell(() => fs.listDir(at(''), { filesOnly: true, dirsOnly: true }));
            """);
    assertThat(result.lines())
        .containsExactly(
            "undefined undefined",
            "B.txt a b z.txt",
            "B.txt z.txt",
            "a b",
            "B.txt a b b/c b/c/x.txt b/y.txt z.txt",
            "B.txt b/c/x.txt b/y.txt z.txt",
            "a b b/c",
            "true 0",
            "InternalError true fs.mkdir: failed to create directory (path: a): it exists",
            "InternalError true fs.mkdir: failed to create directory (path: no/where): it does not exist",
            "InternalError true fs.listDir: cannot list directory (path: none): it does not exist",
            "InternalError true fs.listDir: cannot list directory (path: z.txt): not a directory",
            "TypeError false fs.listDir: filesOnly and dirsOnly are mutually exclusive");
  }

  @Test
  void links_to_directories_are_listed_and_not_followed() throws IOException {
    Files.createDirectory(data.resolve("d"));
    Files.writeString(data.resolve("d/f"), "");
    Files.createSymbolicLink(data.resolve("d/up"), Path.of(".."));
    Files.createSymbolicLink(data.resolve("broken"), Path.of("nothing"));
    assertThat(run("console.log(...fs.listDir(at(''), { recursive: true }));").lines())
        .containsExactly("d d/f d/up");
  }

  @Test
  void attributes_are_told() throws IOException {
    Path file = Files.writeString(data.resolve("f"), "12345");
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_700_000_000_123L));
    Result result =
        run(
            """
            console.log(fs.stat(at('f')));
            const { isFile, isDir } = fs.stat(at(''));
            console.log(isFile, isDir);
            tell(() => fs.stat(at('none')));
            """);
    assertThat(result.lines())
        .containsExactly(
            "{\"isFile\":true,\"isDir\":false,\"size\":5,\"mtimeMs\":1700000000123}",
            "false true",
            "InternalError true fs.stat: cannot read attributes (path: none): it does not exist");
  }

  @Test
  void a_relative_path_starts_at_the_working_directory() {
    Path relative = Path.of("").toAbsolutePath().relativize(data.toAbsolutePath());
    Result result =
        run(
            "const dir = '"
                + relative
                + "';\n"
                + """
                fs.mkdir(dir + '/m');
                fs.writeText(dir + '/r.txt', 'r');
                console.log(fs.readText(at('r.txt')), fs.readText(dir + '/r.txt'), ...fs.listDir(dir), fs.stat(dir + '/m').isDir);
                """);
    assertThat(result.lines()).containsExactly("r r m r.txt true");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void what_is_open_is_written_to_and_not_replaced() {
    Result result =
        run(
            """
            fs.writeText('/dev/stdout', 'one ');
            fs.writeText('/proc/self/fd/1', 'two', { append: true });
            fs.writeText('/dev/stderr', 'three\\n');
            tell(() => fs.writeText('/', '', { ensureParent: true }));
            tell(() => fs.readText('/dev/zero'));
            """);
    assertThat(result.out()).isEqualTo("one two");
    assertThat(result.lines())
        .containsExactly(
            "three",
            "InternalError true fs.writeText: cannot open file for writing (path: /): Is a directory",
            "InternalError true fs.readText: cannot open file (path: /dev/zero): more than 32 MiB");
  }

  @Test
  void what_cannot_be_read_or_written_names_its_path() throws IOException {
    Files.write(data.resolve("latin"), new byte[] {'a', (byte) 0xe9});
    try (var huge = new RandomAccessFile(data.resolve("huge").toFile(), "rw")) {
      huge.setLength(FsModule.TEXT_BYTES_MAX + 1);
    }
    Result result =
        run(
            """
            tell(() => fs.readText(at('none')));
            tell(() => fs.readText(''));
            tell(() => fs.readText(at('latin')));
            tell(() => fs.readText(at('huge')));
            tell(() => fs.writeText(at('no/where'), ''));
            tell(() => fs.writeJson(at('no/where'), {}));
            tell(() => fs.writeText(at('latin/x'), '', { ensureParent: true }));
            tell(() => fs.readText('a\\0b'));
            """);
    assertThat(result.lines())
        .containsExactly(
            "InternalError true fs.readText: cannot open file (path: none): it does not exist",
            "InternalError true fs.readText: cannot open file (path: ): it does not exist",
            "InternalError true fs.readText: cannot open file (path: latin): not valid UTF-8",
            "InternalError true fs.readText: cannot open file (path: huge): larger than 256 MiB",
            "InternalError true fs.writeText: cannot open file for writing (path: no/where): it does not exist",
            "InternalError true fs.writeJson: cannot open file for writing (path: no/where): it does not exist",
            "InternalError true fs.writeText: cannot open file for writing (path: latin/x): it exists",
            "InternalError true fs.readText: cannot open file (path: a\0b): Nul character not allowed");
  }

  @Test
  void a_wrong_argument_is_a_type_error() {
    Result result =
        run(
            """
            for (const name of Object.keys(fs)) tell(() => fs[name](1, '', undefined));
            tell(() => fs.exists(''));
            tell(() => fs.writeText(at('x'), 1));
            tell(() => fs.writeText(at('x'), '', { append: 1 }));
            tell(() => fs.writeText(at('x'), '', true));
            tell(() => fs.writeJson(at('x'), {}, { ensureParent: 'yes' }));
            tell(() => fs.mkdir(at('x'), { recursive: 0 }));
            tell(() => fs.listDir(at(''), { dirsOnly: 'a' }));
            console.log(fs.exists(at('x')));
            """);
    assertThat(result.lines())
        .containsExactly(
            "TypeError false fs.exists: argument 0 must be a string",
            "TypeError false fs.listDir: options must be an object",
            "TypeError false fs.mkdir: options must be an object",
            "TypeError false fs.readJson: argument 0 must be a string",
            "TypeError false fs.readText: argument 0 must be a string",
            "TypeError false fs.stat: argument 0 must be a string",
            "TypeError false fs.writeJson: argument 0 must be a string",
            "TypeError false fs.writeText: argument 0 must be a string",
            "TypeError false fs.exists: path must not be empty",
            "TypeError false fs.writeText: argument 1 must be a string",
            "TypeError false fs.writeText: options.append must be a boolean",
            "TypeError false fs.writeText: options must be an object",
            "TypeError false fs.writeJson: options.ensureParent must be a boolean",
            "TypeError false fs.mkdir: options.recursive must be a boolean",
            "TypeError false fs.listDir: options.dirsOnly must be a boolean",
            "false");
  }
}
