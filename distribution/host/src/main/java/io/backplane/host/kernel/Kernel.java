package io.backplane.host.kernel;

import io.backplane.host.kernel.Connection.Head;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The kernel, as it is reached over its socket. Thread-safe.
 *
 * @param socket of the kernel
 * @param headers that every request has
 */
final class Kernel implements AutoCloseable {

  private static final int IDLE_MAX = 8;

  /** Well before the kernel closes it. */
  private static final Duration IDLE_LIMIT = Duration.ofSeconds(10);

  static final int BODY_BYTES_MAX = 64 << 20;

  private final Path socket;
  private final Map<String, String> headers;
  private final ArrayDeque<Idle> idle = new ArrayDeque<>(); // the last used is last

  private record Idle(Connection connection, long sinceNs) {
    boolean fresh() {
      return System.nanoTime() - sinceNs < IDLE_LIMIT.toNanos();
    }
  }

  /** A whole answer. */
  record Answer(int status, String body) {}

  /** Somebody who may give up a request, from any thread. */
  static final class Asking {
    private Connection connection;
    private boolean givenUp;

    private synchronized void by(Connection current) throws IOException {
      connection = current;
      if (givenUp) {
        current.close();
        throw new IOException("given up");
      }
    }

    synchronized void giveUp() {
      givenUp = true;
      if (connection != null) {
        connection.close();
      }
    }

    private synchronized void done() {
      connection = null;
    }
  }

  Kernel(Path socket, Map<String, String> headers) {
    this.socket = socket;
    this.headers = Map.copyOf(headers);
  }

  /**
   * Asks, and waits for all of the answer.
   *
   * @param path with what has to be escaped in it escaped
   * @throws IOException there is no kernel, or it has gone, or the asking was given up
   */
  Answer ask(Asking asking, String method, String path, byte[] body) throws IOException {
    Open open = open(asking, method, path, Map.of(), body);
    try {
      byte[] bytes = open.head().body().readNBytes(BODY_BYTES_MAX + 1);
      if (bytes.length > BODY_BYTES_MAX) {
        throw new IOException("the answer is larger than 64 MiB");
      }
      asking.done();
      if (open.head().keeps()) {
        keep(open.connection());
      } else {
        open.connection().close();
      }
      return new Answer(open.head().status(), new String(bytes, StandardCharsets.UTF_8));
    } catch (IOException e) {
      open.connection().close();
      throw e;
    }
  }

  /** An answer that is still to be read; the connection is its reader's to close. */
  record Open(Connection connection, Head head) implements AutoCloseable {
    @Override
    public void close() {
      connection.close();
    }
  }

  /**
   * As {@link #ask}, and waits for the answer's head.
   *
   * @param more headers
   */
  Open open(Asking asking, String method, String path, Map<String, String> more, byte[] body)
      throws IOException {
    var all = new TreeMap<>(headers);
    all.putAll(more);
    Optional<Connection> used = takeIdle();
    if (used.isPresent()) {
      asking.by(used.get());
      try {
        used.get().send(method, path, all, body);
        return received(used.get());
      } catch (GoneException e) {
        throw e;
      } catch (IOException e) { // it was closed before, and nothing of this was taken
        used.get().close();
        closeIdle();
      }
    }
    Connection connection = Connection.open(socket);
    asking.by(connection);
    try {
      connection.send(method, path, all, body);
    } catch (IOException e) {
      connection.close();
      throw e;
    }
    return received(connection);
  }

  /** It was asked, and nobody knows what became of it. */
  private static final class GoneException extends IOException {
    private static final long serialVersionUID = 1;

    GoneException(IOException cause) {
      super(cause.getMessage(), cause);
    }
  }

  private static Open received(Connection connection) throws GoneException {
    try {
      return new Open(connection, connection.receive());
    } catch (IOException e) {
      connection.close();
      throw new GoneException(e);
    }
  }

  private synchronized Optional<Connection> takeIdle() {
    while (!idle.isEmpty()) {
      Idle last = idle.removeLast();
      if (last.fresh()) {
        return Optional.of(last.connection());
      }
      last.connection().close();
    }
    return Optional.empty();
  }

  private synchronized void keep(Connection connection) {
    idle.addLast(new Idle(connection, System.nanoTime()));
    while (idle.size() > IDLE_MAX) {
      idle.removeFirst().connection().close();
    }
  }

  private synchronized void closeIdle() {
    idle.forEach(it -> it.connection().close());
    idle.clear();
  }

  @Override
  public void close() {
    closeIdle();
  }
}
