package io.backplane.shell.commands;

import io.backplane.api.call.Values;
import io.backplane.health.spi.Platform;
import io.backplane.shell.Command;
import io.backplane.shell.Invocation;
import java.util.Map;

/** {@code backplane version}. */
@picocli.CommandLine.Command(name = "version", description = "Show the running kernel's version.")
public final class Version extends Command {

  public Version(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() {
    Platform.Facts facts = services().platform().facts();
    return Values.map("version", facts.version(), "java", facts.jvmVersion());
  }

  @Override
  protected void print(Object answer) {
    out().println("backplane " + ((Map<?, ?>) answer).get("version"));
  }
}
