package io.backplane.plugins.ui;

import io.backplane.api.call.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The console module in a jar: all files of the folder its manifest lies in.
 *
 * @param folder with a slash at its end, or empty
 * @param digest over the names and contents of all files
 */
record UiArchive(String folder, UiManifest manifest, SortedSet<String> files, String digest) {

  /**
   * Reads it whole.
   *
   * @param plugin whose it has to be
   * @param entry of the manifest
   * @throws RefusedException what is wrong with it
   */
  static UiArchive read(Path jar, String plugin, String entry) throws IOException {
    String folder = entry.substring(0, entry.lastIndexOf('/') + 1);
    try (var zip = new ZipFile(jar.toFile())) {
      var files = new TreeSet<String>();
      zip.stream()
          .filter(it -> !it.isDirectory() && it.getName().startsWith(folder))
          .forEach(it -> files.add(it.getName().substring(folder.length())));
      byte[] manifest = bytes(zip, entry).orElseThrow();
      return new UiArchive(
          folder, UiManifest.read(manifest, plugin, files), files, digest(zip, folder, files));
    }
  }

  /** A file of the module; empty for none. */
  Optional<byte[]> file(Path jar, String name) throws IOException {
    if (!files.contains(name)) {
      return Optional.empty();
    }
    try (var zip = new ZipFile(jar.toFile())) {
      return bytes(zip, folder + name);
    }
  }

  private static Optional<byte[]> bytes(ZipFile zip, String name) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      return Optional.empty();
    }
    try (InputStream in = zip.getInputStream(entry)) {
      return Optional.of(in.readAllBytes());
    }
  }

  /** Lengths go in, so that no two sets of files run into the same bytes. */
  private static String digest(ZipFile zip, String folder, SortedSet<String> files)
      throws IOException {
    MessageDigest sha = sha256();
    for (String name : files) {
      byte[] called = name.getBytes(StandardCharsets.UTF_8);
      byte[] content = bytes(zip, folder + name).orElseThrow();
      sha.update(ByteBuffer.allocate(8).putInt(called.length).putInt(content.length).flip());
      sha.update(called);
      sha.update(content);
    }
    return HexFormat.of().formatHex(sha.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
