package io.backplane.shell.commands.service;

import io.backplane.shell.Command;
import io.backplane.shell.Invocation;
import io.backplane.units.spi.Instance;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code backplane service new}. */
@picocli.CommandLine.Command(
    name = "new",
    description = "Make a service: a package, and an instance with its code to be edited.",
    footer = {"", "Example: backplane service new counter"})
public final class ServiceNew extends Command {

  @Parameters(paramLabel = "<name>", description = "Of the package and of the instance.")
  private String id;

  @Option(names = "--template", paramLabel = "NAME", description = "Default: hello.")
  private String template = "hello";

  private Path workspace;

  public ServiceNew(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() {
    Instance made = services().templates().create(template, id, Invocation.PRINCIPAL);
    workspace = made.setup().directory().resolve("workspace");
    return made.toMap();
  }

  @Override
  protected void print(Object answer) {
    out().println(((Map<?, ?>) answer).get("id") + " is in " + workspace);
    out().println("  edit it there or in the console, then: backplane instance start " + id);
  }
}
