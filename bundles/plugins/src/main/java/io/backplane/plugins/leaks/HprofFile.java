package io.backplane.plugins.leaks;

import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A heap dump in the JVM's own format (HPROF 1.0.2, big endian), read where it lies: the file is
 * mapped, nothing of it is kept on the heap. For one thread.
 */
final class HprofFile implements AutoCloseable {

  static final int CLASS_DUMP = 0x20;
  static final int INSTANCE = 0x21;
  static final int OBJECT_ARRAY = 0x22;
  static final int PRIMITIVE_ARRAY = 0x23;

  static final int ROOT_JNI_GLOBAL = 0x01;
  static final int ROOT_JNI_LOCAL = 0x02;
  static final int ROOT_FRAME = 0x03;
  static final int ROOT_NATIVE_STACK = 0x04;
  static final int ROOT_CLASS = 0x05;
  static final int ROOT_THREAD_BLOCK = 0x06;
  static final int ROOT_MONITOR = 0x07;
  static final int ROOT_THREAD = 0x08;
  static final int ROOT_UNKNOWN = 0xff;

  /** The type of a field or an element that refers to an object. */
  static final int OBJECT = 2;

  private static final String HEADER = "JAVA PROFILE 1.0.2\0";

  private static final int CHUNK_BITS = 30;
  private static final long CHUNK = 1L << CHUNK_BITS;

  private final Arena arena = Arena.ofConfined();
  private final ByteBuffer[] chunks;
  private final long bytes;
  private int idBytes;
  private long firstRecord;

  private HprofFile(FileChannel channel) throws IOException {
    bytes = channel.size();
    chunks = new ByteBuffer[Math.toIntExact((bytes + CHUNK - 1) >> CHUNK_BITS)];
    for (int i = 0; i < chunks.length; i++) {
      long from = i * CHUNK;
      long length = Math.min(CHUNK + Long.BYTES, bytes - from); // the next chunk's first is in both
      chunks[i] = channel.map(MapMode.READ_ONLY, from, length, arena).asByteBuffer();
    }
  }

  private void readHeader() throws IOException {
    if (bytes < HEADER.length() || !utf8(0, HEADER.length()).equals(HEADER)) {
      throw new IOException("not a heap dump of the format 1.0.2");
    }
    idBytes = i4(HEADER.length());
    firstRecord = HEADER.length() + 4 + 8; // the size of ids, the time
  }

