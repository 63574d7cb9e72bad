package io.backplane.files;

import io.backplane.files.spi.FileEntry;
import io.backplane.files.spi.FileLimits;
import io.backplane.files.spi.FileListing;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what lies in a directory. */
final class Listing implements Walk.Visitor {

  private final boolean recursive;
  private final List<FileEntry> entries = new ArrayList<>();
  private int skipped;
  private boolean truncated;

  Listing(boolean recursive) {
    this.recursive = recursive;
  }

  static FileEntry entry(FilePath path, BasicFileAttributes found, String etag) {
    return new FileEntry(
        path.toString(),
        found.isDirectory(),
        found.isDirectory() ? 0 : found.size(),
        found.lastModifiedTime().toInstant(),
        etag);
  }

  FileListing of(FilePath path) {
    entries.sort(Comparator.comparing(FileEntry::path));
    return new FileListing(path.toString(), entries, skipped, truncated);
  }

  @Override
  public boolean directory(FilePath path, BasicFileAttributes found) {
    entries.add(entry(path, found, ""));
    return recursive;
  }

  @Override
  public void file(Folder folder, Path name, FilePath path, BasicFileAttributes found) {
    entries.add(entry(path, found, ""));
  }

  @Override
  public void other() {
    skipped++;
  }

  @Override
  public void cut() {
    truncated = true;
  }

  @Override
  public boolean enough() {
    return entries.size() + skipped >= FileLimits.ENTRIES_MAX;
  }
}
