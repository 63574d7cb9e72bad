package io.backplane.shell.commands.state;

import io.backplane.shell.Command;
import io.backplane.shell.Invocation;
import io.backplane.state.spi.Stamp;
import io.backplane.state.spi.StateEntry;
import io.backplane.state.spi.StateLimits;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code backplane runtime state-quarantine}. */
@picocli.CommandLine.Command(
    name = "state-quarantine",
    description = "Show versions from the future, which wait for this kernel's clock, or end that.",
    footer = {
      "",
      "Examples:",
      "  backplane runtime state-quarantine",
      "  backplane runtime state-quarantine --adopt theme 019c0a1b2c3d-0000-5e1f0c9a7b21-1c9d3e77"
    })
public final class StateQuarantine extends Command {

  @ArgGroup(exclusive = true, multiplicity = "0..1")
  private Deed deed = new Deed();

  /** What is to be done with one. */
  static final class Deed {
    @Option(names = "--adopt", description = "Write its value now, as this kernel's own.")
    private boolean adopt;

    @Option(names = "--drop", description = "Overrule it everywhere with what stands here.")
    private boolean drop;
  }

  @Parameters(index = "0", arity = "0..1", paramLabel = "<key>", description = "Which one.")
  private String key;

  @Parameters(index = "1", arity = "0..1", paramLabel = "VERSION", description = "Of that key.")
  private String version = "";

  public StateQuarantine(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() {
    if (deed.adopt || deed.drop) {
      Stamp stamp = Stamp.parse(version);
      StateEntry written =
          deed.adopt
              ? services().sharing().adopt(key, stamp, Invocation.PRINCIPAL)
              : services().sharing().drop(key, stamp, Invocation.PRINCIPAL);
      return written.toMap();
    }
    return services().sharing().quarantined(StateLimits.PAGE_MAX).stream()
        .filter(entry -> key == null || entry.key().equals(key))
        .map(StateEntry::toMap)
        .toList();
  }

  @Override
  protected List<String> columns() {
    return List.of("key", "at", "by", "version", "value");
  }

  @Override
  @SuppressWarnings("unchecked") // run() has made it
  protected void print(Object answer) {
    if (answer instanceof List<?> waiting) {
      super.print(((List<Map<String, Object>>) waiting).stream().map(Versions::row).toList());
    } else {
      out().println(key + " is at version " + ((Map<?, ?>) answer).get("version"));
    }
  }

  @Override
  protected String none() {
    return "nothing waits";
  }
}
