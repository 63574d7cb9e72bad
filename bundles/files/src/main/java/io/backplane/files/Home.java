package io.backplane.files;

import io.backplane.security.spi.Principal;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The directories of one instance. Where {@code shared/} leads to is known here; the link of that
 * name in the instance's directory is not asked.
 */
record Home(String instance, Area own, Path sharedDirectory) {

  /**
   * Where a path is.
   *
   * @param instance whose files these are
   * @param path as the caller has it
   * @param inside the same, within the area
   */
  record Place(String instance, FilePath path, Area area, FilePath inside) {

    /** Does something in the directory that a path lies in. */
    <T> T in(Step<T> step) {
      return Faults.told(
          path,
          () -> {
            try (Folder parent = Faults.told(path.parent(), () -> area.open(inside.parent()))) {
              return step.run(parent, Folder.name(inside.name()));
            }
          });
    }

    /** What a refusal calls it. */
    String what() {
      return "file '" + path + "'";
    }
  }

  /** Does something with a name. */
  interface Step<T> {
    T run(Folder parent, Path name) throws IOException;
  }

  Place place(FilePath path) {
    boolean shared = Zone.of(path) == Zone.SHARED;
    Area area = shared ? Faults.told(path, this::shared) : own;
    FilePath inside = shared ? path.rest() : path;
    if (!inside.isRoot() && Area.isStaged(inside.names().getFirst())) {
      throw Faults.missing(path);
    }
    return new Place(instance, path, area, inside);
  }

  private Area shared() throws IOException {
    return new Area(sharedDirectory.toRealPath());
  }

  Place readable(Principal by, FilePath path) {
    Zone.of(path).checkRead(by);
    return place(path);
  }

  Place writable(Principal by, FilePath path) {
    Zone.of(path).checkWrite(by, path);
    return place(path);
  }
}