  /**
   * @throws IOException it cannot be read, or is no heap dump
   */
  static HprofFile open(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      var opened = new HprofFile(channel);
      try {
        opened.readHeader();
        return opened;
      } catch (IOException e) {
        opened.close();
        throw e;
      }
    }
  }

  /** What {@link #records} finds. */
  interface Records {
    default void text(long id, long at, int length) {}

    default void loadedClass(int serial, long id, long nameId) {}

    /** One line of a stack trace. */
    default void frame(long id, long methodId, int classSerial) {}

    /**
     * @param at of the first of its frames' ids
     */
    default void trace(int serial, long at, int frames) {}

    default void root(Root root) {}

    /**
     * @param tag {@link #CLASS_DUMP}, {@link #INSTANCE}, {@link #OBJECT_ARRAY} or {@link
     *     #PRIMITIVE_ARRAY}
     * @param at of the tag
     */
    default void object(int tag, long id, long at) {}
  }

  /**
   * What the collector begins with.
   *
   * @param serial of the thread, for what belongs to one; else 0
   * @param detail for a thread the serial of its stack trace; for a local the depth of its frame,
   *     -1 for none
   */
  record Root(int kind, long id, int serial, int detail) {}

  /** Reads the file from its beginning to its end. */
  void records(Records to) throws IOException {
    long at = firstRecord;
    while (at < bytes) {
      int tag = u1(at);
      long body = at + 9;
      long length = u4(at + 5);
      if (body + length > bytes) {
        throw new EOFException("the heap dump ends in the middle of a record");
      }
      switch (tag) {
        case 0x01 -> to.text(id(body), body + idBytes, (int) length - idBytes);
        case 0x02 -> to.loadedClass(i4(body), id(body + 4), id(body + 8 + idBytes));
        case 0x04 -> to.frame(id(body), id(body + idBytes), i4(body + 4L * idBytes));
        case 0x05 -> to.trace(i4(body), body + 12, i4(body + 8));
        case 0x0c, 0x1c -> heap(body, body + length, to);
        default -> {} // sizes, times and flags
      }
      at = body + length;
    }
  }

  private void heap(long from, long to, Records into) throws IOException {
    long at = from;
    while (at < to) {
      int tag = u1(at);
      long id = id(at + 1);
      long body = at + 1 + idBytes;
      switch (tag) {
        case CLASS_DUMP, INSTANCE, OBJECT_ARRAY, PRIMITIVE_ARRAY -> {
          into.object(tag, id, at);
          at = end(tag, body);
        }
        case ROOT_UNKNOWN, ROOT_CLASS, ROOT_MONITOR -> {
          into.root(new Root(tag, id, 0, -1));
          at = body;
        }
        case ROOT_JNI_GLOBAL -> {
          into.root(new Root(tag, id, 0, -1));
          at = body + idBytes;
        }
        case ROOT_NATIVE_STACK, ROOT_THREAD_BLOCK -> {
          into.root(new Root(tag, id, i4(body), -1));
          at = body + 4;
        }
        case ROOT_JNI_LOCAL, ROOT_FRAME, ROOT_THREAD -> {
          into.root(new Root(tag, id, i4(body), i4(body + 4)));
          at = body + 8;
        }
        default -> throw new IOException("the heap dump has a record of unknown kind " + tag);
      }
    }
  }

  private long end(int tag, long body) {
    return switch (tag) {
      case INSTANCE -> body + 8 + idBytes + u4(body + 4 + idBytes);
      case OBJECT_ARRAY -> body + 8 + idBytes + u4(body + 4) * idBytes;
      case PRIMITIVE_ARRAY -> body + 9 + u4(body + 4) * typeBytes(u1(body + 8));
      default -> classEnd(body);
    };
  }

  private long classEnd(long body) {
    long fields = statics(body - 1 - idBytes, (name, type, at) -> {});
    return fields + 2 + u2(fields) * (idBytes + 1L);
  }

  /** Takes a static field; its value is at the place given. */
  interface Statics {
    void field(long nameId, int type, long at);
  }

  /**
   * Goes through the static fields of a class.
   *
   * @param classAt of the tag
   * @return where the fields of its instances are declared
   */
  long statics(long classAt, Statics to) {
    long at = classAt + 1 + idBytes + 8 + 6L * idBytes;
    int constants = u2(at);
    at += 2;
    for (int i = 0; i < constants; i++) {
      at += 3 + typeBytes(u1(at + 2));
    }
    int count = u2(at);
    at += 2;
    for (int i = 0; i < count; i++) {
      int type = u1(at + idBytes);
      to.field(id(at), type, at + idBytes + 1);
      at += idBytes + 1 + typeBytes(type);
    }
    return at;
  }

  int typeBytes(int type) {
    return switch (type) {
      case OBJECT -> idBytes;
      case 4, 8 -> 1;
      case 5, 9 -> 2;
      case 6, 10 -> 4;
      case 7, 11 -> 8;
      default -> throw new IllegalStateException("no type " + type + " in a heap dump");
    };
  }

  int idBytes() {
    return idBytes;
  }

  long id(long at) {
    return idBytes == 8 ? i8(at) : u4(at);
  }

  int u1(long at) {
    return chunks[(int) (at >>> CHUNK_BITS)].get((int) (at & (CHUNK - 1))) & 0xff;
  }

  int u2(long at) {
    return chunks[(int) (at >>> CHUNK_BITS)].getShort((int) (at & (CHUNK - 1))) & 0xffff;
  }

  int i4(long at) {
    return chunks[(int) (at >>> CHUNK_BITS)].getInt((int) (at & (CHUNK - 1)));
  }

  long u4(long at) {
    return i4(at) & 0xffff_ffffL;
  }

  long i8(long at) {
    return chunks[(int) (at >>> CHUNK_BITS)].getLong((int) (at & (CHUNK - 1)));
  }

  byte[] bytes(long at, int length) {
    byte[] copy = new byte[length];
    for (int i = 0; i < length; i++) {
      copy[i] = (byte) u1(at + i);
    }
    return copy;
  }

  String utf8(long at, int length) {
    return new String(bytes(at, length), StandardCharsets.UTF_8);
  }

  /** The file can be deleted and its space is free after that. */
  @Override
  public void close() {
    arena.close();
  }
}
