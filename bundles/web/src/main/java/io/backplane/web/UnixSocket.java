package io.backplane.web;

import io.backplane.security.spi.LocalPeer;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.BooleanSupplier;
import org.apache.felix.http.jetty.ConnectorFactory;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.unixdomain.server.UnixDomainServerConnector;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.runtime.HttpServiceRuntime;

/**
 * The second door: a unix socket, 0600 in a directory 0700. What comes in there is the local admin.
 * Each of its requests carries the attribute {@link LocalPeer#GONE}, which no client can set.
 */
@Component
public final class UnixSocket implements ConnectorFactory {

  private final Path path;
  private final Path data;

  /**
   * @param http not used, but awaited: Jetty does not come up over a connector of ours that was
   *     there before it, as it takes each for a TCP one when it tells its addresses
   */
  @Activate
  public UnixSocket(BundleContext context, @Reference HttpServiceRuntime http) {
    this.path = Path.of(context.getProperty("backplane.socket"));
    this.data = Path.of(context.getProperty("backplane.data"), "run");
  }

  static boolean isLocal(HttpServletRequest request) {
    return request.getAttribute(LocalPeer.GONE) != null;
  }

  @Override
  public Connector createConnector(Server server) {
    try {
      makeOwn(path.getParent());
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.addCustomizer(UnixSocket::mark);
    var connector = new OwnerOnlyConnector(server, new HttpConnectionFactory(http), path);
    connector.setUnixDomainPath(path);
    return connector;
  }

  /** Outside the data directory, somebody else may have made it first. */
  private void makeOwn(Path directory) throws IOException {
    Files.createDirectories(directory);
    if (!Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(data))) {
      throw new IOException(directory + " belongs to somebody else: remove it");
    }
    ownerOnly(directory, "rwx------");
  }

  private static void ownerOnly(Path path, String permissions) throws IOException {
    if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }
  }

  private static Request mark(Request request, HttpFields.Mutable headers) {
    EndPoint peer = request.getConnectionMetaData().getConnection().getEndPoint();
    BooleanSupplier gone = () -> hasHungUp(peer);
    request.setAttribute(LocalPeer.GONE, gone);
    return request;
  }

  /**
   * A client says nothing between its request and the answer, so that reading tells only whether it
   * is still there.
   */
  private static boolean hasHungUp(EndPoint peer) {
    try {
      return !peer.isOpen() || peer.fill(ByteBuffer.allocate(1).flip()) < 0;
    } catch (IOException e) {
      return true;
    }
  }

  private static final class OwnerOnlyConnector extends UnixDomainServerConnector {
    private final Path path;

    OwnerOnlyConnector(Server server, HttpConnectionFactory factory, Path path) {
      super(server, factory);
      this.path = path;
    }

    @Override
    protected void doStart() throws Exception {
      super.doStart();
      ownerOnly(path, "rw-------");
    }

    @Override
    protected void doStop() throws Exception {
      super.doStop();
      Files.deleteIfExists(path);
    }
  }
}
