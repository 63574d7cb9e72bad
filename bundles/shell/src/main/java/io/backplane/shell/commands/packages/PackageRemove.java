package io.backplane.shell.commands.packages;

import io.backplane.api.call.Values;
import io.backplane.shell.Invocation;

/** {@code backplane package remove}. */
@picocli.CommandLine.Command(
    name = "remove",
    description = "Remove a package, or with NAME@VERSION one version of it.")
public final class PackageRemove extends PackageCommand {

  public PackageRemove(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() {
    services().packages().remove(ref(), Invocation.PRINCIPAL);
    return Values.map("removed", ref());
  }
}
