package io.backplane.shell.commands.packages;

import io.backplane.shell.Command;
import io.backplane.shell.Invocation;
import io.backplane.units.spi.PackageEntry;
import java.util.List;

/** {@code backplane package list}. */
@picocli.CommandLine.Command(name = "list", description = "List the packages.")
public final class PackageList extends Command {

  public PackageList(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() {
    return services().packages().entries().stream().map(PackageEntry::toMap).toList();
  }

  @Override
  protected List<String> columns() {
    return List.of("id", "kind", "version", "program", "instances", "description");
  }

  @Override
  protected String none() {
    return "no packages: install one with 'package install DIRECTORY'";
  }
}
