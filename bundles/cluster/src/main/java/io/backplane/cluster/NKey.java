package io.backplane.cluster;

import java.math.BigInteger;
import java.security.interfaces.EdECPublicKey;
import java.util.Arrays;
import java.util.Optional;

/**
 * The text of keys as NATS has them: base 32 without padding of one or two prefix bytes, the key,
 * and a CRC-16/XMODEM of both, lowest byte first.
 */
final class NKey {

  private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int KEY_BYTES = 32;
  private static final int SEED_PREFIX_BYTES = 2;
  private static final int CRC_BYTES = 2;
  private static final int POLYNOMIAL = 0x1021;

  /** {@code U}, in the upper five bits. */
  private static final int USER = 20 << 3;

  private NKey() {}

  /** The 32 bytes of a seed; empty where its sum is not right. */
  static Optional<byte[]> seed(String text) {
    byte[] bytes = decode(text);
    int end = bytes.length - CRC_BYTES;
    if (bytes.length != SEED_PREFIX_BYTES + KEY_BYTES + CRC_BYTES) {
      return Optional.empty();
    }
    int told = (bytes[end] & 0xff) | (bytes[end + 1] & 0xff) << 8;
    return told == crc(bytes, end)
        ? Optional.of(Arrays.copyOfRange(bytes, SEED_PREFIX_BYTES, end))
        : Optional.empty();
  }

  /** A user's public key. */
  static String user(byte[] key) {
    return text(new byte[] {(byte) USER}, key);
  }

  static String text(byte[] prefix, byte[] key) {
    int end = prefix.length + KEY_BYTES;
    byte[] bytes = Arrays.copyOf(prefix, end + CRC_BYTES);
    System.arraycopy(key, 0, bytes, prefix.length, KEY_BYTES);
    int crc = crc(bytes, end);
    bytes[end] = (byte) crc;
    bytes[end + 1] = (byte) (crc >> 8);
    return encode(bytes);
  }

  /** As RFC 8032 writes it: y, lowest byte first, the sign of x in the highest bit. */
  static byte[] bytes(EdECPublicKey key) {
    byte[] bytes = new byte[KEY_BYTES];
    byte[] y = key.getPoint().getY().toByteArray();
    for (int i = 0; i < KEY_BYTES && i < y.length; i++) {
      bytes[i] = y[y.length - 1 - i];
    }
    if (key.getPoint().isXOdd()) {
      bytes[KEY_BYTES - 1] |= (byte) 0x80;
    }
    return bytes;
  }

  private static int crc(byte[] bytes, int length) {
    int crc = 0;
    for (int i = 0; i < length; i++) {
      crc ^= (bytes[i] & 0xff) << 8;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 0x8000) == 0 ? crc << 1 : crc << 1 ^ POLYNOMIAL;
      }
    }
    return crc & 0xffff;
  }

  private static String encode(byte[] bytes) {
    var text = new StringBuilder();
    int bits = 0;
    int left = 0;
    for (byte b : bytes) {
      bits = (bits << 8 | b & 0xff) & 0xfff;
      for (left += 8; left >= 5; left -= 5) {
        text.append(ALPHABET.charAt(bits >> left - 5 & 31));
      }
    }
    return left == 0
        ? text.toString()
        : text.append(ALPHABET.charAt(bits << 5 - left & 31)).toString();
  }

  private static byte[] decode(String text) {
    BigInteger all = BigInteger.ZERO;
    for (char c : text.toCharArray()) {
      all = all.shiftLeft(5).or(BigInteger.valueOf(ALPHABET.indexOf(c)));
    }
    int length = text.length() * 5 / 8;
    byte[] bytes = all.shiftRight(text.length() * 5 - length * 8).toByteArray();
    byte[] result = new byte[length];
    int from = Math.max(0, bytes.length - length);
    System.arraycopy(bytes, from, result, length - (bytes.length - from), bytes.length - from);
    return result;
  }
}
