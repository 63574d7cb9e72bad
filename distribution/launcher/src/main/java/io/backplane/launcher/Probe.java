package io.backplane.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Asks a port who answers. Speaks HTTP by hand: an HTTP client would cost a tenth of the whole
 * start.
 */
record Probe(String bootId) {

  private static final int TIMEOUT_MS = 2_000;

  boolean answers(Address address) {
    if (address.tls()) {
      return connects(address);
    }
    try (Socket socket = new Socket()) {
      socket.connect(target(address), TIMEOUT_MS);
      socket.setSoTimeout(TIMEOUT_MS);
      String request =
          "HEAD /api/health/live HTTP/1.1\r\nHost: localhost:%d\r\nConnection: close\r\n\r\n"
              .formatted(address.port());
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String head = new String(socket.getInputStream().readNBytes(4096), StandardCharsets.US_ASCII);
      return head.contains("Backplane-Boot: " + bootId);
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Whether commands are taken at the unix socket: there, a GET is not allowed rather than unknown.
   */
  boolean takesCommands(Path socket) {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(socket));
      String request = "HEAD /cli HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
      ByteBuffer head = ByteBuffer.allocate(64);
      channel.read(head);
      return new String(head.array(), 0, head.position(), StandardCharsets.US_ASCII)
          .startsWith("HTTP/1.1 405");
    } catch (IOException e) {
      return false;
    }
  }

  private boolean connects(Address address) {
    try (Socket socket = new Socket()) {
      socket.connect(target(address), TIMEOUT_MS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static InetSocketAddress target(Address address) throws IOException {
    InetAddress host = InetAddress.getByName(address.host());
    return new InetSocketAddress(
        host.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : host, address.port());
  }
}
