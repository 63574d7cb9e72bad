package io.backplane.plugins;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
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
import java.util.List;
import java.util.Set;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Reads every byte of a jar before anything of it is trusted: broken, hostile and oversized ones
 * end here.
 */
final class JarInspector {

  /**
   * How much a jar may be.
   *
   * @param fileBytes of the file itself
   * @param contentBytes of all its entries, unpacked
   * @param manifestBytes of its manifest
   */
  record Limits(long fileBytes, long contentBytes, int entries, int manifestBytes) {
    static final Limits DEFAULT = new Limits(64L << 20, 256L << 20, 20_000, 1 << 20);
  }

  private static final String MANIFEST = "META-INF/MANIFEST.MF";

  /** Where a multi-release bundle may import other packages than its manifest says. */
  private static final Pattern SECOND_MANIFEST =
      Pattern.compile("META-INF/versions/[^/]*/OSGI-INF/MANIFEST.MF", Pattern.CASE_INSENSITIVE);

  private final Limits limits;

  JarInspector(Limits limits) {
    this.limits = limits;
  }

  /** As {@link #look}, under the default limits. */
  static PluginJar inspect(Path jar) throws IOException {
    return new JarInspector(Limits.DEFAULT).look(jar);
  }

  /**
   * @throws RefusedException {@link Refusal.Invalid} with what is wrong with the jar
   */
  PluginJar look(Path jar) throws IOException {
    checkFile(jar);
    if (Files.size(jar) > limits.fileBytes()) {
      throw PluginJar.invalid("is larger than " + text(limits.fileBytes()));
    }
    String digest = digest(jar);
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      Set<String> names = checkEntries(zip);
      ZipTypes.check(jar, names);
      return PluginJar.of(manifest(zip).getMainAttributes(), digest, names);
    } catch (ZipException | EOFException e) {
      throw PluginJar.invalid("is broken: " + e.getMessage());
    }
  }

  /**
   * @throws RefusedException {@link Refusal.Invalid} for what is no regular file
   */
  static void checkFile(Path jar) {
    if (!Files.isRegularFile(jar, LinkOption.NOFOLLOW_LINKS)) {
      throw PluginJar.invalid(
          Files.exists(jar) ? "is not a regular file" : "does not exist: " + jar);
    }
  }

  private static String text(long bytes) {
    return bytes < 1 << 20 ? bytes + " bytes" : (bytes >> 20) + " MiB";
  }

  private Set<String> checkEntries(ZipFile zip) throws IOException {
    if (zip.size() > limits.entries()) {
      throw PluginJar.invalid("has more than " + limits.entries() + " entries");
    }
    Set<String> names = new HashSet<>();
    byte[] buffer = new byte[1 << 16];
    long content = 0;
    var entries = zip.entries();
    while (entries.hasMoreElements()) {
      ZipEntry entry = entries.nextElement();
      checkName(entry.getName(), names);
      var crc = new CRC32(); // ZipFile itself does not check it
      try (InputStream in = zip.getInputStream(entry)) {
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          content += n;
          if (content > limits.contentBytes()) {
            throw PluginJar.invalid("unpacks to more than " + text(limits.contentBytes()));
          }
          crc.update(buffer, 0, n);
        }
      }
      if (crc.getValue() != entry.getCrc()) {
        throw PluginJar.invalid("is broken: the content of '" + entry.getName() + "' is damaged");
      }
    }
    return names;
  }

  private static void checkName(String name, Set<String> names) {
    boolean leaves =
        name.startsWith("/")
            || name.contains("\\")
            || name.contains(":")
            || List.of(name.split("/")).contains("..");
    if (leaves || name.isEmpty() || name.chars().anyMatch(Character::isISOControl)) {
      throw PluginJar.invalid("has an entry that leaves its place: '" + name + "'");
    }
    if (!names.add(name)) {
      throw PluginJar.invalid("has the entry '" + name + "' twice");
    }
    if (SECOND_MANIFEST.matcher(name).matches()) {
      throw PluginJar.invalid("has a second manifest, " + name + ", which plugins may not");
    }
  }

  private Manifest manifest(ZipFile zip) throws IOException {
    ZipEntry entry = zip.getEntry(MANIFEST);
    if (entry == null) {
      throw PluginJar.invalid("has no " + MANIFEST);
    }
    try (InputStream in = zip.getInputStream(entry)) {
      byte[] bytes = in.readNBytes(limits.manifestBytes() + 1);
      if (bytes.length > limits.manifestBytes()) {
        throw PluginJar.invalid("has a manifest of more than " + text(limits.manifestBytes()));
      }
      return parsed(bytes);
    }
  }

  private static Manifest parsed(byte[] bytes) {
    try {
      return new Manifest(new ByteArrayInputStream(bytes));
    } catch (IOException | IllegalArgumentException e) {
      throw PluginJar.invalid("has a manifest that cannot be read: " + e.getMessage());
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
}
