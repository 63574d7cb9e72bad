package io.backplane.script;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.DirectoryStream;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.util.Map;
import java.util.Set;
import org.graalvm.polyglot.io.FileSystem;
import org.graalvm.polyglot.io.IOAccess;

/**
 * All that a script sees of files: its own modules, to be imported. There is no way from here to
 * the machine's files or to the network; paths only look like its paths.
 */
final class ModuleFiles implements FileSystem {

  /** Bytes of one module. */
  static final int BYTES_MAX = 1 << 20;

  private static final String RULE =
      "a plugin imports './name.js' and '../name.js' out of its own jar, nothing else";

  private final Modules modules;

  private ModuleFiles(Modules modules) {
    this.modules = modules;
  }

  /** What a context of these modules may read. */
  static IOAccess access(Modules modules) {
    return IOAccess.newBuilder().fileSystem(new ModuleFiles(modules)).build();
  }

  @Override
  public Path parsePath(URI uri) {
    throw new SecurityException("Cannot import '" + uri + "': " + RULE);
  }

  @Override
  public Path parsePath(String path) {
    return Path.of(path);
  }

  @Override
  public Path toAbsolutePath(Path path) {
    return Path.of("/").resolve(path);
  }

  @Override
  public void checkAccess(Path path, Set<? extends AccessMode> modes, LinkOption... options)
      throws IOException {
    if (modes.contains(AccessMode.WRITE)) {
      throw readOnly();
    }
    content(path);
  }

  @Override
  public Path toRealPath(Path path, LinkOption... options) throws IOException {
    content(path);
    return path.normalize();
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String names, LinkOption... options)
      throws IOException {
    return Map.of("isRegularFile", true, "isDirectory", false, "size", (long) content(path).length);
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    return new Bytes(content(path));
  }

  private byte[] content(Path path) throws IOException {
    String name = path.normalize().toString().replace('\\', '/');
    if (!name.startsWith("/") || !(name.endsWith(".js") || name.endsWith(".mjs"))) {
      throw new NoSuchFileException(name, null, RULE);
    }
    byte[] content =
        modules
            .read(name.substring(1))
            .orElseThrow(() -> new NoSuchFileException(name, null, "it is not in the jar"));
    if (content.length > BYTES_MAX) {
      throw new IOException("it is larger than " + (BYTES_MAX >> 20) + " MiB");
    }
    return content;
  }

  @Override
  public void createDirectory(Path path, FileAttribute<?>... attributes) {
    throw readOnly();
  }

  @Override
  public void delete(Path path) {
    throw readOnly();
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path path, DirectoryStream.Filter<? super Path> filter) {
    throw readOnly();
  }

  private static SecurityException readOnly() {
    return new SecurityException("modules can be imported, nothing else");
  }

  /** A module's text to be read. */
  private static final class Bytes implements SeekableByteChannel {
    private final ByteBuffer content;
    private boolean open = true;

    Bytes(byte[] content) {
      this.content = ByteBuffer.wrap(content);
    }

    @Override
    public int read(ByteBuffer into) {
      if (!content.hasRemaining()) {
        return -1;
      }
      int length = Math.min(into.remaining(), content.remaining());
      into.put(content.slice(content.position(), length));
      content.position(content.position() + length);
      return length;
    }

    @Override
    public int write(ByteBuffer from) {
      throw new NonWritableChannelException();
    }

    @Override
    public SeekableByteChannel truncate(long size) {
      throw new NonWritableChannelException();
    }

    @Override
    public long position() {
      return content.position();
    }

    @Override
    public SeekableByteChannel position(long position) {
      content.position(Math.toIntExact(Math.min(position, content.limit())));
      return this;
    }

    @Override
    public long size() {
      return content.limit();
    }

    @Override
    public boolean isOpen() {
      return open;
    }

    @Override
    public void close() {
      open = false;
    }
  }
}
