package io.backplane.shell.commands.packages;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.shell.Invocation;
import io.backplane.shell.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code backplane package overlay}. */
@picocli.CommandLine.Command(
    name = "overlay",
    description = "Show, set or remove the operator's words over a package's meta.")
public final class PackageOverlay extends PackageCommand {

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "<file>",
      description = "A JSON file with the overlay; without one it is shown.")
  private String file;

  @Option(names = "--remove", description = "Remove it.")
  private boolean remove;

  public PackageOverlay(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() {
    if (remove) {
      services().packages().overlay(ref(), Map.of(), Invocation.PRINCIPAL);
    } else if (file != null) {
      services().packages().overlay(ref(), read(), Invocation.PRINCIPAL);
    }
    return services().packages().overlay(ref());
  }

  private Map<String, Object> read() {
    Path path = invocation().directory().resolve(file);
    try {
      return Json.object(file, Files.readString(path));
    } catch (IOException e) {
      throw new RefusedException(new Refusal.Invalid(file, "cannot be read: " + e.getMessage()));
    }
  }
}
