package io.backplane.shell;

import io.backplane.api.call.RefusedException;
import io.backplane.shell.commands.Commands;
import io.backplane.shell.commands.Root;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.ParameterException;

/** All commands, made anew for each invocation: picocli's commands hold what was parsed. */
public final class CommandTree {

  private static final Logger LOG = LoggerFactory.getLogger("io.backplane.shell");

  private CommandTree() {}

  /**
   * Carries out one command line.
   *
   * @return the exit code
   */
  public static int execute(Invocation invocation, List<String> words) {
    return tree(invocation, words).execute(words.toArray(String[]::new));
  }

  /** All commands. */
  static CommandLine of(Invocation invocation) {
    return tree(invocation, List.of());
  }

  private static CommandLine tree(Invocation invocation, List<String> words) {
    IFactory factory = factory(invocation);
    CommandLine line = new CommandLine(Root.class, factory);
    boolean known = add(line, Root.COMMANDS, words, factory);
    if (!known) {
      String first = words.isEmpty() || words.getFirst().startsWith("-") ? "" : words.getFirst();
      PluginWords.add(line, invocation, first);
    }
    line.setOut(invocation.out());
    line.setErr(invocation.err());
    line.setExpandAtFiles(false);
    line.setUsageHelpWidth(Math.clamp(invocation.width(), 60, 200));
    line.setParameterExceptionHandler((e, args) -> misused(e, invocation));
    line.setExecutionExceptionHandler((e, command, parsed) -> failed(e, invocation));
    return line;
  }

  /**
   * Adds the one command that the words begin with, or all where they begin with none: reading one
   * takes a part of a millisecond.
   *
   * @return whether the words begin with one
   */
  private static boolean add(
      CommandLine line, List<Class<?>> commands, List<String> words, IFactory factory) {
    String first = words.isEmpty() ? "" : words.getFirst();
    boolean known = commands.stream().anyMatch(type -> name(type).equals(first));
    List<String> rest = known ? words.subList(1, words.size()) : List.of();
    for (Class<?> type : commands) {
      if (!known || name(type).equals(first)) {
        CommandLine command = new CommandLine(type, factory);
        line.addSubcommand(command);
        add(command, below(type), rest, factory);
      }
    }
    return known;
  }

  /** The commands below a group; none below any other. */
  static List<Class<?>> below(Class<?> command) {
    Commands commands = command.getAnnotation(Commands.class);
    return commands == null ? List.of() : List.of(commands.value());
  }

  private static String name(Class<?> command) {
    return command.getAnnotation(CommandLine.Command.class).name();
  }

  private static IFactory factory(Invocation invocation) {
    return new IFactory() {
      @Override
      public <K> K create(Class<K> type) throws Exception {
        try {
          return type.getConstructor(Invocation.class).newInstance(invocation);
        } catch (NoSuchMethodException e) {
          return CommandLine.defaultFactory().create(type);
        } catch (InvocationTargetException e) {
          throw (Exception) e.getCause();
        }
      }
    };
  }

  private static int misused(ParameterException e, Invocation invocation) {
    CommandLine command = e.getCommandLine();
    invocation.err().println("backplane: " + e.getMessage());
    List<String> suggestions =
        e instanceof CommandLine.UnmatchedArgumentException unmatched
            ? unmatched.getSuggestions()
            : List.of();
    if (!suggestions.isEmpty()) {
      invocation.err().println("Did you mean: " + String.join(" or ", suggestions) + "?");
    }
    invocation.err().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    return ExitCode.USAGE;
  }

  private static int failed(Exception e, Invocation invocation) {
    switch (e) {
      case RefusedException refused -> {
        invocation.err().println("backplane: " + refused.refusal().message());
        return ExitCode.REFUSED;
      }
      case InterruptedException gone -> {
        return ExitCode.FAILED;
      }
      default -> {
        LOG.error("a command failed", e);
        invocation.err().println("backplane: this is a fault of the kernel: " + e);
        return ExitCode.FAILED;
      }
    }
  }
}
