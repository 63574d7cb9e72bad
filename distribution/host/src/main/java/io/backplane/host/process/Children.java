package io.backplane.host.process;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All programs that a service runs. They end with the host: when it is closed, when it is asked to
 * end, and on Linux also when it is killed.
 *
 * <p>The last is the kernel's doing ({@code PR_SET_PDEATHSIG}), which takes the thread that has
 * started a program for its parent: programs are started by the loop's thread only.
 */
public final class Children implements AutoCloseable {

  private static final List<String> WITH_PARENT = List.of("setpriv", "--pdeathsig", "KILL");

  private final Set<Child> living = ConcurrentHashMap.newKeySet();
  private final Thread hook = new Thread(this::endAll, "children-end");
  private final Map<String, String> variables;
  private List<String> prefix = List.of();
  private boolean used;
  private volatile boolean closed;

  /**
   * @param variables of the service, which they all have
   */
  public Children(Map<String, String> variables) {
    this.variables = variables;
  }

  /**
   * For the loop's thread.
   *
   * @param broken called when it does not read its input any more
   * @throws IOException it cannot be started
   */
  public Child start(Launch launch, Child.Manners manners, Runnable broken) throws IOException {
    if (closed) {
      throw new IOException("the host ends");
    }
    prepare();
    Path program = launch.find(variables);
    var command = new ArrayList<>(prefix);
    command.add(program.toString());
    command.addAll(launch.arguments());
    var builder = new ProcessBuilder(command).directory(launch.cwd().toFile());
    builder.environment().putAll(variables);
    builder.environment().putAll(launch.environment());
    Process process = builder.start();
    var child = new Child(process, manners, broken);
    living.add(child);
    process
        .onExit()
        .thenRun(
            () -> {
              living.remove(child);
              child.closeInput();
            });
    return child;
  }

  private void prepare() {
    if (used) {
      return;
    }
    used = true;
    Runtime.getRuntime().addShutdownHook(hook);
    if (works(WITH_PARENT)) {
      prefix = WITH_PARENT;
    }
  }

  /** Whether this system has the program, with this option. */
  private static boolean works(List<String> prefix) {
    try {
      var command = new ArrayList<>(prefix);
      command.add("true");
      return new ProcessBuilder(command)
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Ends them all, and waits for it: 3 s at most. */
  private void endAll() {
    closed = true;
    var ends = living.stream().map(child -> Thread.ofVirtual().start(() -> endOne(child))).toList();
    try {
      for (Thread end : ends) {
        end.join();
      }
    } catch (InterruptedException e) {
      living.forEach(Child::kill);
    }
  }

  private static void endOne(Child child) {
    try {
      child.end();
    } catch (InterruptedException e) {
      child.kill();
    }
  }

  @Override
  public void close() {
    endAll();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // it runs already
    }
  }
}
