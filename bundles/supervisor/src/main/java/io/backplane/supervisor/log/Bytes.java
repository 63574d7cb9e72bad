package io.backplane.supervisor.log;

import java.util.Arrays;

/** Bytes to be written together. Not thread-safe. */
final class Bytes {

  private byte[] array;
  private int length;

  /**
   * @param array to be filled; another takes its place when it is too small
   */
  Bytes(byte[] array) {
    this.array = array;
  }

  byte[] array() {
    return array;
  }

  int length() {
    return length;
  }

  void clear() {
    length = 0;
  }

  Bytes append(byte[] bytes) {
    return append(bytes, 0, bytes.length);
  }

  Bytes append(byte[] bytes, int from, int to) {
    int count = to - from;
    ensure(count);
    System.arraycopy(bytes, from, array, length, count);
    length += count;
    return this;
  }

  Bytes append(char ascii) {
    ensure(1);
    array[length++] = (byte) ascii;
    return this;
  }

  /** Decimal digits of a number that is not negative. */
  Bytes append(long number) {
    ensure(20);
    int digits = 1;
    for (long rest = number; rest >= 10; rest /= 10) {
      digits++;
    }
    long rest = number;
    for (int at = length + digits - 1; at >= length; at--) {
      array[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += digits;
    return this;
  }

  private void ensure(int more) {
    if (length + more > array.length) {
      array = Arrays.copyOf(array, Math.max(2 * array.length, length + more));
    }
  }
}
