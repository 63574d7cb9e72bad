package io.backplane.shell.commands.plugins;

import io.backplane.shell.commands.Group;
import picocli.CommandLine.Command;

/** A word that a plugin claims; its commands are added as its meta declares them. */
@Command(synopsisSubcommandLabel = "COMMAND")
public final class WordGroup extends Group {}
