package io.backplane.files.spi;

import io.backplane.api.call.Values;
import java.util.List;
import java.util.Map;

/**
 * What lies in a directory.
 *
 * @param entries sorted by path
 * @param skipped how many are neither files nor directories: links, pipes, devices
 * @param truncated whether there are more than {@link FileLimits#ENTRIES_MAX}
 */
public record FileListing(String path, List<FileEntry> entries, int skipped, boolean truncated) {

  public FileListing {
    entries = List.copyOf(entries);
  }

  /** As it looks in JSON. */
  public Map<String, Object> toMap() {
    return Values.map(
        "path", path,
        "entries", entries.stream().map(FileEntry::toMap).toList(),
        "skipped", skipped,
        "truncated", truncated);
  }
}
