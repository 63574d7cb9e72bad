package io.backplane.plugins;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes jars. */
final class Jars {

  private final Map<String, String> headers = new LinkedHashMap<>();
  private final Map<String, byte[]> entries = new LinkedHashMap<>();
  private boolean manifest = true;
  private boolean stored;

  /** A plugin without code. */
  static Jars plugin(String id, String version) {
    return new Jars()
        .header("Manifest-Version", "1.0")
        .header("Bundle-ManifestVersion", "2")
        .header("Bundle-SymbolicName", "test." + id)
        .header("Bundle-Version", version)
        .header("Backplane-Plugin", id + ";api=\"[1.0,2)\"");
  }

  /** Null removes it. */
  Jars header(String name, String value) {
    if (value == null) {
      headers.remove(name);
    } else {
      headers.put(name, value);
    }
    return this;
  }

  Jars entry(String name, byte[] content) {
    entries.put(name, content);
    return this;
  }

  Jars entry(String name, String content) {
    return entry(name, content.getBytes(StandardCharsets.UTF_8));
  }

  Jars withoutManifest() {
    manifest = false;
    return this;
  }

  /** Entries as they are, so that a test can find their bytes in the file. */
  Jars stored() {
    stored = true;
    return this;
  }

  Attributes attributes() {
    var attributes = new Attributes();
    headers.forEach(attributes::putValue);
    return attributes;
  }

  /** The names of its entries but for the manifest. */
  Set<String> names() {
    return entries.keySet();
  }

  byte[] bytes() {
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(out)) {
      if (manifest) {
        var text = new ByteArrayOutputStream();
        var written = new Manifest();
        headers.forEach(written.getMainAttributes()::putValue);
        written.write(text);
        put(zip, "META-INF/MANIFEST.MF", text.toByteArray());
      }
      for (var entry : entries.entrySet()) {
        put(zip, entry.getKey(), entry.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
    var entry = new ZipEntry(name);
    entry.setTime(0);
    if (stored) {
      var crc = new CRC32();
      crc.update(content);
      entry.setMethod(ZipEntry.STORED);
      entry.setSize(content.length);
      entry.setCrc(crc.getValue());
    }
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }

  Path write(Path file) {
    return write(file, bytes());
  }

  static Path write(Path file, byte[] bytes) {
    try {
      return Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
