package io.backplane.sdk;

import io.backplane.meta.spi.Arguments.Argument;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a driver is started with. Long options carry their value behind {@code =}, short ones in the
 * next argument; any other long one is an argument of the command.
 *
 * @param profile {@code keepalive}, or anything else for {@code oneshot}
 * @param exportMeta where the meta goes, empty text for stdout
 * @param exportDoc {@code format} or {@code format=path}
 */
record CommandLine(
    boolean help,
    boolean version,
    Optional<String> mode,
    String profile,
    Optional<String> command,
    Optional<String> exportMeta,
    Optional<String> exportDoc,
    List<Argument> arguments) {

  /** A command line that makes no sense; the message is for stderr. */
  static final class UsageException extends Exception {
    private static final long serialVersionUID = 1;

    UsageException(String message) {
      super(message);
    }
  }

  static CommandLine parse(String... words) throws UsageException {
    var parsed = new Parser();
    for (int i = 0; i < words.length; i++) {
      String word = words[i];
      if (word.startsWith("--")) {
        parsed.take(word);
      } else if (word.length() > 1 && word.startsWith("-")) {
        i += parsed.takeShort(word, i + 1 < words.length ? words[i + 1] : "", i + 1 < words.length);
      } else {
        throw new UsageException("Invalid argument: " + word);
      }
    }
    return parsed.checked();
  }

  /** Whether the command is carried out at once, instead of reading requests. */
  boolean console() {
    return mode.map(m -> m.equals("console")).orElse(false)
        || command.isPresent() && !mode.map(m -> m.equals("stdio")).orElse(false);
  }

  private static final class Parser {
    private boolean help;
    private boolean version;
    private Optional<String> mode = Optional.empty();
    private String profile = "";
    private Optional<String> command = Optional.empty();
    private Optional<String> exportMeta = Optional.empty();
    private Optional<String> exportDoc = Optional.empty();
    private final List<Argument> arguments = new ArrayList<>();

    void take(String word) throws UsageException {
      int equals = word.indexOf('=');
      String name = equals < 0 ? word.substring(2) : word.substring(2, equals);
      String value = equals < 0 ? "" : word.substring(equals + 1);
      switch (name) {
        case "help" -> help = true;
        case "version" -> version = true;
        case "export-meta" -> exportMeta = Optional.of(value);
        default -> {
          if (equals < 0) {
            throw new UsageException("Missing value for argument: " + word);
          }
          takeValue(name, value);
        }
      }
    }

    private void takeValue(String name, String value) {
      switch (name) {
        case "mode" -> mode = Optional.of(value);
        case "profile" -> profile = value;
        case "cmd" -> command = Optional.of(value);
        case "export-doc" -> exportDoc = Optional.of(value);
        case "guard" -> {} // names a socket of a host's that is not ours to watch
        default -> {
          String path = name.startsWith("arg-") ? name.substring("arg-".length()) : name;
          arguments.add(new Argument(path, value));
        }
      }
    }

    /**
     * @return how many words it took beside itself
     */
    int takeShort(String word, String next, boolean hasNext) throws UsageException {
      switch (word) {
        case "-h" -> help = true;
        case "-v" -> version = true;
        case "-E" -> exportMeta = Optional.of("");
        default -> {
          if (!hasNext) {
            throw new UsageException("Missing value for argument: " + word);
          }
          switch (word) {
            case "-m" -> mode = Optional.of(next);
            case "-c" -> command = Optional.of(next);
            case "-D" -> exportDoc = Optional.of(next);
            default -> throw new UsageException("Unknown short argument: " + word);
          }
          return 1;
        }
      }
      return 0;
    }

    CommandLine checked() throws UsageException {
      if (!arguments.isEmpty() && command.isEmpty()) {
        throw new UsageException("Data arguments require --cmd");
      }
      var line =
          new CommandLine(help, version, mode, profile, command, exportMeta, exportDoc, arguments);
      if (line.console() && command.isEmpty() && !help && !version) {
        throw new UsageException("Console mode requires --cmd");
      }
      return line;
    }
  }
}
