package io.backplane.shell.commands.governance;

import io.backplane.governance.spi.Lifecycles;
import io.backplane.shell.Invocation;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A command that brings a unit into another state. */
abstract class GovMove extends GovCommand {

  @Parameters(paramLabel = "<governed>", description = "A registered unit's name.")
  private String unit;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why, in one sentence.")
  private String reason = "";

  private final String to;

  GovMove(Invocation invocation, String to) {
    super(invocation);
    this.to = to;
  }

  @Override
  protected final Object run() {
    return governance().move(Lifecycles.PLUGIN, unit, to, reason, Invocation.PRINCIPAL).toMap();
  }
}
