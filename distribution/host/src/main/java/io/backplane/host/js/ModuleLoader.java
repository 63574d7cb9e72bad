package io.backplane.host.js;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.graalvm.polyglot.io.FileSystem;

/**
 * What {@code import} reads: the built-in modules, and files named by a relative or absolute path
 * that ends in {@code .js} or {@code .mjs}. Nothing is ever written through it.
 */
final class ModuleLoader implements FileSystem {

  private static final String RULE =
      "import a built-in module, or './name.js' with its ending: %s is neither";

  private final BuiltIns builtIns;
  private volatile Path directory = Path.of("").toAbsolutePath();
  private Optional<Substitute> substitute = Optional.empty();

  ModuleLoader(BuiltIns builtIns) {
    this.builtIns = builtIns;
  }

  /** Where relative paths of the first module start. */
  void startAt(Path folder) {
    directory = folder.toAbsolutePath();
  }

  void substitute(Substitute module) {
    substitute = Optional.of(module);
  }

  /** Of what is no file. */
  private Optional<String> text(Path path) {
    return substitute
        .filter(it -> it.path().equals(path))
        .map(Substitute::text)
        .or(() -> builtIns.text(path));
  }

  /** What is none of a file is looked for as if it were, and so told of as any other. */
  @Override
  public Path parsePath(URI uri) {
    return "file".equals(uri.getScheme()) ? Path.of(uri) : Path.of(uri.toString());
  }

  /** A bare name comes here as it stands, and only then. */
  @Override
  public Path parsePath(String path) {
    return builtIns.path(path).orElseGet(() -> Path.of(path));
  }

  @Override
  public Path toAbsolutePath(Path path) {
    return directory.resolve(path);
  }

  @Override
  public void checkAccess(Path path, Set<? extends AccessMode> modes, LinkOption... options)
      throws IOException {
    if (modes.contains(AccessMode.WRITE)) {
      throw readOnly();
    }
    toRealPath(path);
  }

  @Override
  public Path toRealPath(Path path, LinkOption... options) throws IOException {
    if (text(path).isPresent()) {
      return path;
    }
    Path absolute = directory.resolve(path).normalize();
    String name = absolute.getFileName() == null ? "" : absolute.getFileName().toString();
    if (!name.endsWith(".js") && !name.endsWith(".mjs")) {
      throw new NoSuchFileException(path.toString(), null, RULE.formatted(path));
    }
    return absolute.toRealPath();
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String names, LinkOption... options)
      throws IOException {
    return text(path).isPresent()
        ? Map.of("isRegularFile", true, "isDirectory", false)
        : Files.readAttributes(toRealPath(path), names, options);
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    var text = text(path);
    return text.isPresent() ? new TextChannel(text.get()) : Files.newByteChannel(toRealPath(path));
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
}
