package io.backplane.shell.commands.state;

import io.backplane.shell.Command;
import io.backplane.shell.Invocation;
import io.backplane.state.spi.StateConflict;
import io.backplane.state.spi.StateLimits;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code backplane runtime state-conflicts}. */
@picocli.CommandLine.Command(
    name = "state-conflicts",
    description = "Show values that lost against others which had not known them, newest first.")
public final class StateConflicts extends Command {

  @Parameters(arity = "0..1", paramLabel = "<key>", description = "Of this key only.")
  private String key = "";

  @Option(names = "--before", paramLabel = "ID", description = "Begin below this number.")
  private long before = Long.MAX_VALUE;

  @Option(names = "--limit", paramLabel = "N", description = "At most so many. Default: 1000.")
  private int limit = StateLimits.PAGE_MAX;

  @Option(
      names = "--forget",
      paramLabel = "ID",
      description = "Forget all up to this number instead, once you have looked at them.")
  private Long forget;

  public StateConflicts(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() {
    if (forget != null) {
      return Map.of("forgotten", services().state().forgetConflicts(forget));
    }
    return services().state().conflicts(key, before, limit).stream()
        .map(StateConflict::toMap)
        .toList();
  }

  @Override
  protected List<String> columns() {
    return List.of("id", "noticed", "kind", "key", "version", "by", "won", "value");
  }

  @Override
  @SuppressWarnings("unchecked") // run() has made it
  protected void print(Object answer) {
    super.print(
        answer instanceof List<?> conflicts
            ? ((List<Map<String, Object>>) conflicts).stream().map(Versions::row).toList()
            : answer);
  }

  @Override
  protected String none() {
    return "no conflicts";
  }
}
