package io.backplane.state.spi;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * A version as bytes, for transports. At most {@link #OVERHEAD_MAX} bytes beyond its value. What is
 * read is checked: another kernel may hold other rules.
 */
public final class StateWire {

  /** Bytes beside the value: the longest key and name, every origin. */
  public static final int OVERHEAD_MAX = 4_096;

  private static final int FORMAT = 1;

  private StateWire() {}

  public static byte[] write(StateEntry entry) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      out.writeByte(FORMAT);
      out.writeUTF(entry.key());
      out.writeUTF(entry.stamp().text());
      out.writeUTF(entry.seen().text());
      out.writeUTF(entry.by());
      out.writeLong(entry.at().toEpochMilli());
      out.writeBoolean(entry.deleted());
      out.writeUTF(entry.value().type().name());
      out.write(entry.value().text().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * @throws RefusedException {@link Refusal.Invalid} for what is no version, or one that breaks a
   *     rule of this kernel
   */
  public static StateEntry read(byte[] bytes) {
    try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int format = in.readByte();
      if (format != FORMAT) {
        throw invalid("has format " + format + ", not " + FORMAT);
      }
      String key = in.readUTF();
      Stamp stamp = Stamp.parse(in.readUTF());
      Seen seen = Seen.parse(in.readUTF());
      String by = in.readUTF();
      Instant at = Instant.ofEpochMilli(in.readLong());
      boolean deleted = in.readBoolean();
      StateValue.Type type = StateValue.Type.valueOf(in.readUTF());
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new StateEntry(key, StateValue.of(type, text), deleted, stamp, seen, by, at);
    } catch (IOException | IllegalArgumentException e) {
      throw invalid("cannot be read: " + e);
    }
  }

  private static RefusedException invalid(String reason) {
    return new RefusedException(new Refusal.Invalid("message", reason));
  }
}
