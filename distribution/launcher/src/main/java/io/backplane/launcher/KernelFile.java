package io.backplane.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;

/**
 * {@code run/kernel.json}: how to reach the kernel, there from the moment it answers until it
 * stops.
 */
final class KernelFile {

  private static final String NAME = "kernel.json";

  private KernelFile() {}

  static void write(DataDirectory data, Conf conf, Address address, String version)
      throws IOException {
    String json =
        """
        {
          "pid": %d,
          "startedAt": "%s",
          "host": "%s",
          "port": %d,
          "url": "%s",
          "socket": "%s",
          "version": "%s"
        }
        """
            .formatted(
                ProcessHandle.current().pid(),
                Instant.now(),
                escaped(conf.host()),
                address.port(),
                escaped(address.url()),
                escaped(Kernel.socket(data).toString()),
                escaped(version));
    Path partial = data.run().resolve(NAME + ".new");
    Files.writeString(partial, json);
    Files.move(
        partial,
        data.run().resolve(NAME),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  static void delete(DataDirectory data) throws IOException {
    Files.deleteIfExists(data.run().resolve(NAME));
  }

  /** What the file says of whoever holds the directory, for an error message. */
  static String describe(Path root) {
    try {
      String json = Files.readString(root.resolve("run").resolve(NAME));
      String pid = json.replaceAll("(?s).*\"pid\": (\\d+).*", "$1");
      String url = json.replaceAll("(?s).*\"url\": \"([^\"]*)\".*", "$1");
      return " (pid " + pid + ", " + url + ")";
    } catch (IOException e) {
      return "";
    }
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }
}
