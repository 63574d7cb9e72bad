package io.backplane.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JarInspectorTest {

  private static final JarInspector.Limits SMALL =
      new JarInspector.Limits(100_000, 200_000, 50, 5_000);

  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void name() {
    file = directory.resolve("x.jar");
  }

  private static void refused(Path jar, String reason) {
    assertThatThrownBy(() -> new JarInspector(SMALL).look(jar))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> {
              assertThat(e.refusal()).isInstanceOf(Refusal.Invalid.class);
              assertThat(e.getMessage()).contains(reason);
            });
  }

  private static byte[] noise(int size) {
    byte[] bytes = new byte[size];
    new Random(1).nextBytes(bytes);
    return bytes;
  }

  /** The bytes with one text replaced by another of the same length, everywhere. */
  private static byte[] replaced(byte[] bytes, String from, String to) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    assertThat(text).contains(from);
    return text.replace(from, to).getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void a_whole_jar_is_what_it_says_with_the_digest_of_its_bytes() throws Exception {
    byte[] bytes = Jars.plugin("greeter", "1.0.0").entry("a/b.txt", "hello").bytes();
    Jars.write(file, bytes);

    PluginJar jar = JarInspector.inspect(file);
    assertThat(jar.id()).isEqualTo("greeter");
    assertThat(jar.digest())
        .isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
  }

  @Test
  void a_truncated_jar_is_broken_wherever_it_ends() {
    byte[] whole = Jars.plugin("greeter", "1.0.0").entry("noise", noise(2_000)).stored().bytes();

    for (int length = 0; length < whole.length; length += 97) {
      refused(Jars.write(file, Arrays.copyOf(whole, length)), "is broken: ");
    }
  }

  @Test
  void what_is_no_zip_is_broken() {
    refused(Jars.write(file, "not a zip".getBytes(StandardCharsets.UTF_8)), "is broken: ");
    refused(Jars.write(file, new byte[0]), "is broken: ");
    refused(Jars.write(file, noise(5_000)), "is broken: ");
  }

  @Test
  void a_changed_byte_in_an_entry_is_found_packed_or_not() {
    byte[] stored = Jars.plugin("greeter", "1.0.0").entry("t", "precious").stored().bytes();
    refused(
        Jars.write(file, replaced(stored, "precious", "Precious")),
        "the content of 't' is damaged");

    byte[] packed = Jars.plugin("greeter", "1.0.0").entry("n", noise(3_000)).bytes();
    packed[packed.length - 1_500] ^= 1;
    refused(Jars.write(file, packed), "is broken: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../evil",
        "a/../../evil",
        "a/..",
        "..",
        "/etc/passwd",
        "a\\b",
        "..\\evil",
        "C:/evil",
        "a:b",
        "a\nb",
        "a\u0000b"
      })
  void a_name_that_leaves_its_place_is_refused(String name) {
    Jars.plugin("greeter", "1.0.0").entry(name, "x").write(file);

    refused(file, "has an entry that leaves its place");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a..b", "...", "a/...", ".hidden", "a b", "ключ", "com/acme/com/x"})
  void a_name_that_only_looks_odd_is_fine(String name) throws IOException {
    Jars.plugin("greeter", "1.0.0").entry(name, "x").write(file);

    assertThat(JarInspector.inspect(file)).isNotNull();
  }

  @Test
  void an_entry_twice_is_refused() {
    byte[] bytes = Jars.plugin("greeter", "1.0.0").entry("twin1", "a").entry("twin2", "b").bytes();

    refused(Jars.write(file, replaced(bytes, "twin2", "twin1")), "has the entry 'twin1' twice");
  }

  @Test
  void a_second_manifest_that_could_import_more_is_refused() {
    Jars.plugin("greeter", "1.0.0")
        .header("Multi-Release", "true")
        .entry("META-INF/versions/9/OSGI-INF/MANIFEST.MF", "Import-Package: io.backplane.store.spi")
        .write(file);

    refused(file, "has a second manifest");
  }

  @Test
  void a_jar_that_unpacks_to_too_much_is_refused_before_it_is_unpacked() {
    Jars.plugin("bomb", "1.0.0").entry("zeros", new byte[50_000_000]).write(file);

    refused(file, "unpacks to more than 200000 bytes");
  }

  @Test
  void many_entries_together_are_too_much_as_one_is() {
    Jars jar = Jars.plugin("bomb", "1.0.0");
    for (int i = 0; i < 30; i++) {
      jar.entry("zeros" + i, new byte[10_000]);
    }
    refused(jar.write(file), "unpacks to more than 200000 bytes");
  }

  @Test
  void too_many_entries_are_refused() {
    Jars jar = Jars.plugin("crowd", "1.0.0");
    for (int i = 0; i < 49; i++) {
      jar.entry("e" + i, "");
    }
    jar.write(file);
    assertThat(admitted()).isEqualTo("crowd");
    jar.entry("one more", "").write(file);

    refused(file, "has more than 50 entries");
  }

  private String admitted() {
    try {
      return new JarInspector(SMALL).look(file).id();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void a_file_that_is_too_large_is_not_even_opened() {
    refused(Jars.write(file, new byte[100_001]), "is larger than 100000 bytes");
  }

  @Test
  void without_a_manifest_it_is_refused() {
    Jars.plugin("x", "1").withoutManifest().entry("a", "x").write(file);

    refused(file, "has no META-INF/MANIFEST.MF");
  }

  @Test
  void a_manifest_beyond_its_limit_is_refused_not_cut() {
    Jars jar = Jars.plugin("greeter", "1.0.0");
    for (int i = 0; i < 200; i++) {
      jar.header("X-Filler-" + i, "some text to fill it up");
    }
    jar.header("Import-Package", "io.backplane.store.spi").write(file);

    refused(file, "has a manifest of more than 5000 bytes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no colon\n",
        "Manifest-Version: 1.0\nBad Name: x\n",
        ": x\n",
        " continued\n",
        "Manifest-Version: 1.0\nA:x\n"
      })
  void a_manifest_that_cannot_be_read_is_refused(String text) {
    Jars.plugin("x", "1").withoutManifest().entry("META-INF/MANIFEST.MF", text).write(file);

    refused(file, "has a manifest that cannot be read");
  }

  @Test
  void a_link_a_directory_and_nothing_are_no_jars() throws Exception {
    Path real = Jars.plugin("greeter", "1.0.0").write(directory.resolve("real.jar"));

    refused(Files.createSymbolicLink(directory.resolve("link.jar"), real), "is not a regular file");
    refused(Files.createDirectory(directory.resolve("dir.jar")), "is not a regular file");
    refused(directory.resolve("none.jar"), "does not exist");
    refused(
        Files.createSymbolicLink(directory.resolve("dangling.jar"), directory.resolve("gone")),
        "does not exist");
  }

  @Test
  void bytes_that_are_no_text_in_a_name_are_refused() {
    byte[] bytes = Jars.plugin("greeter", "1.0.0").entry("é", "x").bytes();

    refused(Jars.write(file, replaced(bytes, "\u00c3\u00a9", "\u00c3\u00c3")), "is broken: ");
  }

  /** Where an entry stands in the central directory. */
  private static int index(byte[] zip, String name) {
    int at = new String(zip, StandardCharsets.ISO_8859_1).lastIndexOf(name);
    assertThat(Arrays.copyOfRange(zip, at - 46, at - 42)).isEqualTo(new byte[] {'P', 'K', 1, 2});
    return at - 46;
  }

  private byte[] withMode(String name, int madeBy, int mode) {
    byte[] zip = Jars.plugin("greeter", "1.0.0").entry(name, "target").bytes();
    int at = index(zip, name);
    zip[at + 5] = (byte) madeBy;
    zip[at + 40] = (byte) mode;
    zip[at + 41] = (byte) (mode >>> 8);
    return zip;
  }

  @ParameterizedTest
  @CsvSource({
    "link, 3, 120777, a link",
    "link, 0, 120777, a link",
    "link/, 3, 120777, a link",
    "pipe, 3, 010644, no plain file",
    "disk, 3, 060644, no plain file",
    "port, 3, 140644, no plain file",
    "dir, 3, 040755, no plain file",
    "file/, 3, 100644, no plain file",
  })
  void what_is_no_plain_file_or_directory_is_refused(
      String name, int madeBy, String mode, String kind) {
    byte[] zip = withMode(name, madeBy, Integer.parseInt(mode, 8));

    refused(Jars.write(file, zip), "has an entry that is " + kind + ": '" + name + "'");
  }

  @ParameterizedTest
  @CsvSource({"file, 100755", "dir/, 040755", "unknown, 0", "unknown/, 000755"})
  void plain_files_and_directories_may_have_modes(String name, String mode) throws IOException {
    Jars.write(file, withMode(name, 3, Integer.parseInt(mode, 8)));

    assertThat(JarInspector.inspect(file).id()).isEqualTo("greeter");
  }

  @Test
  void two_zips_in_one_file_are_refused() {
    byte[] hidden = withMode("link", 3, 0120777);
    byte[] shown = Jars.plugin("greeter", "1.0.0").entry("link", "target").bytes();
    byte[] both = Arrays.copyOf(hidden, hidden.length + shown.length);
    System.arraycopy(shown, 0, both, hidden.length, shown.length);
    refused(Jars.write(file, both), "is broken: ");

    byte[] padded = Arrays.copyOf(shown, shown.length + 100);
    refused(Jars.write(file, padded), "is broken: ");
  }
}
