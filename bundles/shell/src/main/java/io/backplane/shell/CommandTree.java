package io.backplane.shell;

import io.backplane.api.call.RefusedException;
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

  /**
   * With the one command that the words begin with, or with all: reading one takes milliseconds.
   */
  private static CommandLine tree(Invocation invocation, List<String> words) {
    CommandLine line = new CommandLine(Root.class, factory(invocation));
    String first = words.isEmpty() ? "" : words.getFirst();
    boolean known = Root.COMMANDS.stream().anyMatch(type -> name(type).equals(first));
    for (Class<?> type : Root.COMMANDS) {
      if (!known || name(type).equals(first)) {
        line.addSubcommand(type);
      }
    }
    if (!known) {
      PluginWords.add(line, invocation, first.startsWith("-") ? "" : first);
    }
    line.setOut(invocation.out());
    line.setErr(invocation.err());
    line.setExpandAtFiles(false);
    line.setUsageHelpWidth(Math.clamp(invocation.width(), 60, 200));
    line.setParameterExceptionHandler((e, args) -> misused(e, invocation));
    line.setExecutionExceptionHandler((e, command, parsed) -> failed(e, invocation));
    return line;
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
