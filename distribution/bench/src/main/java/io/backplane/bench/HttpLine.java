package io.backplane.bench;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/**
 * One kept-alive HTTP connection by hand: a client that costs next to nothing beside what is
 * measured. Answers have a Content-Length.
 */
final class HttpLine implements AutoCloseable {

  private final SocketChannel channel;
  private ByteBuffer in = ByteBuffer.allocateDirect(64 * 1024);
  private int headEnd;

  private HttpLine(SocketChannel channel) {
    this.channel = channel;
  }

  static HttpLine tcp(int port) throws IOException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    SocketChannel channel = SocketChannel.open(address);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    return new HttpLine(channel);
  }

  static HttpLine unix(Path socket) throws IOException {
    return new HttpLine(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
  }

  static byte[] get(String path, String token) {
    String authorization = token.isEmpty() ? "" : "Authorization: Bearer " + token + "\r\n";
    return ascii("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + authorization + "\r\n");
  }

  static byte[] delete(String path, String token) {
    return ascii(
        "DELETE %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n\r\n"
            .formatted(path, token));
  }

  static byte[] post(String path, String token, String json) {
    return send("POST", path, token, json);
  }

  static byte[] put(String path, String token, String json) {
    return send("PUT", path, token, json);
  }

  private static byte[] send(String method, String path, String token, String json) {
    return ascii(
        "%s %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n"
                .formatted(method, path, token)
            + "Content-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(json.length(), json));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Sends a request and takes the whole answer, which {@link #answer} then tells. */
  int ask(byte[] request) throws IOException {
    ByteBuffer out = ByteBuffer.wrap(request);
    while (out.hasRemaining()) {
      channel.write(out);
    }
    in.clear();
    headEnd = 0;
    while (headEnd == 0) {
      int from = Math.max(0, in.position() - 3);
      read();
      headEnd = endOfHead(from);
    }
    int end = headEnd + contentLength();
    if (end > in.capacity()) {
      in = ByteBuffer.allocateDirect(end).put(in.flip());
    }
    while (in.position() < end) {
      read();
    }
    return (in.get(9) - '0') * 100 + (in.get(10) - '0') * 10 + (in.get(11) - '0');
  }

  /** Like {@link #ask}; anything but 200 is an error. */
  void demand(byte[] request) throws IOException {
    demand(200, request);
  }

  void demand(int status, byte[] request) throws IOException {
    if (ask(request) != status) {
      throw new IOException("not " + status + " but " + answer());
    }
  }

  private void read() throws IOException {
    if (channel.read(in) < 0) {
      throw new EOFException("the server hung up");
    }
  }

  private int endOfHead(int from) {
    for (int i = from; i + 3 < in.position(); i++) {
      if (in.get(i) == '\r' && in.get(i + 2) == '\r' && in.get(i + 3) == '\n') {
        return i + 4;
      }
    }
    return 0;
  }

  private int contentLength() throws IOException {
    String head = text(0, headEnd).toLowerCase(Locale.ROOT);
    if (head.startsWith("http/1.1 204")) {
      return 0;
    }
    int at = head.indexOf("\r\ncontent-length:");
    if (at < 0) {
      throw new IOException("no Content-Length: " + head);
    }
    return Integer.parseInt(head.substring(at + 17, head.indexOf("\r\n", at + 17)).strip());
  }

  private String text(int from, int to) {
    byte[] bytes = new byte[to - from];
    in.get(from, bytes);
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** Head and body of the last answer. */
  String answer() {
    return text(0, in.position());
  }

  String body() {
    return text(headEnd, in.position());
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
