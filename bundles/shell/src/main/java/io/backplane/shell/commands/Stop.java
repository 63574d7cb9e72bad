package io.backplane.shell.commands;

import io.backplane.api.call.Values;
import io.backplane.shell.Command;
import io.backplane.shell.Invocation;
import org.osgi.framework.BundleException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;

/** {@code backplane stop}. Answers first: the answer's way out is one of the things that stop. */
@picocli.CommandLine.Command(name = "stop", description = "Stop the kernel.")
public final class Stop extends Command {

  private static final Logger LOG = LoggerFactory.getLogger("io.backplane.shell");
  private static final long ANSWER_MS = 100;

  @Option(names = "--keep-units", description = "Leave external processes running.")
  private boolean keepUnits;

  public Stop(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() {
    var framework = services().context().getBundle(0);
    LOG.info("asked to stop");
    Thread.ofPlatform()
        .name("stop")
        .start(
            () -> {
              try {
                Thread.sleep(ANSWER_MS);
                framework.stop();
              } catch (BundleException | InterruptedException e) {
                LOG.error("cannot stop", e);
              }
            });
    return Values.map("status", "stopping", "pid", ProcessHandle.current().pid());
  }

  @Override
  protected void print(Object answer) {
    out().println("stopping");
  }
}
