package io.backplane.units;

import io.backplane.supervisor.spi.Embedding;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.osgi.framework.Bundle;

/**
 * Runs services inside the kernel: the classes of their host's program, in a class loader of their
 * own above the framework's, which has the JavaScript engine. Thread-safe.
 */
final class EmbeddedHost implements Embedding {

  private static final String PROGRAM = "io.backplane.host.Embedded";

  private final ServiceHost host;
  private Optional<ClassLoader> loader = Optional.empty();

  /** A service; both objects are the same. */
  private record Service(Callable<?> running, AutoCloseable ended) implements Program {

    @Override
    public int run() throws Exception {
      Thread.currentThread().setContextClassLoader(running.getClass().getClassLoader());
      return (Integer) running.call();
    }

    @Override
    public void cancel() {
      try {
        ended.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /**
   * @param host whose class path holds
   */
  EmbeddedHost(ServiceHost host) {
    this.host = host;
  }

  /**
   * The jar with the program.
   *
   * @throws IOException there is no host
   */
  String program() throws IOException {
    return classPath().getFirst();
  }

  private List<String> classPath() throws IOException {
    List<String> command = host.command(List.of());
    int option = command.indexOf("-cp");
    if (option < 0) {
      throw new IOException("the host of services has no class path: " + command);
    }
    return List.of(command.get(option + 1).split(File.pathSeparator));
  }

  @Override
  public Program load(
      List<String> arguments,
      Path directory,
      Map<String, String> environment,
      InputStream in,
      OutputStream out,
      OutputStream err)
      throws IOException {
    try {
      Object service =
          Class.forName(PROGRAM, true, loader())
              .getConstructor(
                  List.class,
                  Path.class,
                  Map.class,
                  InputStream.class,
                  OutputStream.class,
                  OutputStream.class)
              .newInstance(arguments, directory, environment, in, out, err);
      return new Service((Callable<?>) service, (AutoCloseable) service);
    } catch (ReflectiveOperationException e) {
      throw new IOException("cannot be run inside the kernel: " + e, e);
    }
  }

  private synchronized ClassLoader loader() throws IOException {
    if (loader.isEmpty()) {
      List<String> jars = classPath();
      var urls = new URL[jars.size()];
      for (int i = 0; i < urls.length; i++) {
        urls[i] = Path.of(jars.get(i)).toUri().toURL();
      }
      ClassLoader framework = Bundle.class.getClassLoader();
      loader = Optional.of(new URLClassLoader("services", urls, framework));
    }
    return loader.get();
  }
}
