package io.backplane.files;

import io.backplane.files.spi.FileContent;
import io.backplane.files.spi.FileEntry;
import io.backplane.files.spi.FileListing;
import io.backplane.security.spi.Principal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/** Somebody looks at an instance's files. */
record Reading(Home home, Principal by) {

  FileEntry entry(FilePath path) {
    Home.Place place = home.readable(by, path);
    if (place.inside().isRoot()) {
      return Faults.told(path, () -> root(place));
    }
    return place.in(
        (parent, name) -> Listing.entry(path, plain(path, parent.attributes(name)), ""));
  }

  private static FileEntry root(Home.Place place) throws IOException {
    try (Folder folder = place.area().open()) {
      return Listing.entry(place.path(), folder.attributes(), "");
    }
  }

  /** A file or a directory; opening a pipe or a device could wait for ever, or do something. */
  static BasicFileAttributes plain(FilePath path, BasicFileAttributes found) {
    if (found.isSymbolicLink()) {
      throw Faults.denied(path, "is a link; links are not followed");
    }
    if (found.isOther()) {
      throw Faults.denied(path, "is neither a file nor a directory");
    }
    return found;
  }

  FileListing list(FilePath path, boolean recursive) {
    home.readable(by, path);
    var listing = new Listing(recursive);
    new Walk(home, by, listing).from(path);
    return listing.of(path);
  }

  FileContent read(FilePath path) {
    Home.Place place = home.readable(by, path);
    if (place.inside().isRoot()) {
      throw Faults.conflict(path, "is a directory");
    }
    return place.in((parent, name) -> content(path, parent, name));
  }

  private static FileContent content(FilePath path, Folder parent, Path name) throws IOException {
    BasicFileAttributes found = plain(path, parent.attributes(name));
    if (found.isDirectory()) {
      throw Faults.conflict(path, "is a directory");
    }
    Optional<byte[]> small = Etags.small(parent, name, found);
    if (small.isEmpty()) {
      InputStream bytes = Channels.newInputStream(parent.read(name));
      return new FileContent(Listing.entry(path, found, Etags.of(found)), false, bytes);
    }
    byte[] bytes = small.get();
    var entry =
        new FileEntry(
            path.toString(),
            false,
            bytes.length,
            found.lastModifiedTime().toInstant(),
            Etags.of(bytes));
    return new FileContent(entry, PlainText.of(bytes).isPresent(), new ByteArrayInputStream(bytes));
  }
}
