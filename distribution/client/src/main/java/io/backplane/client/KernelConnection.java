package io.backplane.client;

import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/**
 * Posts commands to a kernel, one connection each. {@link #cancel} from another thread hangs up,
 * which cancels the command in the kernel.
 */
final class KernelConnection {

  private static final int INTERRUPTED = 130;

  private final Path socket;
  private final String session = UUID.randomUUID().toString();
  private volatile SocketChannel current;

  KernelConnection(Path socket) {
    this.socket = socket;
  }

  /** Carries out one command as {@code bin/backplane} would. */
  Reply command(List<String> words, boolean terminal, int width, OutputStream out)
      throws IOException {
    String body = String.join("\0", words) + (words.isEmpty() ? "" : "\0");
    return post("/cli", body, terminal, width, out);
  }

  /** Carries out one line of the Felix shell, in this connection's session. */
  Reply line(String line, int width, OutputStream out) throws IOException {
    return post("/cli/shell", line, true, width, out);
  }

  private Reply post(String path, String text, boolean terminal, int width, OutputStream out)
      throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    String head =
        """
        POST %s HTTP/1.1\r
        Host: localhost\r
        Connection: close\r
        Content-Type: application/octet-stream\r
        Content-Length: %d\r
        Backplane-Session: %s\r
        Backplane-Cwd: %s\r
        Backplane-Width: %d\r
        Backplane-Tty: %s\r
        \r
        """
            .formatted(
                path,
                body.length,
                session,
                Path.of("").toAbsolutePath(),
                width,
                terminal ? "1" : "");
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(socket));
      current = channel;
      write(channel, head.getBytes(StandardCharsets.UTF_8));
      write(channel, body);
      return new ResponseReader(Channels.newInputStream(channel)).read(out);
    } catch (java.nio.channels.ClosedChannelException e) {
      return new Reply(INTERRUPTED, "");
    } finally {
      current = null;
    }
  }

  private static void write(SocketChannel channel, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  /** Ends the command under way. */
  void cancel() {
    SocketChannel channel = current;
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        // it is gone, which is what was wanted
      }
    }
  }
}
