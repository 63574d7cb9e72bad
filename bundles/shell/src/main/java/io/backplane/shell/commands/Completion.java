package io.backplane.shell.commands;

import io.backplane.shell.Command;
import io.backplane.shell.Invocation;
import picocli.CommandLine.Parameters;

/**
 * {@code backplane completion}. The script asks the kernel at each TAB, so that it knows units and
 * plugins.
 */
@picocli.CommandLine.Command(
    name = "completion",
    description = "Print the completion script for bash.",
    footer = {"", "Use it with: source <(backplane completion bash)"})
public final class Completion extends Command {

  private static final String BASH =
      """
      _backplane() {
        local IFS=$'\\n'
        COMPREPLY=($("${COMP_WORDS[0]}" complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
        [[ ${COMPREPLY[0]} == *= ]] && compopt -o nospace
        [[ ${COMPREPLY[0]} == :files: ]] && COMPREPLY=() && compopt -o default
      }
      complete -F _backplane backplane""";

  @Parameters(arity = "0..1", paramLabel = "SHELL", description = "bash.")
  private String shell = "bash";

  public Completion(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() {
    if (!shell.equals("bash")) {
      throw new io.backplane.api.call.RefusedException(
          new io.backplane.api.call.Refusal.Invalid("SHELL", "'" + shell + "' is not bash"));
    }
    return BASH;
  }
}
