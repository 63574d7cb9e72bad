package io.backplane.units;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What the files of a package are, in one number. */
final class ContentDigest {

  private ContentDigest() {}

  /**
   * SHA-256 over each file, sorted by relative path: length of the path, path, whether it can be
   * run, length, content. The lengths keep one set of files from reading like another.
   */
  static String of(Path directory) throws IOException {
    return of(directory, List.of(directory));
  }

  /**
   * As {@link #of(Path)}, over a part of a directory.
   *
   * @param entries files and directories of it
   */
  static String of(Path directory, List<Path> entries) throws IOException {
    MessageDigest digest = sha256();
    byte[] buffer = new byte[1 << 16];
    for (Path file : files(directory, entries)) {
      Path there = directory.resolve(file);
      byte[] name = file.toString().getBytes(StandardCharsets.UTF_8);
      digest.update(ByteBuffer.allocate(4).putInt(name.length).flip());
      digest.update(name);
      digest.update((byte) (Files.isExecutable(there) ? 1 : 0));
      digest.update(ByteBuffer.allocate(8).putLong(Files.size(there)).flip());
      try (InputStream in = Files.newInputStream(there)) {
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          digest.update(buffer, 0, n);
        }
      }
    }
    return "sha256:" + HexFormat.of().formatHex(digest.digest());
  }

  private static List<Path> files(Path directory, List<Path> entries) throws IOException {
    var files = new TreeSet<Path>();
    for (Path entry : entries) {
      try (Stream<Path> walk = Files.walk(entry)) {
        walk.filter(Files::isRegularFile).map(directory::relativize).forEach(files::add);
      }
    }
    return List.copyOf(files);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
