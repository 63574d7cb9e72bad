package io.backplane.sdk;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** stdin, line by line; blank ones are left out, and the last one needs no end. */
final class LineInput {

  private final InputStream stream;
  private final byte[] chunk = new byte[1 << 16];
  private int from;
  private int to;

  LineInput(InputStream stream) {
    this.stream = stream;
  }

  /** Empty at the end of the input. */
  Optional<String> next() throws IOException {
    while (true) {
      Optional<String> line = raw();
      if (line.isEmpty() || !line.get().isEmpty()) {
        return line;
      }
    }
  }

  private Optional<String> raw() throws IOException {
    var rest = new ByteArrayOutputStream(0); // of a line that is longer than a chunk
    while (true) {
      for (int i = from; i < to; i++) {
        if (chunk[i] == '\n') {
          rest.write(chunk, from, i - from);
          from = i + 1;
          return Optional.of(text(rest));
        }
      }
      rest.write(chunk, from, to - from);
      from = 0;
      to = Math.max(0, stream.read(chunk));
      if (to == 0) {
        return rest.size() > 0 ? Optional.of(text(rest)) : Optional.empty();
      }
    }
  }

  private static String text(ByteArrayOutputStream bytes) {
    String text = bytes.toString(StandardCharsets.UTF_8);
    return (text.startsWith("\ufeff") ? text.substring(1) : text).strip();
  }
}
