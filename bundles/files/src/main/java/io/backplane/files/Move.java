package io.backplane.files;

import io.backplane.files.Home.Place;
import io.backplane.files.spi.FileEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;

/** A file or a directory on its way to another name. */
record Move(Place source, Folder parent, Path name, Place target) {

  FileEntry run(boolean overwrite) throws IOException {
    BasicFileAttributes moving = Reading.plain(source.path(), parent.attributes(name));
    return target.in((newParent, newName) -> to(newParent, newName, moving, overwrite));
  }

  private FileEntry to(
      Folder newParent, Path newName, BasicFileAttributes moving, boolean overwrite)
      throws IOException {
    Optional<BasicFileAttributes> there = newParent.find(newName);
    boolean same = there.filter(found -> sameFile(found, moving)).isPresent();
    boolean respelled = same && respelled(newName);
    if (there.isEmpty()) {
      Room.checkEntries(newParent);
    } else if (!respelled) {
      checkReplaceable(moving, there.get(), overwrite);
    }
    parent.move(name, newParent, newName);
    if (same && !respelled) {
      parent.deleteFile(name); // two names of one file: to rename one to the other does nothing
    }
    newParent.sync();
    parent.sync();
    return Listing.entry(target.path(), newParent.attributes(newName), "");
  }

  private void checkReplaceable(
      BasicFileAttributes moving, BasicFileAttributes there, boolean overwrite) {
    if (!overwrite) {
      throw Faults.conflict(target.path(), "is there already");
    }
    if (moving.isDirectory() || there.isDirectory()) {
      throw Faults.conflict(target.path(), "is there already, and only files replace files");
    }
    Reading.plain(target.path(), there);
  }

  private static boolean sameFile(BasicFileAttributes one, BasicFileAttributes other) {
    return one.fileKey() != null && Objects.equals(one.fileKey(), other.fileKey());
  }

  /** Whether only capitals differ, on a file system that does not tell them from small letters. */
  private boolean respelled(Path newName) {
    return name.toString().equalsIgnoreCase(newName.toString())
        && source.path().parent().equals(target.path().parent());
  }
}
