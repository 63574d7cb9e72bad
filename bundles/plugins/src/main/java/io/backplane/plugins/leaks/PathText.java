package io.backplane.plugins.leaks;

import java.util.ArrayList;
import java.util.List;

/**
 * Tells who holds something: the root, then each object with the field or the index that leads on.
 */
final class PathText {

  private static final String ARROW = " → ";

  /** Of a longer path the middle is left out. */
  private static final int STEPS_MAX = 14;

  private final HeapIndex heap;
  private final long loaderId;

  PathText(HeapIndex heap, long loaderId) {
    this.heap = heap;
    this.loaderId = loaderId;
  }

  /**
   * @return with an arrow at its end
   */
  String line(LeakPath.Holder holder) {
    var steps = new ArrayList<String>();
    int from = lastStatic(holder);
    if (from < 0) {
      from = 0;
      root(holder.root(), steps);
    }
    for (int i = from; i < holder.path().size(); i++) {
      steps.add(step(holder.path().get(i), where(holder, i)));
    }
    if (heap.id(holder.target()) != loaderId) {
      steps.add((heap.isClass(holder.target()) ? "class " : "") + className(holder.target()));
    }
    return String.join(ARROW, shortened(steps)) + ARROW;
  }

  /** What a static field holds stays as long as its class: how that is held says nothing more. */
  private int lastStatic(LeakPath.Holder holder) {
    for (int i = holder.path().size() - 1; i >= 0; i--) {
      if (heap.isClass(holder.path().get(i)) && where(holder, i) >= 0) {
        return i;
      }
    }
    return -1;
  }

  /** By which reference the path goes on from its object of this number. */
  private int where(LeakPath.Holder holder, int number) {
    if (number == holder.path().size() - 1) {
      return holder.where();
    }
    long next = heap.id(holder.path().get(number + 1));
    int[] found = {0};
    boolean[] done = {false};
    heap.edges(
        holder.path().get(number),
        (target, where) -> {
          if (target == next && !done[0]) {
            found[0] = where;
            done[0] = true;
          }
        });
    return found[0];
  }

  private void root(HprofFile.Root root, List<String> steps) {
    switch (root.kind()) {
      case HprofFile.ROOT_THREAD -> steps.add(thread(root));
      case HprofFile.ROOT_FRAME -> {
        String method = heap.method(root);
        steps.add(thread(root) + (method.isEmpty() ? " (Java frame)" : " (in " + method + ")"));
      }
      case HprofFile.ROOT_JNI_LOCAL, HprofFile.ROOT_NATIVE_STACK ->
          steps.add(thread(root) + " (native frame)");
      case HprofFile.ROOT_JNI_GLOBAL -> steps.add("native code (JNI global)");
      case HprofFile.ROOT_CLASS -> {} // the first step names it
      case HprofFile.ROOT_MONITOR, HprofFile.ROOT_THREAD_BLOCK -> steps.add("a monitor in use");
      default -> steps.add("the JVM");
    }
  }

  private String thread(HprofFile.Root root) {
    return "thread \"" + heap.threadName(root) + "\"";
  }

  private String step(int object, int where) {
    String name = className(object);
    return switch (where) {
      case HeapIndex.ITS_CLASS -> name + " (its class)";
      case HeapIndex.SUPERCLASS -> "class " + name + " (its superclass)";
      case HeapIndex.LOADER -> "class " + name + " (its loader)";
      case HeapIndex.SIGNERS -> "class " + name + " (its signers)";
      case HeapIndex.PROTECTION_DOMAIN -> "class " + name + " (its protection domain)";
      default -> member(object, name, where);
    };
  }

  private String member(int object, String name, int where) {
    if (heap.isArray(object)) {
      return name.replaceFirst("\\[]", "[" + where + "]");
    }
    String field = heap.fieldName(object, where);
    return heap.isClass(object) ? "static " + name + "." + field : name + "#" + field;
  }

  private String className(int object) {
    return heap.names().ofClass(heap.classId(object));
  }

  private static List<String> shortened(List<String> steps) {
    if (steps.size() <= STEPS_MAX) {
      return steps;
    }
    int kept = STEPS_MAX / 2;
    var some = new ArrayList<>(steps.subList(0, kept));
    some.add("… " + (steps.size() - 2 * kept) + " more …");
    some.addAll(steps.subList(steps.size() - kept, steps.size()));
    return some;
  }
}
