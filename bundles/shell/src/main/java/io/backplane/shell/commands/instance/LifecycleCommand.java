package io.backplane.shell.commands.instance;

import io.backplane.api.call.RefusedException;
import io.backplane.shell.Command;
import io.backplane.shell.ExitCode;
import io.backplane.shell.Invocation;
import io.backplane.shell.commands.Words;
import io.backplane.supervisor.spi.Phase;
import io.backplane.units.spi.Instance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Brings instances into another state, and waits for that. */
abstract class LifecycleCommand extends Command {

  private static final Duration LOOK = Duration.ofMillis(20);

  @Parameters(
      arity = "1..*",
      index = "0..*",
      paramLabel = "<instance>",
      description = "Instances' names.")
  private List<String> ids = List.of();

  @Option(names = "--no-wait", description = "Only ask for it.")
  private boolean noWait;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "How long to wait (500ms, 10s, 5m). Default: 60s.")
  private String timeout = "60s";

  private boolean failed;

  LifecycleCommand(Invocation invocation) {
    super(invocation);
  }

  /** Asks for it. */
  abstract Instance act(String id);

  /** The phases in which it is done. */
  abstract Set<Phase> wanted();

  /** The phases in which it has failed. */
  abstract Set<Phase> unwanted();

  @Override
  protected final Object run() throws InterruptedException {
    Duration limit = Words.parse("--timeout", timeout);
    long deadline = System.nanoTime() + limit.toNanos();
    var settled = new ArrayList<Instance>();
    for (Instance instance : askAll()) {
      settled.add(noWait ? instance : settle(instance, deadline));
    }
    return settled.size() == 1
        ? settled.getFirst().toMap()
        : settled.stream().map(Instance::toMap).toList();
  }

  /** All at once: what they store shares its way to the disk. The first refusal is told. */
  private List<Instance> askAll() throws InterruptedException {
    if (ids.size() == 1) {
      return List.of(act(ids.getFirst()));
    }
    var asked = new ArrayList<Instance>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var answer : threads.invokeAll(ids.stream().map(this::asking).toList())) {
        asked.add(answer.get());
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RefusedException refused
          ? refused
          : new IllegalStateException(e.getCause());
    }
    return asked;
  }

  private Callable<Instance> asking(String id) {
    return () -> act(id);
  }

  private Instance settle(Instance asked, long deadline) throws InterruptedException {
    while (true) {
      Instance now = services().instances().find(asked.id()).orElse(asked);
      boolean done = wanted().contains(now.phase());
      if (done || unwanted().contains(now.phase()) || System.nanoTime() > deadline) {
        failed |= !done;
        return now;
      }
      Thread.sleep(LOOK);
    }
  }

  @Override
  protected final int exitCode() {
    return failed ? ExitCode.FAILED : ExitCode.OK;
  }

  @Override
  protected final void print(Object answer) {
    List<?> all = answer instanceof List<?> list ? list : List.of(answer);
    for (Object one : all) {
      var map = (java.util.Map<?, ?>) one;
      Object reason = map.get("reason");
      out()
          .println(
              map.get("id")
                  + " is "
                  + map.get("state")
                  + (map.get("pid") == null ? "" : ", pid " + map.get("pid"))
                  + (reason == null || reason.equals("") ? "" : ": " + reason));
    }
  }
}
