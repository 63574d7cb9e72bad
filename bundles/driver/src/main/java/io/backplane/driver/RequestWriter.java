package io.backplane.driver;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Writes requests into one buffer: compact, {@code data} left out when there are no parameters, as
 * the peer's hosts do. Not thread-safe.
 */
final class RequestWriter {

  private static final JsonFactory JSON =
      new JsonFactoryBuilder()
          .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8) // characters, not escapes
          .build();
  private static final int KEPT_BYTES = 1 << 16;

  private final int limit;
  private final Bytes bytes = new Bytes();

  RequestWriter(int limit) {
    this.limit = limit;
  }

  /**
   * @param id 0 for a driver that answers in order
   * @return the line with its end, valid until the next one is written
   * @throws RefusedException {@link Refusal.OverCap} over the frame limit, {@link Refusal.Invalid}
   *     for text that has no UTF-8 form
   */
  ByteBuffer write(String command, Map<String, Object> params, long id) {
    bytes.reset();
    try (JsonGenerator out = JSON.createGenerator(bytes)) {
      out.writeStartObject();
      out.writeStringField("cmd", command);
      if (!params.isEmpty()) {
        out.writeFieldName("data");
        value(out, params);
      }
      if (id != 0) {
        out.writeNumberField("id", id);
      }
      out.writeEndObject();
    } catch (IOException e) {
      // A lone surrogate is all that can fail: there is no device behind, and params are values.
      throw new RefusedException(
          new Refusal.Invalid("params", "cannot be sent: " + e.getMessage()));
    }
    if (bytes.size() > limit) {
      throw new RefusedException(
          new Refusal.OverCap("frame_max_bytes", limit, "raise it for this driver, or send less"));
    }
    bytes.write('\n');
    return bytes.asBuffer();
  }

  private static void value(JsonGenerator out, Object value) throws IOException {
    switch (value) {
      case null -> out.writeNull();
      case String text -> out.writeString(text);
      case Boolean flag -> out.writeBoolean(flag);
      case Integer n -> out.writeNumber(n);
      case Long n -> out.writeNumber(n);
      case BigInteger n -> out.writeNumber(n);
      case BigDecimal n -> out.writeNumber(n);
      case Number n -> decimal(out, n.doubleValue());
      case Map<?, ?> map -> {
        out.writeStartObject();
        for (var entry : map.entrySet()) {
          out.writeFieldName((String) entry.getKey());
          value(out, entry.getValue());
        }
        out.writeEndObject();
      }
      case List<?> list -> {
        out.writeStartArray();
        for (Object item : list) {
          value(out, item);
        }
        out.writeEndArray();
      }
      default -> throw new IllegalStateException(value.getClass().getName() + " is no value");
    }
  }

  /** What JSON has no word for is null, as the peer writes it. */
  private static void decimal(JsonGenerator out, double number) throws IOException {
    if (Double.isFinite(number)) {
      out.writeNumber(number);
    } else {
      out.writeNull();
    }
  }

  /** A byte array that is written over again and again. */
  private static final class Bytes extends OutputStream {
    private byte[] array = new byte[1 << 10];
    private int size;

    void reset() {
      size = 0;
      if (array.length > KEPT_BYTES) {
        array = new byte[KEPT_BYTES];
      }
    }

    int size() {
      return size;
    }

    ByteBuffer asBuffer() {
      return ByteBuffer.wrap(array, 0, size);
    }

    @Override
    public void write(int b) {
      if (size == array.length) {
        array = Arrays.copyOf(array, 2 * size);
      }
      array[size++] = (byte) b;
    }

    @Override
    public void write(byte[] source, int offset, int length) {
      if (size + length > array.length) {
        array = Arrays.copyOf(array, Math.max(2 * array.length, size + length));
      }
      System.arraycopy(source, offset, array, size, length);
      size += length;
    }
  }
}
