package io.backplane.files;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.files.Home.Place;
import io.backplane.files.spi.Expected;
import io.backplane.files.spi.FileEntry;
import io.backplane.files.spi.FileWritten;
import io.backplane.security.spi.Principal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Somebody changes an instance's files. */
record Changing(Home home, Principal by, Locks locks, Room room, Announcements announcements) {

  private static final Logger LOG = LoggerFactory.getLogger("io.backplane.files");

  FileWritten write(FilePath path, InputStream body, long bytesMax, Expected expected) {
    Place place = home.writable(by, path);
    place.in((parent, name) -> replaceable(place, parent, name, expected)); // before all is sent
    FileWritten written = Faults.told(path, () -> receive(place, body, bytesMax, expected));
    announcements.written(place, written.created(), written.entry().etag(), by.name());
    return written;
  }

  private FileWritten receive(Place place, InputStream body, long bytesMax, Expected expected)
      throws IOException {
    try (Staged staged = Staged.receive(place.area(), body, bytesMax, room);
        var _ = locks.hold(place.area())) {
      return place.in((parent, name) -> publish(place, parent, name, staged, expected));
    }
  }

  private static FileWritten publish(
      Place place, Folder parent, Path name, Staged staged, Expected expected) throws IOException {
    boolean there = replaceable(place, parent, name, expected);
    if (there) {
      staged.replace(parent, name);
    } else {
      staged.put(parent, name);
    }
    parent.sync();
    BasicFileAttributes found = parent.attributes(name);
    return new FileWritten(Listing.entry(place.path(), found, staged.etag(found)), !there);
  }

  /** Whether there is a file; what is neither nothing nor the file that was meant is refused. */
  private static boolean replaceable(Place place, Folder parent, Path name, Expected expected)
      throws IOException {
    Optional<BasicFileAttributes> found = parent.find(name);
    if (found.isEmpty()) {
      expected.check(place.what(), Optional.empty());
      place.path().checkNew();
      Room.checkEntries(parent);
      return false;
    }
    if (Reading.plain(place.path(), found.get()).isDirectory()) {
      throw Faults.conflict(place.path(), "is a directory");
    }
    expected.check(place.what(), Optional.of(Etags.of(parent, name, found.get())));
    return true;
  }

  FileEntry makeDirectory(FilePath path) {
    Place place = home.writable(by, path);
    path.checkNew();
    FileEntry made;
    try (var _ = locks.hold(place.area())) {
      made = place.in((parent, name) -> make(place, parent, name));
    }
    announcements.directory(place, by.name());
    return made;
  }

  private FileEntry make(Place place, Folder parent, Path name) throws IOException {
    if (parent.find(name).isPresent()) {
      throw Faults.conflict(place.path(), "is there already");
    }
    Room.checkEntries(parent);
    room.check(place.area().root(), 0);
    try (Folder root = place.area().open()) {
      Path staged = place.area().stageDirectory();
      try {
        root.move(staged, parent, name);
      } catch (IOException e) {
        root.deleteDirectory(staged);
        throw e;
      }
    }
    parent.sync();
    return Listing.entry(place.path(), parent.attributes(name), "");
  }

  FileEntry move(FilePath from, FilePath to, boolean overwrite) {
    Place source = home.writable(by, from);
    Place target = home.writable(by, to);
    to.checkNew();
    if (from.covers(to)) {
      throw Faults.conflict(from, "cannot be moved to itself or into itself");
    }
    FileEntry moved;
    try (var _ = locks.hold(source.area(), target.area())) {
      moved = source.in((parent, name) -> new Move(source, parent, name, target).run(overwrite));
    }
    announcements.moved(target, from, by.name());
    return moved;
  }

  void delete(FilePath path, boolean recursive, Expected expected) {
    Place place = home.writable(by, path);
    Optional<Path> staged;
    try (var _ = locks.hold(place.area())) {
      staged = place.in((parent, name) -> take(place, parent, name, recursive, expected));
    }
    announcements.deleted(place, by.name());
    staged.ifPresent(name -> remove(place, name));
  }

  /**
   * Takes the name away.
   *
   * @return under which name what had it waits for its end
   */
  private static Optional<Path> take(
      Place place, Folder parent, Path name, boolean recursive, Expected expected)
      throws IOException {
    Optional<BasicFileAttributes> found = parent.find(name);
    if (found.isEmpty()) {
      expected.check(place.what(), Optional.empty());
      throw Faults.missing(place.path());
    }
    if (found.get().isRegularFile()) {
      expected.check(place.what(), Optional.of(Etags.of(parent, name, found.get())));
    } else if (!(expected instanceof Expected.Anything)) {
      throw new RefusedException(
          new Refusal.Invalid("If-Match", "is for files; '" + place.path() + "' is none"));
    }
    if (!found.get().isDirectory()) {
      parent.deleteFile(name);
    } else if (!recursive) {
      parent.deleteDirectory(name);
    } else {
      return Optional.of(stage(place, parent, name));
    }
    parent.sync();
    return Optional.empty();
  }

  private static Path stage(Place place, Folder parent, Path name) throws IOException {
    Path staged = Area.stagedName();
    try (Folder root = place.area().open()) {
      parent.move(name, root, staged);
    }
    parent.sync();
    return staged;
  }

  private static void remove(Place place, Path staged) {
    try {
      place.area().remove(staged);
    } catch (IOException | RuntimeException e) {
      LOG.warn(
          "what is deleted from {} goes at the next start: {}", place.instance(), e.toString());
    }
  }
}
