package io.backplane.plugins;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Reads every byte of a jar before anything of it is trusted: broken, hostile and oversized ones
 * end here.
 */
final class JarInspector {

  static final long FILE_BYTES_MAX = 64L << 20;
  static final long CONTENT_BYTES_MAX = 256L << 20;
  static final int ENTRIES_MAX = 20_000;

  private static final int MANIFEST_BYTES_MAX = 1 << 20;
  private static final String MANIFEST = "META-INF/MANIFEST.MF";

  private JarInspector() {}

  /**
   * @throws RefusedException {@link Refusal.Invalid} with what is wrong with the jar
   */
  static PluginJar inspect(Path jar) throws IOException {
    if (!Files.isRegularFile(jar, LinkOption.NOFOLLOW_LINKS)) {
      throw invalid(Files.exists(jar) ? "is not a regular file" : "does not exist: " + jar);
    }
    if (Files.size(jar) > FILE_BYTES_MAX) {
      throw invalid("is larger than " + (FILE_BYTES_MAX >> 20) + " MiB");
    }
    String digest = digest(jar);
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      checkEntries(zip);
      return PluginJar.of(manifest(zip).getMainAttributes(), digest);
    } catch (java.util.zip.ZipException | java.io.EOFException e) {
      throw invalid("is broken: " + e.getMessage());
    }
  }

  private static void checkEntries(ZipFile zip) throws IOException {
    if (zip.size() > ENTRIES_MAX) {
      throw invalid("has more than " + ENTRIES_MAX + " entries");
    }
    Set<String> names = new HashSet<>();
    byte[] buffer = new byte[1 << 16];
    long content = 0;
    var entries = zip.entries();
    while (entries.hasMoreElements()) {
      ZipEntry entry = entries.nextElement();
      checkName(entry.getName(), names);
      try (InputStream in = zip.getInputStream(entry)) {
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          content += n;
          if (content > CONTENT_BYTES_MAX) {
            throw invalid("unpacks to more than " + (CONTENT_BYTES_MAX >> 20) + " MiB");
          }
        }
      }
    }
  }

  private static void checkName(String name, Set<String> names) {
    boolean leaves =
        name.startsWith("/")
            || name.contains("\\")
            || name.contains(":")
            || Set.of(name.split("/")).contains("..");
    if (leaves || name.isEmpty()) {
      throw invalid("has an entry that leaves its place: '" + name + "'");
    }
    if (!names.add(name)) {
      throw invalid("has the entry '" + name + "' twice");
    }
  }

  private static Manifest manifest(ZipFile zip) throws IOException {
    ZipEntry entry = zip.getEntry(MANIFEST);
    if (entry == null) {
      throw invalid("has no " + MANIFEST);
    }
    try (InputStream in = zip.getInputStream(entry)) {
      byte[] bytes = in.readNBytes(MANIFEST_BYTES_MAX);
      return new Manifest(new java.io.ByteArrayInputStream(bytes));
    }
  }

  static String digest(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      new DigestInputStream(in, sha).transferTo(java.io.OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static RefusedException invalid(String reason) {
    return new RefusedException(new Refusal.Invalid("the jar", reason));
  }
}
