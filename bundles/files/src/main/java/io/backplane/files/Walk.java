package io.backplane.files;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.files.spi.FileLimits;
import io.backplane.security.spi.Principal;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * Goes through a directory, and from there down, nearest first, where the caller's role reaches.
 * Each directory is opened anew from the top, so that few are open at a time.
 */
final class Walk {

  /** What is met. */
  interface Visitor {

    /**
     * @return whether to go into it
     */
    boolean directory(FilePath path, BasicFileAttributes found);

    void file(Folder folder, Path name, FilePath path, BasicFileAttributes found)
        throws IOException;

    /** What is neither a file nor a directory. */
    void other();

    /** There is more than is gone through. */
    void cut();

    /** Whether to stop here. */
    boolean enough();
  }

  private static final String SHARED = "shared";

  private final Home home;
  private final Principal by;
  private final Visitor visitor;
  private final Deque<FilePath> waiting = new ArrayDeque<>();

  Walk(Home home, Principal by, Visitor visitor) {
    this.home = home;
    this.by = by;
    this.visitor = visitor;
  }

  void from(FilePath start) {
    look(start);
    while (!waiting.isEmpty() && !visitor.enough()) {
      lookAgain(waiting.poll());
    }
    if (!waiting.isEmpty()) {
      visitor.cut();
    }
  }

  /** Below the start everything may change at any time: what is no more is passed over. */
  private void lookAgain(FilePath directory) {
    try {
      look(directory);
    } catch (RefusedException e) {
      boolean gone =
          e.refusal() instanceof Refusal.NotFound || e.refusal() instanceof Refusal.Denied;
      if (!gone) {
        throw e;
      }
    }
  }

  private void look(FilePath directory) {
    Home.Place place = home.place(directory);
    Faults.told(
        directory,
        () -> {
          try (Folder folder = place.area().open(place.inside())) {
            for (Path name : sorted(folder)) {
              if (visitor.enough()) {
                visitor.cut();
                break;
              }
              meet(place, folder, name);
            }
          }
          return directory;
        });
  }

  private List<Path> sorted(Folder folder) {
    var sorted = new ArrayList<Path>();
    for (Iterator<Path> names = folder.names(); names.hasNext(); ) {
      if (sorted.size() > FileLimits.ENTRIES_MAX) {
        visitor.cut();
        break;
      }
      sorted.add(names.next());
    }
    sorted.sort(null);
    return sorted;
  }

  private void meet(Home.Place place, Folder folder, Path name) throws IOException {
    FilePath path = place.path().child(name.toString());
    boolean top = place.inside().isRoot();
    if (top && Area.isStaged(name.toString())) {
      return;
    }
    if (path.depth() == 1 && name.toString().equals(SHARED)) {
      meetShared(path);
      return;
    }
    var found = folder.find(name);
    if (found.isPresent()) {
      meet(folder, name, path, found.get());
    }
  }

  private void meetShared(FilePath path) throws IOException {
    try (Folder shared = home.place(path).area().open()) {
      directory(path, shared.attributes());
    } catch (RefusedException e) { // it is not there, or cannot be reached
      visitor.other();
    }
  }

  private void meet(Folder folder, Path name, FilePath path, BasicFileAttributes found)
      throws IOException {
    if (found.isDirectory()) {
      directory(path, found);
    } else if (found.isRegularFile()) {
      visitor.file(folder, name, path, found);
    } else {
      visitor.other();
    }
  }

  private void directory(FilePath path, BasicFileAttributes found) {
    boolean enter = visitor.directory(path, found);
    if (enter && path.depth() < FileLimits.DEPTH_MAX && mayEnter(path)) {
      waiting.add(path);
    }
  }

  private boolean mayEnter(FilePath path) {
    try {
      return Zone.of(path).readable(by);
    } catch (RefusedException e) { // such as 'Config'
      return false;
    }
  }
}
