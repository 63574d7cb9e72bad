package io.backplane.plugins;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * Reads the central directory of a zip for what {@link java.util.zip} does not tell: what kind of
 * file an entry was. APPNOTE.TXT 6.3.10, sections 4.3.12, 4.3.16 and 4.4.15.
 */
final class ZipTypes {

  private static final int END_BYTES = 22;
  private static final int COMMENT_MAX = 0xFFFF;
  private static final int END_SIGNATURE = 0x06054b50;
  private static final int ENTRY_SIGNATURE = 0x02014b50;
  private static final int ENTRY_BYTES = 46;
  private static final int INDEX_BYTES_MAX = 16 << 20;

  private static final int TYPE = 0xF000;
  private static final int REGULAR = 0x8000;
  private static final int DIRECTORY = 0x4000;
  private static final int LINK = 0xA000;

  private ZipTypes() {}

  /**
   * Refuses links and devices, whatever system the packer says it ran on.
   *
   * @param names as {@link java.util.zip} reads them; a zip that says others here is two in one
   * @throws RefusedException {@link Refusal.Invalid} naming the entry
   */
  static void check(Path zip, Set<String> names) throws IOException {
    ByteBuffer index = index(zip);
    var found = new HashSet<String>();
    while (index.hasRemaining()) {
      found.add(entry(index));
    }
    if (!found.equals(names)) {
      throw broken();
    }
  }

  /** Stands right before the end, which is the last there is: no reader finds another. */
  private static ByteBuffer index(Path zip) throws IOException {
    try (var file = new RandomAccessFile(zip.toFile(), "r")) {
      int length = (int) Math.min(file.length(), END_BYTES + COMMENT_MAX);
      long from = file.length() - length;
      ByteBuffer tail = read(file, from, length);
      int end = length - END_BYTES;
      while (end >= 0 && tail.getInt(end) != END_SIGNATURE) {
        end--;
      }
      if (end < 0 || end + END_BYTES + Short.toUnsignedInt(tail.getShort(end + 20)) != length) {
        throw broken();
      }
      long size = Integer.toUnsignedLong(tail.getInt(end + 12));
      long start = Integer.toUnsignedLong(tail.getInt(end + 16));
      if (size > INDEX_BYTES_MAX || start + size != from + end) {
        throw broken();
      }
      return read(file, start, (int) size);
    }
  }

  private static ByteBuffer read(RandomAccessFile file, long from, int length) throws IOException {
    byte[] bytes = new byte[length];
    file.seek(from);
    file.readFully(bytes);
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static String entry(ByteBuffer index) {
    int at = index.position();
    if (index.remaining() < ENTRY_BYTES || index.getInt(at) != ENTRY_SIGNATURE) {
      throw broken();
    }
    int nameBytes = Short.toUnsignedInt(index.getShort(at + 28));
    int extraBytes = Short.toUnsignedInt(index.getShort(at + 30));
    int commentBytes = Short.toUnsignedInt(index.getShort(at + 32));
    int whole = ENTRY_BYTES + nameBytes + extraBytes + commentBytes;
    if (index.remaining() < whole) {
      throw broken();
    }
    String name =
        StandardCharsets.UTF_8.decode(index.slice(at + ENTRY_BYTES, nameBytes)).toString();
    int type = index.getInt(at + 38) >>> 16 & TYPE;
    if (type != 0 && type != (name.endsWith("/") ? DIRECTORY : REGULAR)) {
      throw PluginJar.invalid(
          "has an entry that is %s: '%s'"
              .formatted(type == LINK ? "a link" : "no plain file", name));
    }
    index.position(at + whole);
    return name;
  }

  private static RefusedException broken() {
    return PluginJar.invalid("is broken: its index can be read in two ways, or in none");
  }
}
