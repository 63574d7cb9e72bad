package io.backplane.supervisor.spi;

import java.util.ArrayList;
import java.util.List;

/**
 * How a unit's process is started ahead of the unit. Such a process does what needs no word about
 * the unit, says {@link #WAITING} as its first line on stdout, and reads one line from stdin:
 *
 * <pre>{"arguments":[…],"directory":"…","environment":{…}}</pre>
 *
 * From then on it is what the unit's own command would have become: run with these arguments in the
 * place of the waiting words, in this directory, with these variables over its own. An end of input
 * instead of the line ends it. Whatever has the same command shares the same spares.
 *
 * @param program the program and first words, which the unit's command begins with, too
 * @param waiting the words behind them that make it wait
 */
public record Spare(List<String> program, List<String> waiting) {

  /** What it says when it waits, a line of its own. */
  public static final String WAITING = "waiting";

  public Spare {
    program = List.copyOf(program);
    waiting = List.copyOf(waiting);
    if (program.isEmpty()) {
      throw new IllegalArgumentException("a spare has at least a program");
    }
  }

  /** What a spare is started with. */
  public List<String> command() {
    var command = new ArrayList<>(program);
    command.addAll(waiting);
    return List.copyOf(command);
  }

  /** Whether a command begins as this does. */
  boolean fits(List<String> command) {
    return command.size() >= program.size() && command.subList(0, program.size()).equals(program);
  }

  /** What a command has behind its beginning. */
  public List<String> arguments(List<String> command) {
    return command.subList(program.size(), command.size());
  }
}
