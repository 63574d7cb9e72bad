package io.backplane.shell.commands.plugins;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.plugins.spi.Entry;
import io.backplane.plugins.spi.Plugins.Expected;
import io.backplane.shell.Invocation;
import java.util.Optional;
import picocli.CommandLine.Option;

/** {@code backplane runtime plugin-load}. */
@picocli.CommandLine.Command(
    name = "plugin-load",
    description = "Load a plugin from a jar or a .js file, or a version of it that is kept.",
    footer = {
      "",
      "Examples:",
      "  backplane runtime plugin-load greeter --entry ./greeter-1.0.0.jar",
      "  backplane runtime plugin-load my-plugin --version 1.0.0 --entry ./plugins/my.js"
    })
public final class PluginLoad extends PluginCommand {

  @Option(
      names = "--version",
      paramLabel = "V",
      description = "The version that it must have; a .js file gets it.")
  private String version;

  @Option(
      names = "--entry",
      paramLabel = "<file>",
      description = "The file; relative to where you are.")
  private String entry;

  public PluginLoad(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() {
    if (entry != null) {
      var expected = new Expected(Optional.of(id()), Optional.ofNullable(version));
      return plugins().load(Entry.named(entry, invocation().directory()), expected).toMap();
    }
    if (version == null) {
      throw new RefusedException(
          new Refusal.Invalid("--entry", "is missing: name the file, or --version of one kept"));
    }
    return plugins().load(id(), version).toMap();
  }

  @Override
  protected void print(Object answer) {
    printState(answer);
  }
}
