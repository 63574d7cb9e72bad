package io.backplane.launcher;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The launcher's command line.
 *
 * @param data the data directory, absolute
 * @param port 0 picks a free one
 * @param foreground whether log lines also go to the terminal
 * @param train whether to start, answer once and exit, so that the JVM can write its AOT cache
 */
record Options(
    Home home,
    Path data,
    OptionalInt port,
    Optional<String> host,
    boolean foreground,
    boolean train) {

  static Options parse(String[] args) {
    Path data = defaultData();
    OptionalInt port = OptionalInt.empty();
    Optional<String> host = Optional.empty();
    boolean foreground = false;
    boolean train = false;
    var rest = new ArrayDeque<>(List.of(args));
    while (!rest.isEmpty()) {
      String option = rest.poll();
      switch (option) {
        case "--data" -> data = Path.of(value(option, rest.poll()));
        case "--port" -> port = OptionalInt.of(Port.parse(option, value(option, rest.poll())));
        case "--host" -> host = Optional.of(value(option, rest.poll()));
        case "--foreground" -> foreground = true;
        case "--train" -> train = true;
        default -> throw new StartFailure(2, "unknown option " + option);
      }
    }
    return new Options(
        Home.ofThisJar(), data.toAbsolutePath().normalize(), port, host, foreground, train);
  }

  private static String value(String option, String value) {
    if (value == null) {
      throw new StartFailure(2, option + " needs a value");
    }
    return value;
  }

  private static Path defaultData() {
    String fromEnvironment = System.getenv("BACKPLANE_DATA");
    return fromEnvironment == null || fromEnvironment.isEmpty()
        ? Path.of(System.getProperty("user.home"), ".backplane")
        : Path.of(fromEnvironment);
  }
}
