package io.backplane.host.kernel;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Server-sent events, as they are read. */
final class ServerEvents {

  private static final int LINE_BYTES_MAX = 32 << 20;

  private final InputStream in;

  ServerEvents(InputStream in) {
    this.in = new BufferedInputStream(in);
  }

  /**
   * @param data lines, without the last one's end
   */
  record ServerEvent(String type, String id, String data) {}

  /** The next one; empty at the end. */
  Optional<ServerEvent> next() throws IOException {
    String type = "message";
    String id = "";
    var data = new StringBuilder();
    boolean any = false;
    for (var line = line(); line.isPresent(); line = line()) {
      String text = line.get();
      if (text.isEmpty() && any) {
        return Optional.of(new ServerEvent(type, id, data.toString()));
      }
      int colon = text.indexOf(':');
      String value = colon < 0 ? "" : text.substring(colon + 1).replaceFirst("^ ", "");
      switch (colon < 0 ? text : text.substring(0, colon)) {
        case "event" -> type = value;
        case "id" -> id = value;
        case "data" -> {
          data.append(data.isEmpty() ? "" : "\n").append(value);
          any = true;
        }
        default -> {} // a comment, which keeps the line open
      }
    }
    return Optional.empty();
  }

  private Optional<String> line() throws IOException {
    var line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        return Optional.empty();
      }
      if (line.size() >= LINE_BYTES_MAX) {
        throw new IOException("an event is larger than 32 MiB");
      }
      if (b != '\r') {
        line.write(b);
      }
    }
    return Optional.of(line.toString(StandardCharsets.UTF_8));
  }
}
