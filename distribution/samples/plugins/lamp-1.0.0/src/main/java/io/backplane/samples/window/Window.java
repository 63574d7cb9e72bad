package io.backplane.samples.window;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** A TCP port of 127.0.0.1 that tells everybody who connects one line, and hangs up. */
public final class Window implements AutoCloseable {

  private static final int BACKLOG = 16;

  private final ServerSocket socket;
  private final Thread thread;
  private final Supplier<String> line;

  /**
   * @throws IOException while somebody else holds the port
   */
  public Window(int port, Supplier<String> line) throws IOException {
    this.line = line;
    this.socket = new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress());
    this.thread = Thread.ofPlatform().daemon().name("lamp").start(this::serve);
  }

  public int port() {
    return socket.getLocalPort();
  }

  private void serve() {
    try {
      while (true) {
        tell(socket.accept());
      }
    } catch (IOException e) {
      // closed: nobody is told anything any more
    }
  }

  private void tell(Socket caller) {
    try (caller) {
      caller.getOutputStream().write((line.get() + "\n").getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      // who asked did not wait for the answer
    }
  }

  /** Back when the port is free and nothing of this runs any more. */
  @Override
  public void close() throws IOException {
    socket.close();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
