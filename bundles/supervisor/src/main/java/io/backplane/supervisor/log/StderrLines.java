package io.backplane.supervisor.log;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Cuts a block of stderr into lines without copying it. A line longer than 64 KiB becomes several;
 * a carriage return at its end goes. Not thread-safe.
 */
final class StderrLines {

  /** The longest line, in bytes. */
  static final int LINE_MAX = 1 << 16;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long NEWLINES = 0x0a0a0a0a0a0a0a0aL;
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH = 0x8080808080808080L;

  private final byte[] bytes;
  private final int length;
  private final byte[] run;
  private final long offset;
  private final boolean last;
  private int next;
  private int written;
  private int from;
  private int to;
  private int headFrom;
  private int headTo;

  /**
   * @param offset of the block's first byte in the stderr of this start
   * @param last whether nothing follows, so that a last line without its end counts
   */
  StderrLines(byte[] bytes, int length, String run, long offset, boolean last) {
    this.bytes = bytes;
    this.length = length;
    this.run = run.getBytes(StandardCharsets.US_ASCII);
    this.offset = offset;
    this.last = last;
  }

  /** Goes to the next whole line; false when there is none. */
  boolean next() {
    if (next >= length) {
      return false;
    }
    int end = newline(next, Math.min(length, next + LINE_MAX));
    if (end < 0 && length - next < LINE_MAX && !last) {
      return false;
    }
    from = next;
    to = end >= 0 ? end : Math.min(length, next + LINE_MAX);
    next = end >= 0 ? end + 1 : to;
    if (end >= 0 && to > from && bytes[to - 1] == '\r') {
      to--;
    }
    if (to > from && bytes[from] != ' ' && bytes[from] != '\t') {
      headFrom = from;
      headTo = to;
    }
    return true;
  }

  /** Eight bytes at a time, by the classic test for a zero byte. */
  private int newline(int at, int limit) {
    int i = at;
    for (; i + 8 <= limit; i += 8) {
      long word = (long) LONGS.get(bytes, i) ^ NEWLINES;
      long hit = (word - ONES) & ~word & HIGH;
      if (hit != 0) {
        return i + (Long.numberOfTrailingZeros(hit) >> 3);
      }
    }
    for (; i < limit; i++) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  /**
   * The beginning of the last line taken that goes on with none before it, as the indented ones of
   * a stack do; empty for none.
   */
  String head(int bytesMax) {
    int size = Math.min(headTo - headFrom, bytesMax);
    return new String(bytes, headFrom, size, StandardCharsets.UTF_8);
  }

  byte[] bytes() {
    return bytes;
  }

  int from() {
    return from;
  }

  int to() {
    return to;
  }

  /** The start, as lines of the log call it. */
  byte[] run() {
    return run;
  }

  /** The lines taken so far are in the log. */
  void markWritten() {
    written = next;
  }

  /** Offset behind the lines that are in the log. */
  long written() {
    return offset + written;
  }

  /** Offset behind the lines taken so far. */
  long end() {
    return offset + next;
  }
}
