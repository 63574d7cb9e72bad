package io.backplane.shell.commands.packages;

import io.backplane.api.call.Values;
import io.backplane.shell.Command;
import io.backplane.shell.ExitCode;
import io.backplane.shell.Invocation;
import io.backplane.units.spi.DriverPackage;
import io.backplane.units.spi.Installed;
import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** {@code backplane package install}. */
@picocli.CommandLine.Command(
    name = "install",
    description =
        "Install a driver from a directory or a zip, or every driver of a directory of such.",
    footer = {"", "Example: backplane package install samples/drivers/thermometer"})
public final class PackageInstall extends Command {

  @Parameters(paramLabel = "<file>", description = "Directory or zip; relative to where you are.")
  private String source;

  private Installed installed;

  public PackageInstall(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() {
    Path path = invocation().directory().resolve(source).normalize();
    installed = services().packages().install(path, Invocation.PRINCIPAL);
    boolean one = installed.packages().size() == 1 && installed.failed().isEmpty();
    return one
        ? installed.packages().getFirst().toMap()
        : Values.map(
            "packages", installed.packages().stream().map(DriverPackage::toMap).toList(),
            "failed", installed.failed().stream().map(Installed.Failed::toMap).toList());
  }

  @Override
  protected int exitCode() {
    return installed.failed().isEmpty() ? ExitCode.OK : ExitCode.FAILED;
  }

  @Override
  protected void print(Object answer) {
    installed
        .packages()
        .forEach(driver -> out().println(driver.ref() + " (" + driver.program() + ")"));
    installed
        .failed()
        .forEach(driver -> out().println("failed: " + driver.directory() + ": " + driver.reason()));
  }
}
