package io.backplane.host;

import io.backplane.host.process.Surroundings;
import io.backplane.meta.spi.Arguments.Argument;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a service is run with.
 *
 * @param folder of the service
 * @param config arguments {@code --config.PATH=VALUE}, in their order
 * @param configFile empty for none; {@code -} for standard input
 */
record CommandLine(
    Path folder,
    List<Argument> config,
    Optional<String> configFile,
    Optional<Path> dataRoot,
    boolean dumpSchema,
    boolean check) {

  static final String USAGE =
      """
      Usage: backplane service run <folder> [options]
      Run a service in this terminal, without a kernel.
        --config.<path>=<value>   Set a part of its configuration, such as --config.server.port=80.
        --config-file=<file>      Read its configuration; - reads standard input.
        --data-root=<folder>      Where drivers are looked for.
        --dump-config-schema      Print what can be configured, and end.
        --check                   Check its types first, and do not run it with wrong ones.
        --heap=<MiB>              How much memory it may use; 256 usually.
        --engine=jit              Compile what runs often; it starts more slowly.
        --inspect[=<port>]        Let a debugger in, at the address that is told.
        -h, --help                Show this help.
        -v, --version             Show the version.
      Exit codes: 0 done, 1 failed, 2 misused.""";

  /** For whoever starts the process, and done by now. */
  private static final List<String> PROCESS = List.of("--heap=", "--engine=", "--inspect");

  private static final String CONFIG = "--config.";
  private static final String FILE = "--config-file=";
  private static final String ROOT = "--data-root=";

  /** The same with another file of its configuration. */
  CommandLine withConfigFile(Optional<String> file) {
    return new CommandLine(folder, config, file, dataRoot, dumpSchema, check);
  }

  /**
   * @throws Refused it cannot be understood
   */
  static CommandLine parse(List<String> words, Surroundings at) throws Refused {
    var config = new ArrayList<Argument>();
    Optional<Path> folder = Optional.empty();
    Optional<String> file = Optional.empty();
    Optional<Path> root = Optional.empty();
    boolean dump = false;
    boolean check = false;
    for (String word : words) {
      if (word.startsWith(CONFIG)) {
        config.add(configArgument(word));
      } else if (word.startsWith(FILE)) {
        file = Optional.of(word.substring(FILE.length()));
      } else if (word.startsWith(ROOT)) {
        root = Optional.of(path(word.substring(ROOT.length()), at));
      } else if (word.equals("--dump-config-schema")) {
        dump = true;
      } else if (word.equals("--check")) {
        check = true;
      } else if (PROCESS.stream().anyMatch(word::startsWith)) {
        continue;
      } else if (word.startsWith("-") && word.length() > 1) {
        throw Refused.misuse("unknown option: " + word);
      } else if (folder.isPresent()) {
        throw Refused.misuse("unexpected argument: " + word);
      } else {
        folder = Optional.of(path(word, at));
      }
    }
    Path of = folder.orElseThrow(() -> Refused.misuse("no service folder is given"));
    return new CommandLine(of, List.copyOf(config), file, root, dump, check);
  }

  private static Argument configArgument(String word) throws Refused {
    int equals = word.indexOf('=');
    if (equals < 0) {
      throw Refused.misuse("invalid config argument '" + word + "': missing '='");
    }
    return new Argument(word.substring(CONFIG.length(), equals), word.substring(equals + 1));
  }

  private static Path path(String text, Surroundings at) throws Refused {
    try {
      return at.path(text);
    } catch (InvalidPathException e) {
      throw Refused.misuse("not a path: " + text);
    }
  }
}
