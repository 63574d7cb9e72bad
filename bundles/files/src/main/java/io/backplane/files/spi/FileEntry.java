package io.backplane.files.spi;

import io.backplane.api.call.Values;
import java.time.Instant;
import java.util.Map;

/**
 * A file or a directory.
 *
 * @param path from the instance's directory, with slashes; empty for that directory itself
 * @param size bytes; 0 for a directory
 * @param etag changes with the content; empty where it is not told
 */
public record FileEntry(
    String path, boolean directory, long size, Instant modifiedAt, String etag) {

  public String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** As it looks in JSON. */
  public Map<String, Object> toMap() {
    Map<String, Object> map =
        Values.map(
            "name",
            name(),
            "path",
            path,
            "kind",
            directory ? "directory" : "file",
            "size",
            size,
            "modifiedAt",
            modifiedAt.toString());
    if (!etag.isEmpty()) {
      map.put("etag", etag);
    }
    return map;
  }
}
