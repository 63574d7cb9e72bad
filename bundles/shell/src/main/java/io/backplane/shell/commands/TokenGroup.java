package io.backplane.shell.commands;

import picocli.CommandLine.Command;

/** {@code backplane token}. */
@Command(
    name = "token",
    description = "Tokens for REST clients and browsers.",
    synopsisSubcommandLabel = "COMMAND")
@Commands({TokenCreate.class, TokenList.class, TokenRevoke.class})
public final class TokenGroup extends Group {}
