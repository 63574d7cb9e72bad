package io.backplane.host.js;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * Lets a debugger in, where the system property {@code backplane.inspect} has a port; 0 takes one
 * that is free. Only from this machine, and only with a path that nobody can guess.
 */
final class Debugger {

  private static final int PATH_BYTES = 16;
  private static final String LISTENING = "Debugger listening on ";

  private static volatile Optional<String> address = Optional.empty();

  private Debugger() {}

  static Optional<String> address() {
    return address;
  }

  /**
   * @throws UncheckedIOException the port is taken
   */
  static Map<String, String> options() {
    String port = System.getProperty("backplane.inspect");
    if (port == null) {
      return Map.of();
    }
    check(port);
    var path = new byte[PATH_BYTES];
    new SecureRandom().nextBytes(path);
    return Map.of(
        "inspect",
        port,
        "inspect.Path",
        HexFormat.of().formatHex(path),
        "inspect.Suspend",
        "false");
  }

  /** The engine would wait for ever for a port that is taken. */
  private static void check(String port) {
    try (var socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port)));
    } catch (IOException e) {
      throw new UncheckedIOException("--inspect: port " + port + ": " + e.getMessage(), e);
    }
  }

  /** What the engine says itself goes nowhere, but for the address. */
  static OutputStream told(PrintStream err) {
    return new ByteArrayOutputStream() {
      @Override
      public synchronized void write(byte[] bytes, int from, int length) {
        super.write(bytes, from, length);
        lines();
      }

      @Override
      public synchronized void write(int one) {
        super.write(one);
        if (one == '\n') {
          lines();
        }
      }

      private void listening(String line) {
        address = Optional.of(line.substring(LISTENING.length()).strip());
        err.println(line);
      }

      private void lines() {
        String text = toString(StandardCharsets.UTF_8);
        int end = text.lastIndexOf('\n');
        if (end >= 0) {
          reset();
          text.substring(0, end)
              .lines()
              .filter(it -> it.startsWith(LISTENING))
              .forEach(this::listening);
          writeBytes(text.substring(end + 1).getBytes(StandardCharsets.UTF_8));
        }
      }
    };
  }
}
