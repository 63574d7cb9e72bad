package io.backplane.shell.commands;

import io.backplane.plugins.spi.PluginSource;
import io.backplane.plugins.spi.Plugins.Expected;
import io.backplane.shell.Command;
import io.backplane.shell.Invocation;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code backplane runtime plugin-load}. */
@picocli.CommandLine.Command(
    name = "plugin-load",
    description = "Load a plugin from a jar.",
    footer = {"", "Example: backplane runtime plugin-load greeter --entry ./greeter-1.0.0.jar"})
public final class PluginLoad extends Command {

  @Parameters(paramLabel = "<id>", description = "The id that the jar must have.")
  private String id;

  @Option(names = "--version", paramLabel = "V", description = "The version that it must have.")
  private String version;

  @Option(
      names = "--entry",
      required = true,
      paramLabel = "<file>",
      description = "The jar; relative to where you are.")
  private String entry;

  public PluginLoad(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() {
    Path jar = invocation().directory().resolve(entry).normalize();
    var expected = new Expected(Optional.of(id), Optional.ofNullable(version), false);
    return services().plugins().load(jar, PluginSource.CLI, jar.toString(), expected).toMap();
  }

  @Override
  protected void print(Object answer) {
    Map<?, ?> plugin = (Map<?, ?>) answer;
    out().println(plugin.get("id") + " " + plugin.get("version") + " is " + plugin.get("state"));
  }
}
