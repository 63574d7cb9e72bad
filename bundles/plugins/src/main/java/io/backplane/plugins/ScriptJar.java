package io.backplane.plugins;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.plugin.PluginHeader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes a plugin's jar out of a script: a manifest and the script, no code. */
final class ScriptJar {

  /** The entry that the script becomes. */
  static final String ENTRY = "plugin.js";

  /** Bytes of a script. */
  static final int SCRIPT_MAX = 1 << 20;

  private static final String FIELD = "the script";

  /**
   * The same script makes the same jar at any time. Not the very first moment that a zip can tell:
   * with that, a second time is written, which depends on the time zone.
   */
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9._-]{0,63}");

  /** As semver.org has it. */
  private static final Pattern VERSION =
      Pattern.compile(
          "((?:0|[1-9]\\d{0,8})\\.(?:0|[1-9]\\d{0,8})\\.(?:0|[1-9]\\d{0,8}))"
              + "(?:-((?:0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*)"
              + "(?:\\.(?:0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*))*))?"
              + "(?:\\+[0-9a-zA-Z-]+(?:\\.[0-9a-zA-Z-]+)*)?");

  private ScriptJar() {}

  /**
   * Writes the jar of a script. The same input makes the same bytes.
   *
   * @param js at most {@link #SCRIPT_MAX} bytes of UTF-8
   * @param version a semantic version; what the script says of its version itself is compared when
   *     it starts
   * @param target the jar, which may exist
   * @return the target
   * @throws RefusedException {@link Refusal.Invalid} naming what cannot be taken
   */
  static Path write(Path js, String id, String version, Path target) throws IOException {
    byte[] script = script(js);
    var bytes = new ByteArrayOutputStream(script.length + 1024);
    try (var zip = new ZipOutputStream(bytes)) {
      put(zip, "META-INF/MANIFEST.MF", manifest(id, version));
      put(zip, ENTRY, script);
    }
    return Files.write(target, bytes.toByteArray());
  }

  private static byte[] script(Path js) throws IOException {
    if (!Files.isRegularFile(js)) {
      throw invalid(FIELD, js + (Files.exists(js) ? " is not a file" : " does not exist"));
    }
    byte[] content;
    try (var in = Files.newInputStream(js)) {
      content = in.readNBytes(SCRIPT_MAX + 1);
    }
    if (content.length > SCRIPT_MAX) {
      throw invalid(FIELD, js + " is larger than " + (SCRIPT_MAX >> 20) + " MiB");
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content));
    } catch (CharacterCodingException e) {
      throw invalid(FIELD, js + " is not text in UTF-8");
    }
    return content;
  }

  private static byte[] manifest(String id, String version) throws IOException {
    if (!ID.matcher(id).matches()) {
      throw invalid("id", "'" + id + "' is not 1 to 64 lower-case letters, digits, '.', '_', '-'");
    }
    var manifest = new Manifest();
    Attributes headers = manifest.getMainAttributes();
    headers.putValue("Manifest-Version", "1.0");
    headers.putValue("Bundle-ManifestVersion", "2");
    headers.putValue("Bundle-SymbolicName", "script." + id);
    headers.putValue("Bundle-Version", bundleVersion(version));
    headers.putValue(PluginHeader.NAME, id + ";api=\"[1.0,2)\";version=\"" + version + "\"");
    headers.putValue(PluginHeader.SCRIPT, ENTRY);
    var text = new ByteArrayOutputStream();
    manifest.write(text);
    return text.toByteArray();
  }

  /** A qualifier has no dots: {@code 1.0.0-rc.1} is {@code 1.0.0.rc-1}. */
  private static String bundleVersion(String version) {
    Matcher match = VERSION.matcher(version);
    if (!match.matches()) {
      throw invalid("version", "'" + version + "' is not a semantic version such as 1.2.0-rc.1");
    }
    String preRelease = match.group(2);
    return preRelease == null
        ? match.group(1)
        : match.group(1) + "." + preRelease.replace('.', '-');
  }

  /** As it is: what compresses may do so otherwise in another JDK. */
  private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
    var entry = new ZipEntry(name);
    var crc = new CRC32();
    crc.update(content);
    entry.setTimeLocal(TIME);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }

  private static RefusedException invalid(String field, String reason) {
    return new RefusedException(new Refusal.Invalid(field, reason));
  }
}
