package io.backplane.plugins.leaks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds out in a heap dump who holds a class loader from outside.
 *
 * <p>One walk, breadth first, from all the collector's roots: what belongs to the loader (itself,
 * its classes, their instances) is not entered, each reference into it from outside is a holder.
 * Weak, soft, phantom and final references do not count. 8 bytes for each object.
 */
final class LeakPath {

  /** Holders told of; what is told alike but for indexes counts once. */
  static final int LINES_MAX = 20;

  private static final int HOLDERS_MAX = 2_000;
  private static final int UNSEEN = -1;

  /** Roots whose names say most come first. */
  private static final List<Integer> ORDER =
      List.of(
          HprofFile.ROOT_THREAD,
          HprofFile.ROOT_FRAME,
          HprofFile.ROOT_JNI_LOCAL,
          HprofFile.ROOT_JNI_GLOBAL,
          HprofFile.ROOT_CLASS);

  /**
   * A reference into what belongs to the loader.
   *
   * @param path from the root's own object on to the holder; empty when the root itself refers
   * @param where of the last reference, see {@link HeapIndex.Edges}
   */
  record Holder(HprofFile.Root root, List<Integer> path, int where, int target) {}

  private record Found(int root, int from, int where, int target) {}

  private final HeapIndex heap;
  private final long loaderId;
  private final List<HprofFile.Root> roots;
  private final int[] cameFrom; // for a root's object: -2 less the root's number
  private final int[] queue;
  private int queued;
  private final List<Found> found = new ArrayList<>();

  LeakPath(HeapIndex heap, long loaderId) {
    this.heap = heap;
    this.loaderId = loaderId;
    this.roots = heap.roots().stream().sorted(Comparator.comparingInt(LeakPath::rank)).toList();
    this.cameFrom = new int[heap.size()];
    this.queue = new int[heap.size()];
    Arrays.fill(cameFrom, UNSEEN);
  }

  private static int rank(HprofFile.Root root) {
    int rank = ORDER.indexOf(root.kind());
    return rank < 0 ? ORDER.size() : rank;
  }

  /**
   * One line for each holder, nearest first: {@code thread "poller" → com.acme.Poller#plugin → …}.
   *
   * @param name what the last word is: {@code class loader of greeter 1.0.0}
   * @return empty when nothing in the dump keeps it alive
   */
  List<String> lines(String name) {
    walk();
    var text = new PathText(heap, loaderId);
    Map<String, String> lines = new LinkedHashMap<>();
    for (Found one : found) {
      String line = text.line(holder(one)) + name;
      lines.putIfAbsent(line.replaceAll("\\[\\d+]", "[]"), line);
      if (lines.size() == LINES_MAX) {
        break;
      }
    }
    return List.copyOf(lines.values());
  }

  private void walk() {
    for (int i = 0; i < roots.size(); i++) {
      int object = heap.indexOf(roots.get(i).id());
      if (object >= 0 && belongs(object)) {
        add(new Found(i, UNSEEN, 0, object));
      } else if (object >= 0 && cameFrom[object] == UNSEEN) {
        cameFrom[object] = -2 - i;
        queue[queued++] = object;
      }
    }
    for (int next = 0; next < queued && found.size() < HOLDERS_MAX; next++) {
      int from = queue[next];
      heap.edges(from, (target, where) -> follow(from, target, where));
    }
  }

  private void follow(int from, long targetId, int where) {
    int target = targetId == 0 ? -1 : heap.indexOf(targetId);
    if (target < 0 || cameFrom[target] != UNSEEN) {
      return;
    }
    if (belongs(target)) {
      add(new Found(UNSEEN, from, where, target));
    } else {
      cameFrom[target] = from;
      queue[queued++] = target;
    }
  }

  private void add(Found one) {
    if (found.size() < HOLDERS_MAX) {
      found.add(one);
    }
  }

  private boolean belongs(int object) {
    HeapClass type = heap.byId(heap.classId(object));
    return heap.id(object) == loaderId || (type != null && type.loaderId == loaderId);
  }

  private Holder holder(Found one) {
    if (one.from() == UNSEEN) {
      return new Holder(roots.get(one.root()), List.of(), 0, one.target());
    }
    var path = new ArrayList<Integer>();
    int at = one.from();
    while (at >= 0) {
      path.addFirst(at);
      at = cameFrom[at];
    }
    return new Holder(roots.get(-2 - at), path, one.where(), one.target());
  }
}
