package io.backplane.host.modules;

import io.backplane.host.js.Fault;
import io.backplane.host.js.Given;
import io.backplane.host.js.HostFunction;
import io.backplane.host.js.HostModule;
import io.backplane.host.js.JsRuntime;
import io.backplane.host.js.Json;
import io.backplane.host.process.Surroundings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Files. What cannot be done is an {@code InternalError} that names the path as it was given.
 *
 * @param at where relative paths start, and whose output {@code /dev/stdout} is
 */
record FsModule(Surroundings at) implements HostModule {

  /** What is read at once; a service's heap does not hold more. */
  static final long TEXT_BYTES_MAX = 256L << 20;

  private static final int PIPE_BYTES_MAX = 32 << 20;

  @FunctionalInterface
  private interface Work {
    Object on(Path path, Given given) throws IOException;
  }

  @Override
  public String name() {
    return "fs";
  }

  @Override
  public Map<String, HostFunction> functions(JsRuntime runtime) {
    return Map.of(
        "exists", told("exists: no path", (path, given) -> Files.exists(path)),
        "readText", told("readText: cannot open file", FsModule::read),
        "readJson", told("readJson: cannot open file", FsModule::read),
        "writeText", told("writeText: cannot open file for writing", this::write),
        "writeJson", told("writeJson: cannot open file for writing", this::write),
        "mkdir", told("mkdir: failed to create directory", FsModule::mkdir),
        "listDir", told("listDir: cannot list directory", FsModule::list),
        "stat", told("stat: cannot read attributes", FsModule::stat));
  }

  private Path cwd() {
    return at.directory().toAbsolutePath();
  }

  private HostFunction told(String failure, Work work) {
    return given -> {
      String name = given.text(0, "path");
      try {
        if (name.isEmpty()) {
          throw new NoSuchFileException(name);
        }
        return work.on(cwd().resolve(name), given);
      } catch (IOException | InvalidPathException e) {
        throw Fault.internal("fs.%s (path: %s): %s".formatted(failure, name, reason(e)));
      }
    };
  }

  private static String reason(Exception e) {
    return switch (e) {
      case NoSuchFileException _ -> "it does not exist";
      case AccessDeniedException _ -> "access denied";
      case FileAlreadyExistsException _ -> "it exists";
      case NotDirectoryException _ -> "not a directory";
      case CharacterCodingException _ -> "not valid UTF-8";
      case FileSystemException it when it.getReason() != null -> it.getReason();
      case InvalidPathException it -> it.getReason();
      default -> String.valueOf(e.getMessage());
    };
  }

  private static Object read(Path path, Given given) throws IOException {
    if (Files.size(path) > TEXT_BYTES_MAX) {
      throw new IOException("larger than %d MiB".formatted(TEXT_BYTES_MAX >> 20));
    }
    return Files.isRegularFile(path) ? Files.readString(path) : endless(path);
  }

  /** Of a pipe or a device, which does not tell how much is to come. */
  private static String endless(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(PIPE_BYTES_MAX + 1);
      if (bytes.length > PIPE_BYTES_MAX) {
        throw new IOException("more than %d MiB".formatted(PIPE_BYTES_MAX >> 20));
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }
  }

  private Object write(Path path, Given given) throws IOException {
    byte[] content = given.text(1, "text").getBytes(StandardCharsets.UTF_8);
    Optional<OutputStream> own = own(path);
    if (own.isPresent()) {
      own.get().write(content);
      return null;
    }
    boolean append = given.flag(2);
    boolean ensureParent = given.flag(3);
    if (ensureParent && path.getParent() != null) {
      Files.createDirectories(path.getParent());
    }
    if (append) {
      Files.write(path, content, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } else {
      Replacement.of(path, content);
    }
    return null;
  }

  /** Opened anew, they would be written to from their beginning. */
  private Optional<OutputStream> own(Path path) {
    return switch (path.normalize().toString()) {
      case "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1" -> Optional.of(at.output());
      case "/dev/stderr", "/dev/fd/2", "/proc/self/fd/2" -> Optional.of(at.err());
      default -> Optional.empty();
    };
  }

  private static Object mkdir(Path path, Given given) throws IOException {
    boolean recursive = given.flag(1);
    if (recursive) {
      Files.createDirectories(path);
    } else {
      Files.createDirectory(path);
    }
    return null;
  }

  private static Object list(Path path, Given given) throws IOException {
    if (Files.exists(path) && !Files.isDirectory(path)) {
      throw new NotDirectoryException(path.toString());
    }
    boolean recursive = given.flag(1);
    boolean filesOnly = given.flag(2);
    boolean dirsOnly = given.flag(3);
    var found = new ArrayList<Path>();
    collect(
        path,
        recursive,
        entry -> !dirsOnly && Files.isRegularFile(entry) || !filesOnly && Files.isDirectory(entry),
        found);
    List<String> names =
        found.stream()
            .map(it -> path.relativize(it).toString().replace('\\', '/'))
            .sorted()
            .toList();
    return Json.text(names);
  }

  /** Hidden entries are left out, and links to directories not followed, as in the original. */
  private static void collect(
      Path directory, boolean recursive, Predicate<Path> wanted, List<Path> found)
      throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        if (entry.getFileName().toString().startsWith(".")) {
          continue;
        }
        if (wanted.test(entry)) {
          found.add(entry);
        }
        if (recursive && Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
          collect(entry, true, wanted, found);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private static Object stat(Path path, Given given) throws IOException {
    var attributes = Files.readAttributes(path, BasicFileAttributes.class);
    var told = new LinkedHashMap<String, Object>();
    told.put("isFile", attributes.isRegularFile());
    told.put("isDir", attributes.isDirectory());
    told.put("size", attributes.size());
    told.put("mtimeMs", attributes.lastModifiedTime().toMillis());
    return Json.text(told);
  }
}
