package io.backplane.shell;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/**
 * A command: parses, asks one service, returns what there is to say. A list becomes a table, a map
 * lines of name and value, and everything becomes JSON with {@code --json}.
 */
public abstract class Command implements Callable<Integer> {

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  private final Invocation invocation;

  protected Command(Invocation invocation) {
    this.invocation = invocation;
  }

  /** Does it, and returns the answer: a list of maps, a map, or a text. */
  protected abstract Object run() throws Exception;

  /** The columns of the table that a list becomes. */
  protected List<String> columns() {
    return List.of();
  }

  /** What is printed in the place of an empty table. */
  protected String none() {
    return "none";
  }

  protected final Invocation invocation() {
    return invocation;
  }

  protected final Services services() {
    return invocation.services();
  }

  protected final PrintWriter out() {
    return invocation.out();
  }

  protected final boolean json() {
    return json;
  }

  @Override
  public final Integer call() throws Exception {
    Object answer = run();
    if (answer instanceof Integer exitCode) {
      return exitCode;
    }
    if (json) {
      out().println(Json.pretty(answer));
    } else {
      print(answer);
    }
    return exitCode();
  }

  /** The exit code behind an answer, which may tell of a failure. */
  protected int exitCode() {
    return ExitCode.OK;
  }

  /** Prints an answer for people. */
  protected void print(Object answer) {
    switch (answer) {
      case List<?> rows when rows.isEmpty() -> out().println(none());
      case List<?> rows -> printTable(rows);
      case Map<?, ?> facts -> printFacts(facts, "");
      default -> out().println(answer);
    }
  }

  protected final void printTable(List<?> rows) {
    Table table = new Table(columns());
    rows.forEach(row -> table.add((Map<?, ?>) row));
    table.print(out(), invocation.terminal() ? invocation.width() : 0);
  }

  private void printFacts(Map<?, ?> facts, String indent) {
    int width = facts.keySet().stream().mapToInt(key -> key.toString().length()).max().orElse(0);
    facts.forEach(
        (name, value) -> {
          if (value instanceof Map<?, ?> nested && !nested.isEmpty()) {
            out().println(indent + name);
            printFacts(nested, indent + "  ");
          } else {
            String padding = " ".repeat(width - name.toString().length() + 2);
            out().println(indent + name + padding + Table.text(value));
          }
        });
  }
}
