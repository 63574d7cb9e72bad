package io.backplane.launcher;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/** The TCP port. Jetty says nothing when it cannot have it, so it is tried beforehand. */
final class Port {

  static final int DEFAULT = 7070;

  private Port() {}

  static int parse(String name, String text) {
    try {
      int port = Integer.parseInt(text.strip());
      if (port >= 0 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException e) {
      // told below, together with numbers out of range
    }
    throw new StartFailure(2, name + " " + text + " is not a port: give 0 (any free) to 65535");
  }

  static void checkFree(String host, int port) throws IOException {
    if (port == 0) {
      return;
    }
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
    } catch (UnknownHostException e) {
      throw new StartFailure("host " + host + " is not an address of this machine");
    } catch (BindException e) {
      throw new StartFailure(
          "cannot listen on " + host + ":" + port + ": " + reason(e) + "; try --port 0");
    }
  }

  private static String reason(BindException e) {
    return e.getMessage().contains("in use") ? "the port is taken" : e.getMessage();
  }
}
