package io.backplane.units;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The central directory of a zip, read for what {@link java.util.zip} does not tell: the Unix mode,
 * and with it links and devices. APPNOTE.TXT 6.3.10, sections 4.3.12, 4.3.16 and 4.4.15.
 */
final class ZipIndex {

  private static final int END_BYTES = 22;
  private static final int COMMENT_MAX = 0xFFFF;
  private static final int END_SIGNATURE = 0x06054b50;
  private static final int ENTRY_SIGNATURE = 0x02014b50;
  private static final int ENTRY_BYTES = 46;
  private static final int INDEX_BYTES_MAX = 16 << 20;
  private static final int UNIX = 3;

  private static final int TYPE = 0xF000;
  private static final int REGULAR = 0x8000;
  private static final int DIRECTORY = 0x4000;

  private ZipIndex() {}

  /**
   * @param mode Unix mode with the type; 0 where the packer knew none
   */
  record Entry(String name, int mode) {

    boolean directory() {
      return name.endsWith("/");
    }

    boolean plain() {
      int type = mode & TYPE;
      return type == 0 || type == (directory() ? DIRECTORY : REGULAR);
    }

    boolean executable() {
      return (mode & 0100) != 0;
    }
  }

  /**
   * @throws RefusedException {@link Refusal.Invalid} for what is no zip, or one in a form that
   *     packages have no use for
   */
  static List<Entry> read(Path zip) throws IOException {
    try (var file = new RandomAccessFile(zip.toFile(), "r")) {
      ByteBuffer end = end(file);
      int count = Short.toUnsignedInt(end.getShort(10));
      long size = Integer.toUnsignedLong(end.getInt(12));
      long offset = Integer.toUnsignedLong(end.getInt(16));
      if (count == 0xFFFF || size > INDEX_BYTES_MAX || offset + size > file.length()) {
        throw invalid("has an index that is too large or damaged");
      }
      byte[] index = new byte[(int) size];
      file.seek(offset);
      file.readFully(index);
      return entries(ByteBuffer.wrap(index).order(ByteOrder.LITTLE_ENDIAN), count);
    }
  }

  private static ByteBuffer end(RandomAccessFile file) throws IOException {
    int length = (int) Math.min(file.length(), END_BYTES + COMMENT_MAX);
    byte[] tail = new byte[length];
    file.seek(file.length() - length);
    file.readFully(tail);
    ByteBuffer buffer = ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = length - END_BYTES; at >= 0; at--) {
      boolean reachesEnd =
          buffer.getInt(at) == END_SIGNATURE
              && at + END_BYTES + Short.toUnsignedInt(buffer.getShort(at + 20)) == length;
      if (reachesEnd) {
        return buffer.slice(at, END_BYTES).order(ByteOrder.LITTLE_ENDIAN);
      }
    }
    throw invalid("is no zip file");
  }

  private static List<Entry> entries(ByteBuffer index, int count) {
    var entries = new ArrayList<Entry>(count);
    for (int i = 0; i < count; i++) {
      int at = index.position();
      if (index.remaining() < ENTRY_BYTES || index.getInt(at) != ENTRY_SIGNATURE) {
        throw invalid("has a damaged index");
      }
      int nameBytes = Short.toUnsignedInt(index.getShort(at + 28));
      int extraBytes = Short.toUnsignedInt(index.getShort(at + 30));
      int commentBytes = Short.toUnsignedInt(index.getShort(at + 32));
      int whole = ENTRY_BYTES + nameBytes + extraBytes + commentBytes;
      if (index.remaining() < whole) {
        throw invalid("has a damaged index");
      }
      byte[] name = new byte[nameBytes];
      index.get(at + ENTRY_BYTES, name);
      int madeBy = Byte.toUnsignedInt(index.get(at + 5));
      int mode = madeBy == UNIX ? index.getInt(at + 38) >>> 16 : 0;
      entries.add(new Entry(new String(name, StandardCharsets.UTF_8), mode));
      index.position(at + whole);
    }
    return entries;
  }

  private static RefusedException invalid(String reason) {
    return new RefusedException(new Refusal.Invalid("the zip", reason));
  }
}
