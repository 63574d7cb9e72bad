package io.backplane.files;

import io.backplane.files.spi.FileLimits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** Entity tags: of a file that may be a text by its content, of a larger one by what it is. */
final class Etags {

  private static final int BYTES = 16;

  private Etags() {}

  static String of(byte[] bytes) {
    MessageDigest digest = digest();
    digest.update(bytes);
    return of(digest);
  }

  /** Size, time and inode: hashing gigabytes to tell a version would be too much. */
  static String of(BasicFileAttributes large) {
    String facts =
        large.fileKey() + " " + large.lastModifiedTime().toInstant() + " " + large.size();
    return of(facts.getBytes(StandardCharsets.UTF_8));
  }

  static String of(Folder folder, Path name, BasicFileAttributes found) throws IOException {
    Optional<byte[]> small = small(folder, name, found);
    return small.isPresent() ? of(small.get()) : of(found);
  }

  /** The content of a file that is no larger than a text may be. */
  static Optional<byte[]> small(Folder folder, Path name, BasicFileAttributes found)
      throws IOException {
    if (found.size() > FileLimits.TEXT_BYTES_MAX) {
      return Optional.empty();
    }
    try (FileChannel file = folder.read(name)) {
      var bytes =
          ByteBuffer.allocate((int) Math.min(found.size() + 1, FileLimits.TEXT_BYTES_MAX + 1));
      while (bytes.hasRemaining() && file.read(bytes) >= 0) {
        if (!bytes.hasRemaining() && bytes.capacity() <= FileLimits.TEXT_BYTES_MAX) {
          bytes = grown(bytes); // it has become longer meanwhile
        }
      }
      return bytes.position() > FileLimits.TEXT_BYTES_MAX
          ? Optional.empty()
          : Optional.of(Arrays.copyOf(bytes.array(), bytes.position()));
    }
  }

  private static ByteBuffer grown(ByteBuffer bytes) {
    return ByteBuffer.allocate(FileLimits.TEXT_BYTES_MAX + 1).put(bytes.flip());
  }

  static String of(MessageDigest content) {
    return HexFormat.of().formatHex(content.digest(), 0, BYTES);
  }

  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }
}
