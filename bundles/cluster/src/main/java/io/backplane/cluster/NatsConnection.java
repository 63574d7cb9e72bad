package io.backplane.cluster;

import io.backplane.cluster.spi.ClusterAddress;
import io.nats.client.Connection;
import io.nats.client.ErrorListener;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.api.ServerInfo;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import javax.net.ssl.SSLContext;

/**
 * Connections that are not mended: one that is lost stays lost, and so does what it had to send.
 */
final class NatsConnection {

  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);

  /** Two that are not answered end a connection. */
  private static final Duration PING_EVERY = Duration.ofSeconds(2);

  private NatsConnection() {}

  /** Keeps what the client tells aside, which is why a connection could not be made. */
  private static final class Heard implements ErrorListener {
    private volatile String last = "";

    @Override
    public void exceptionOccurred(Connection connection, Exception e) {
      Throwable cause = e;
      while (cause.getCause() != null) {
        cause = cause.getCause();
      }
      last = ": " + (cause.getMessage() == null ? cause : cause.getMessage());
    }

    @Override
    public void errorOccurred(Connection connection, String error) {
      last = ": " + error;
    }
  }

  /** What is done on a connection. */
  @FunctionalInterface
  interface Work {
    void run(Connection connection) throws IOException, InterruptedException;
  }

  /**
   * Connects, and closes the connection after the work.
   *
   * @throws IOException none of the servers can be reached, or lets this kernel in; what the work
   *     throws
   */
  static void use(ClusterAddress address, Work work) throws IOException, InterruptedException {
    try {
      use(address, SSLContext.getDefault(), work);
    } catch (NoSuchAlgorithmException e) {
      throw new IOException("TLS does not work: " + e.getMessage(), e);
    }
  }

  /**
   * @param trusted says which certificates are, where an address wants TLS
   */
  static void use(ClusterAddress address, SSLContext trusted, Work work)
      throws IOException, InterruptedException {
    Connection connection = open(address, trusted);
    try {
      work.run(connection);
    } finally {
      close(connection);
    }
  }

  /** Whole, though whoever closes it may be asked to end. */
  private static void close(Connection connection) {
    boolean interrupted = Thread.interrupted();
    try {
      connection.close();
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static Connection open(ClusterAddress address, SSLContext trusted)
      throws IOException, InterruptedException {
    var heard = new Heard();
    var options =
        new Options.Builder()
            .servers(address.servers().toArray(String[]::new))
            .connectionName("backplane")
            .connectionTimeout(CONNECT_LIMIT)
            .pingInterval(PING_EVERY)
            .maxPingsOut(2)
            .noReconnect()
            .ignoreDiscoveredServers()
            .hostnameResolveMode(
                Options.HostnameResolveMode.HappyEyeballs) // the one that keeps the name
            .reconnectBufferSize(0)
            .useTimeoutException()
            .errorListener(heard);
    address.user().ifPresent(user -> identify(options, user));
    address.credentials().ifPresent(file -> options.authHandler(Credentials.read(file)));
    if (address.servers().stream().anyMatch(server -> server.startsWith("tls:"))) {
      options.sslContext(new HostCheckedTls(trusted));
    }
    try {
      return Nats.connect(options.build());
    } catch (IOException e) {
      throw new IOException(e.getMessage() + heard.last, e);
    }
  }

  /** Not in the URL: the client's messages quote it. */
  private static void identify(Options.Builder options, String user) {
    int colon = user.indexOf(':');
    if (colon < 0) {
      options.token(plain(user));
    } else {
      options.userInfo(plain(user.substring(0, colon)), plain(user.substring(colon + 1)));
    }
  }

  private static char[] plain(String escaped) {
    return URLDecoder.decode(escaped.replace("+", "%2B"), StandardCharsets.UTF_8).toCharArray();
  }

  static boolean isUp(Connection connection) {
    return connection.getStatus() == Connection.Status.CONNECTED;
  }

  /** Its name, where it was given one, version and address, for people. */
  static String server(Connection connection) {
    ServerInfo info = connection.getServerInfo();
    String name =
        info.getServerName().equals(info.getServerId()) ? "" : info.getServerName() + ", ";
    return "%sNATS %s at %s:%d".formatted(name, info.getVersion(), info.getHost(), info.getPort());
  }
}
