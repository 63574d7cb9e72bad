package io.backplane.api.plugin;

import java.util.Arrays;

/**
 * State on its way from one version of a plugin to another.
 *
 * @param format how the bytes are to be read: the plugin's own numbering, from 1
 * @param bytes at most {@link #BYTES_MAX}; copied on the way in and out
 */
public record HandedState(int format, byte[] bytes) {

  public static final int BYTES_MAX = 16 << 20;

  /**
   * @throws IllegalArgumentException for a format below 1 or too many bytes
   */
  public HandedState {
    if (format < 1) {
      throw new IllegalArgumentException("format " + format + " is not 1 or more");
    }
    if (bytes.length > BYTES_MAX) {
      throw new IllegalArgumentException(
          "state of " + bytes.length + " bytes is more than " + BYTES_MAX);
    }
    bytes = bytes.clone();
  }

  @Override
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HandedState(int f, byte[] b) && f == format && Arrays.equals(b, bytes);
  }

  @Override
  public int hashCode() {
    return 31 * format + Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "HandedState[format=" + format + ", " + bytes.length + " bytes]";
  }
}
