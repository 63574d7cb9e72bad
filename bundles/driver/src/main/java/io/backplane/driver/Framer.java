package io.backplane.driver;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;

/**
 * Cuts a stream of bytes into lines, in one buffer that grows up to the longest line allowed and
 * shrinks again. Blank lines are left out, as is a byte-order mark; the last line needs no end. Not
 * thread-safe.
 */
final class Framer {

  /** What was found. */
  enum Found {
    LINE,
    /** A line over the limit; passed over up to its end. */
    OVERFLOW,
    END
  }

  /** Bytes asked of the channel at once, and the buffer's least size. */
  static final int CHUNK = 1 << 16;

  /** Bytes kept of either end of a line over the limit. */
  static final int EDGE = 256;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;
  private static final long NEWLINES = '\n' * ONES;

  private final ReadableByteChannel source;
  private final int limit;
  private final int capacityMax;
  private byte[] buffer = new byte[CHUNK];
  private ByteBuffer target = ByteBuffer.wrap(buffer);
  private int start; // of the line under way
  private int scanned; // no newline before here
  private int end; // of what was read
  private boolean eof;
  private boolean torn;
  private boolean skipping; // the line under way is over the limit; its last EDGE bytes are kept
  private String head = "";
  private int from;
  private int to;
  private volatile long bytesRead;

  Framer(ReadableByteChannel source, int limit) {
    this.source = source;
    this.limit = limit;
    this.capacityMax = Math.max(CHUNK, limit + 2); // the line, and its end of one or two bytes
  }

  /** The line found last: its bytes lie in {@link #from} to {@link #to} until the next call. */
  byte[] bytes() {
    return buffer;
  }

  int from() {
    return from;
  }

  int to() {
    return to;
  }

  /** Whether the line found last was cut by the end of the stream; it may be whole all the same. */
  boolean torn() {
    return torn;
  }

  long bytesRead() {
    return bytesRead;
  }

  /** The first bytes of the overflowing line found last; its last ones are the found range. */
  String head() {
    return head;
  }

  /** Blocks until there is something. */
  Found next() throws IOException {
    while (true) {
      int newline = indexOfNewline(buffer, scanned, end);
      if (newline >= 0) {
        Found found = take(newline, newline + 1);
        if (found != Found.END) {
          return found;
        }
        continue;
      }
      scanned = end;
      if (eof) {
        torn = true;
        return end > start || skipping ? take(end, end) : Found.END;
      }
      if (skipping || end - start >= limit + 2) {
        skip();
      }
      fill();
    }
  }

  /** Ends the line under way; {@link Found#END} stands for a blank one. */
  private Found take(int lineEnd, int next) {
    from = start;
    to = lineEnd > start && buffer[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd;
    start = next;
    scanned = next;
    if (skipping || to - from > limit) {
      if (!skipping) {
        head = edge(from);
      }
      skipping = false;
      from = Math.max(from, to - EDGE);
      return Found.OVERFLOW;
    }
    if (startsWithMark()) {
      from += 3;
    }
    while (from < to && isBlank(buffer[from])) {
      from++;
    }
    return from < to ? Found.LINE : Found.END;
  }

  private void skip() {
    if (!skipping) {
      skipping = true;
      head = edge(start);
    }
    start = Math.max(start, end - EDGE - 1); // one more: it may be the end's first half
  }

  private String edge(int at) {
    return new String(buffer, at, EDGE, StandardCharsets.UTF_8);
  }

  private boolean startsWithMark() {
    return to - from >= 3
        && buffer[from] == (byte) 0xEF
        && buffer[from + 1] == (byte) 0xBB
        && buffer[from + 2] == (byte) 0xBF;
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t' || b == '\r';
  }

  private void fill() throws IOException {
    if (start == end) {
      start = 0;
      end = 0;
      if (buffer.length > CHUNK) {
        replace(new byte[CHUNK]);
      }
    } else if (start > 0 && buffer.length - end < CHUNK / 4) {
      System.arraycopy(buffer, start, buffer, 0, end - start);
      end -= start;
      start = 0;
    } else if (end == buffer.length) {
      byte[] larger = new byte[Math.min(2 * buffer.length, capacityMax)];
      System.arraycopy(buffer, 0, larger, 0, end);
      replace(larger);
    }
    scanned = end;
    target.limit(Math.min(buffer.length, end + CHUNK)).position(end);
    int count = source.read(target);
    if (count < 0) {
      eof = true;
    } else {
      end += count;
      bytesRead += count;
    }
  }

  private void replace(byte[] other) {
    buffer = other;
    target = ByteBuffer.wrap(other);
  }

  /** Eight bytes at a time: a byte of {@code x} is zero where the word has a newline. */
  static int indexOfNewline(byte[] bytes, int from, int to) {
    int i = from;
    for (; i + Long.BYTES <= to; i += Long.BYTES) {
      long x = (long) LONGS.get(bytes, i) ^ NEWLINES;
      long hits = (x - ONES) & ~x & HIGHS;
      if (hits != 0) {
        return i + (Long.numberOfTrailingZeros(hits) >>> 3);
      }
    }
    for (; i < to; i++) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return -1;
  }
}
