package io.backplane.host.kernel;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** HTTP/1.1 on a unix socket, one request at a time. Only {@link #close} may come from anywhere. */
final class Connection implements AutoCloseable {

  private static final int HEAD_BYTES_MAX = 64 << 10;

  private final SocketChannel channel;
  private final InputStream in;

  private Connection(SocketChannel channel) {
    this.channel = channel;
    this.in = new BufferedInputStream(Channels.newInputStream(channel), 16 << 10);
  }

  static Connection open(Path socket) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.connect(UnixDomainSocketAddress.of(socket));
      return new Connection(channel);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** What came before the body, and the body, which is still to be read. */
  record Head(int status, Map<String, String> headers, InputStream body, boolean keeps) {}

  /**
   * @param headers without those about the body's length
   * @throws IOException the other side has gone; not a byte was taken by it if it had gone before
   */
  void send(String method, String path, Map<String, String> headers, byte[] body)
      throws IOException {
    var head = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
    byte[] first = head.toString().getBytes(StandardCharsets.UTF_8);
    var message = ByteBuffer.allocate(first.length + body.length).put(first).put(body).flip();
    while (message.hasRemaining()) {
      channel.write(message);
    }
  }

  /**
   * @throws IOException it is not there, or not HTTP
   */
  Head receive() throws IOException {
    String[] status = line(HEAD_BYTES_MAX).split(" ", 3);
    if (status.length < 2 || !status[0].startsWith("HTTP/1.")) {
      throw new IOException("the answer is not HTTP");
    }
    int code = number(status[1], 10);
    Map<String, String> headers = fields();
    if (code / 100 == 1) {
      return receive();
    }
    boolean keeps =
        status[0].equals("HTTP/1.1")
            && !"close".equalsIgnoreCase(headers.getOrDefault("connection", ""));
    return new Head(code, headers, body(code, headers), keeps);
  }

  private InputStream body(int code, Map<String, String> headers) throws IOException {
    if (code == 204 || code == 304) {
      return InputStream.nullInputStream();
    }
    if (headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
      return new Chunks();
    }
    String length = headers.get("content-length");
    if (length == null) {
      throw new IOException("the answer has no length");
    }
    return new Part(number(length, 10));
  }

  private static int number(String text, int radix) throws IOException {
    try {
      return Integer.parseUnsignedInt(text.strip(), radix);
    } catch (NumberFormatException e) {
      throw new IOException("the answer has '" + text + "' for a number");
    }
  }

  private Map<String, String> fields() throws IOException {
    var fields = new TreeMap<String, String>();
    int left = HEAD_BYTES_MAX;
    for (String line = line(left); !line.isEmpty(); line = line(left)) {
      left -= line.length();
      int colon = Math.max(0, line.indexOf(':'));
      fields.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    return fields;
  }

  private String line(int bytesMax) throws IOException {
    var line = new ByteArrayOutputStream(128);
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("the connection was closed");
      }
      if (line.size() >= bytesMax) {
        throw new IOException("the answer's head is too long");
      }
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  /** So many bytes of what comes. */
  private class Part extends InputStream {
    private int left;

    Part(int length) {
      left = length;
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (left == 0) {
        left = more();
        if (left == 0) {
          return -1;
        }
      }
      int count = in.read(into, offset, Math.min(length, left));
      if (count < 0) {
        throw new EOFException("the connection was closed");
      }
      left -= count;
      return count;
    }

    /** How many follow when these are read; 0 at the end. */
    int more() throws IOException {
      return 0;
    }
  }

  /** Parts until one is empty. */
  private final class Chunks extends Part {
    private boolean begun;
    private boolean ended;

    Chunks() {
      super(0);
    }

    @Override
    int more() throws IOException {
      if (ended) {
        return 0;
      }
      if (begun) {
        line(HEAD_BYTES_MAX);
      }
      begun = true;
      int size = number(line(HEAD_BYTES_MAX).split(";", 2)[0], 16);
      if (size == 0) {
        ended = true;
        fields();
      }
      return size;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // it is closed for us either way
    }
  }
}
