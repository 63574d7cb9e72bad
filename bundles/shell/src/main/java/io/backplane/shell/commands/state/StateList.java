package io.backplane.shell.commands.state;

import io.backplane.api.call.Values;
import io.backplane.shell.Command;
import io.backplane.shell.Invocation;
import io.backplane.state.spi.StateEntry;
import io.backplane.state.spi.StateLimits;
import io.backplane.state.spi.StatePage;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code backplane runtime state-list}. */
@picocli.CommandLine.Command(name = "state-list", description = "List keys in their order.")
public final class StateList extends Command {

  @Parameters(arity = "0..1", paramLabel = "<prefix>", description = "What keys begin with.")
  private String prefix = "";

  @Option(names = "--after", paramLabel = "<key>", description = "Begin behind this key.")
  private String after = "";

  @Option(names = "--limit", paramLabel = "N", description = "At most so many. Default: 1000.")
  private int limit = StateLimits.PAGE_MAX;

  public StateList(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() {
    StatePage page = services().state().list(prefix, after, limit);
    return Values.map(
        "entries", page.entries().stream().map(StateEntry::toMap).toList(), "more", page.more());
  }

  @Override
  protected List<String> columns() {
    return List.of("key", "type", "at", "by", "version", "value");
  }

  @Override
  @SuppressWarnings("unchecked") // run() has made it
  protected void print(Object answer) {
    Map<String, Object> page = (Map<String, Object>) answer;
    var entries = (List<Map<String, Object>>) page.get("entries");
    super.print(entries.stream().map(Versions::row).toList());
    if (Boolean.TRUE.equals(page.get("more"))) {
      out().println("more: --after " + entries.getLast().get("key"));
    }
  }

  @Override
  protected String none() {
    return prefix.isEmpty() ? "no keys" : "no keys that begin with '" + prefix + "'";
  }
}
