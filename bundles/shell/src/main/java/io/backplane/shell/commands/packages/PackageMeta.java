package io.backplane.shell.commands.packages;

import io.backplane.shell.Invocation;
import io.backplane.shell.Json;

/** {@code backplane package meta}. JSON in any case. */
@picocli.CommandLine.Command(name = "meta", description = "Print a package's meta.")
public final class PackageMeta extends PackageCommand {

  public PackageMeta(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() {
    return entry().shown().meta().toMap();
  }

  @Override
  protected void print(Object answer) {
    out().println(Json.pretty(answer));
  }
}
