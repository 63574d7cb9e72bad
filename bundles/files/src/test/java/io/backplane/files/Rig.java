package io.backplane.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.event.Event;
import io.backplane.files.spi.Expected;
import io.backplane.files.spi.FileContent;
import io.backplane.files.spi.FileEntry;
import io.backplane.files.spi.FileWritten;
import io.backplane.security.spi.Principal;
import io.backplane.security.spi.Role;
import io.backplane.testing.TempStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Two instances, a directory that they share, and one outside that nobody may reach. */
final class Rig implements AutoCloseable {

  static final Principal ADMIN = new Principal("root", Role.ADMIN, Optional.empty());
  static final Principal OPERATOR = new Principal("ada", Role.OPERATOR, Optional.empty());
  static final Principal VIEWER = new Principal("eve", Role.VIEWER, Optional.empty());

  /** A file outside. */
  static final String SECRET = "not yours";

  final Path base;
  final Path root;
  final Path outside;
  final Path shared;
  final TempStore store = new TempStore();
  final AtomicLong free = new AtomicLong(Long.MAX_VALUE);
  final DiskFiles files;

  Rig() {
    this(Duration.ofSeconds(60));
  }

  Rig(Duration searchLimit) {
    try {
      base = Files.createTempDirectory("backplane-files-").toRealPath();
      outside = Files.createDirectory(base.resolve("outside"));
      Files.writeString(outside.resolve("secret"), SECRET);
      shared = Files.createDirectory(base.resolve("shared"));
      root = make("one");
      make("two");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    files =
        new DiskFiles(
            id -> Optional.of(base.resolve(id)).filter(d -> Set.of("one", "two").contains(id)),
            shared,
            store,
            directory -> free.get(),
            searchLimit);
  }

  private Path make(String id) throws IOException {
    Path home = Files.createDirectory(base.resolve(id));
    for (String part : List.of("workspace", "private", "config", "logs")) {
      Files.createDirectory(home.resolve(part));
    }
    Files.writeString(home.resolve("config/instance.json"), "{}");
    Files.writeString(home.resolve("logs/out.log"), "line\n");
    Files.createSymbolicLink(home.resolve("shared"), Path.of("../shared"));
    return home;
  }

  Path workspace(String name) {
    return root.resolve("workspace").resolve(name);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  FileWritten write(String path, String text) {
    return write(path, text, Expected.ANYTHING);
  }

  FileWritten write(String path, String text, Expected expected) {
    return files.write(ADMIN, "one", path, bytes(text), expected);
  }

  FileWritten upload(String path, byte[] content) {
    return files.upload(ADMIN, "one", path, new ByteArrayInputStream(content), Expected.ANYTHING);
  }

  String read(String path) {
    try (FileContent content = files.read(ADMIN, "one", path)) {
      return new String(content.bytes().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String etag(String path) {
    try (FileContent content = files.read(ADMIN, "one", path)) {
      return content.entry().etag();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  FileEntry directory(String path) {
    return files.makeDirectory(ADMIN, "one", path);
  }

  FileEntry move(String from, String to) {
    return files.move(ADMIN, "one", from, to, false);
  }

  void delete(String path) {
    files.delete(ADMIN, "one", path, true, Expected.ANYTHING);
  }

  List<String> list(Principal by, String path, boolean recursive) {
    return files.list(by, "one", path, recursive).entries().stream().map(FileEntry::path).toList();
  }

  static Refusal refusal(ThrowingCallable act) {
    return catchThrowableOfType(RefusedException.class, act).refusal();
  }

  static void denied(ThrowingCallable act) {
    assertThat(refusal(act)).isInstanceOf(Refusal.Denied.class);
  }

  static void conflict(ThrowingCallable act) {
    assertThat(refusal(act)).isInstanceOf(Refusal.Conflict.class);
  }

  static void missing(ThrowingCallable act) {
    assertThat(refusal(act)).isInstanceOf(Refusal.NotFound.class);
  }

  static void invalid(String field, ThrowingCallable act) {
    assertThat(refusal(act))
        .isInstanceOfSatisfying(
            Refusal.Invalid.class, invalid -> assertThat(invalid.field()).isEqualTo(field));
  }

  /** What was told of changes, oldest first. */
  List<Map<String, Object>> stories() {
    return store.events().since(0, 10_000).stream()
        .filter(event -> event.type().equals(Announcements.CHANGED))
        .map(Event::data)
        .toList();
  }

  /** Nothing outside was changed, and nothing of what was under way is left. */
  void assertClean() throws IOException {
    try (var left = Files.list(outside)) {
      assertThat(left.map(path -> path.getFileName().toString())).containsExactly("secret");
    }
    assertThat(outside.resolve("secret")).hasContent(SECRET);
    try (var all = Files.walk(base)) {
      assertThat(all.filter(path -> Area.isStaged(path.getFileName().toString()))).isEmpty();
    }
  }

  @Override
  public void close() throws IOException {
    store.close();
    try (var all = Files.walk(base)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
