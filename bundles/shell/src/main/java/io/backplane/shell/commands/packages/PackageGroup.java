package io.backplane.shell.commands.packages;

import io.backplane.shell.commands.Commands;
import io.backplane.shell.commands.Group;
import picocli.CommandLine.Command;

/** {@code backplane package}. */
@Command(
    name = "package",
    description = "Drivers and services that can be run: install, look at, remove.",
    synopsisSubcommandLabel = "COMMAND")
@Commands({
  PackageInstall.class,
  PackageList.class,
  PackageShow.class,
  PackageConfigure.class,
  PackageOverlay.class,
  PackageMeta.class,
  PackageDocs.class,
  PackageRemove.class
})
public final class PackageGroup extends Group {}
