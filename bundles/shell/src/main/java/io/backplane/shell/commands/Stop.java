package io.backplane.shell.commands;

import io.backplane.api.call.Values;
import io.backplane.shell.Command;
import io.backplane.shell.Invocation;
import io.backplane.supervisor.spi.UnitStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.osgi.framework.BundleException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;

/**
 * {@code backplane stop}. Ends the units first, then answers, then ends the kernel: the answer's
 * way out is one of the things that stop.
 */
@picocli.CommandLine.Command(
    name = "stop",
    description = "Stop the kernel and what it runs; with the next start that runs again.")
public final class Stop extends Command {

  private static final Logger LOG = LoggerFactory.getLogger("io.backplane.shell");
  private static final Duration UNITS_LIMIT = Duration.ofSeconds(60);
  private static final long LOOK_MS = 20;
  private static final long ANSWER_MS = 100;

  @Option(names = "--keep-units", description = "Leave external processes running.")
  private boolean keepUnits;

  public Stop(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() throws InterruptedException {
    LOG.info("asked to stop{}", keepUnits ? ", units stay" : "");
    List<String> left = List.of();
    try {
      left = keepUnits ? List.of() : endUnits();
    } finally {
      Thread.ofPlatform().name("stop").start(this::stopKernel);
    }
    return Values.map(
        "status", "stopping", "pid", ProcessHandle.current().pid(), "unitsLeft", left);
  }

  /** Ends the units, and tells whoever watches how far that is. */
  private List<String> endUnits() throws InterruptedException {
    long deadline = System.nanoTime() + UNITS_LIMIT.toNanos();
    var left = new ArrayList<>(services().supervisor().shutDown().stream().map(this::id).toList());
    while (!left.isEmpty() && System.nanoTime() < deadline) {
      for (String ended : left.stream().filter(id -> !live(id)).toList()) {
        left.remove(ended);
        tell(ended + " has stopped" + (left.isEmpty() ? "" : ", " + left.size() + " to go"));
      }
      Thread.sleep(LOOK_MS);
    }
    return left;
  }

  private String id(UnitStatus unit) {
    return unit.state().id();
  }

  private boolean live(String id) {
    return services().supervisor().find(id).filter(unit -> unit.state().live()).isPresent();
  }

  private void tell(String words) {
    if (invocation().terminal() && !json()) {
      out().println(words);
      out().flush();
    }
  }

  private void stopKernel() {
    try {
      Thread.sleep(ANSWER_MS);
      services().context().getBundle(0).stop();
    } catch (BundleException | InterruptedException e) {
      LOG.error("cannot stop", e);
    }
  }

  @Override
  protected void print(Object answer) {
    Object left = ((java.util.Map<?, ?>) answer).get("unitsLeft");
    if (left instanceof List<?> ids && !ids.isEmpty()) {
      out().println("still running: " + ids);
    }
    out().println("stopping");
  }
}
