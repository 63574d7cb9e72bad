package io.backplane.distribution.tests;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** Bytes to a port and what comes back, for what no client would send. */
record RawHttp(int port) {

  private static final int LIMIT_MS = 10_000;

  /**
   * What came back until the kernel closed the connection.
   *
   * @param status of the first answer; 0 when the connection was closed without one
   */
  record Answer(int status, String text) {
    /** Whether a header line begins like this. */
    boolean has(String line) {
      return text.contains("\r\n" + line);
    }
  }

  /** One request with the right Host that asks for the connection to be closed. */
  Answer request(String method, String target, String... headerLines) {
    var request = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
    request.append("Host: 127.0.0.1:" + port + "\r\nConnection: close\r\n");
    for (String line : headerLines) {
      request.append(line).append("\r\n");
    }
    return send(request.append("\r\n").toString());
  }

  Answer send(String bytes) {
    var received = new ByteArrayOutputStream();
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), LIMIT_MS);
      socket.setSoTimeout(LIMIT_MS);
      Thread writer = Thread.ofVirtual().start(() -> write(socket, bytes));
      receive(socket, received);
      writer.join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    String text = received.toString(StandardCharsets.ISO_8859_1);
    boolean answered = text.matches("(?s)HTTP/1\\.[01] \\d{3}.*");
    return new Answer(answered ? Integer.parseInt(text.substring(9, 12)) : 0, text);
  }

  /** The kernel may hang up on what it does not want to read: then the rest stays unsent. */
  private static void write(Socket socket, String bytes) {
    try {
      socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
      socket.shutdownOutput();
    } catch (IOException e) {
      // the answer, or its absence, tells
    }
  }

  private static void receive(Socket socket, ByteArrayOutputStream received) throws IOException {
    try {
      socket.getInputStream().transferTo(received);
    } catch (SocketException e) {
      // hung up with unread bytes of ours: what came before it counts
    }
  }
}
