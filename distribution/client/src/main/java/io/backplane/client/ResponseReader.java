package io.backplane.client;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Reads a chunked HTTP/1.1 response with trailers, handing the body on as it comes. */
final class ResponseReader {

  private static final int LINE_BYTES_MAX = 1 << 20;

  private final InputStream in;

  ResponseReader(InputStream in) {
    this.in = new BufferedInputStream(in);
  }

  /**
   * @throws IOException when the kernel does not answer as it should, or ends in the middle
   */
  Reply read(OutputStream out) throws IOException {
    String status = line();
    if (!status.startsWith("HTTP/1.1 200")) {
      throw new IOException("the kernel answers '" + status + "'");
    }
    Map<String, String> headers = fields();
    if (!"chunked".equals(headers.get("transfer-encoding"))) {
      throw new IOException("the kernel does not answer in chunks");
    }
    for (int size = chunkSize(); size > 0; size = chunkSize()) {
      out.write(in.readNBytes(size));
      out.flush();
      line();
    }
    return reply(fields());
  }

  private static Reply reply(Map<String, String> trailers) throws IOException {
    String exit = trailers.get("backplane-exit");
    if (exit == null) {
      throw new IOException("the kernel ended in the middle of the command");
    }
    return new Reply(
        Integer.parseInt(exit), Reply.decode(trailers.getOrDefault("backplane-stderr", "")));
  }

  private int chunkSize() throws IOException {
    return Integer.parseInt(line().split(";")[0].strip(), 16);
  }

  private Map<String, String> fields() throws IOException {
    var fields = new TreeMap<String, String>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      fields.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    return fields;
  }

  private String line() throws IOException {
    var line = new ByteArrayOutputStream(128);
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0 || line.size() > LINE_BYTES_MAX) {
        throw new EOFException("the kernel ended in the middle of the command");
      }
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.UTF_8);
  }
}
