package io.backplane.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the socket of the kernel on a data directory. */
final class KernelSocket {

  private static final Pattern SOCKET = Pattern.compile("\"socket\": \"((?:[^\"\\\\]|\\\\.)*)\"");

  private KernelSocket() {}

  static Path defaultData() {
    String data = System.getenv("BACKPLANE_DATA");
    return data == null || data.isEmpty()
        ? Path.of(System.getProperty("user.home"), ".backplane")
        : Path.of(data);
  }

  /**
   * @throws IOException that says how to start a kernel
   */
  static Path of(Path data) throws IOException {
    String given = System.getenv("BACKPLANE_SOCKET");
    if (given != null) {
      return Path.of(given);
    }
    Path usual = data.resolve("run/backplane.sock");
    if (Files.exists(usual)) {
      return usual;
    }
    Path file = data.resolve("run/kernel.json");
    if (Files.exists(file)) {
      Matcher socket = SOCKET.matcher(Files.readString(file));
      if (socket.find()) {
        return Path.of(socket.group(1).replace("\\\\", "\\").replace("\\\"", "\""));
      }
    }
    throw new IOException(
        "no kernel runs on "
            + data
            + ": start one with 'backplane start', or name another with --data");
  }
}
