package io.backplane.shell.commands.service;

import io.backplane.shell.commands.Commands;
import io.backplane.shell.commands.Group;
import picocli.CommandLine.Command;

/** {@code backplane service}. */
@Command(
    name = "service",
    description = "Services in JavaScript and TypeScript: begin, edit, publish.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "'backplane service run FOLDER' runs one in the terminal, without a kernel; what is installed",
      "is run as an instance."
    })
@Commands({
  ServiceTemplates.class,
  ServiceNew.class,
  ServiceEdit.class,
  ServiceDiscard.class,
  ServicePublish.class
})
public final class ServiceGroup extends Group {}
