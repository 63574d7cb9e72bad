package io.backplane.plugins.leaks;

import java.util.HashMap;
import java.util.Map;

/** The names in a heap dump: of classes, fields and methods, and of what threads are in. */
final class HeapNames {

  private record Loaded(long id, long nameId) {}

  private record Frame(long methodId, int classSerial) {}

  private record Trace(long at, int frames) {}

  private final HprofFile file;
  private final IdIndex texts;
  private final Map<Integer, Loaded> loaded = new HashMap<>();
  private final Map<Long, Long> classNames = new HashMap<>();
  private final Map<Long, Frame> frames = new HashMap<>();
  private final Map<Integer, Trace> traces = new HashMap<>();

  /**
   * @param texts how many there are
   */
  HeapNames(HprofFile file, int texts) {
    this.file = file;
    this.texts = new IdIndex(texts);
  }

  void addText(long id) {
    texts.add(id);
  }

  void placeText(long id, long at) {
    texts.place(id, at);
  }

  void addClass(int serial, long id, long nameId) {
    loaded.put(serial, new Loaded(id, nameId));
    classNames.put(id, nameId);
  }

  void addFrame(long id, long methodId, int classSerial) {
    frames.put(id, new Frame(methodId, classSerial));
  }

  void addTrace(int serial, long at, int depth) {
    traces.put(serial, new Trace(at, depth));
  }

  /** All texts are added, places may follow. */
  void sort() {
    texts.sort();
  }

  String text(long id) {
    int index = texts.indexOf(id);
    if (index < 0) {
      return "?";
    }
    long at = texts.place(index);
    return file.utf8(at, length(at));
  }

  private int length(long at) {
    return file.i4(at - file.idBytes() - 4) - file.idBytes();
  }

  /** The id of an ASCII text; 0 when it is not there. */
  long idOf(String text) {
    for (int i = 0; i < texts.size(); i++) {
      long at = texts.place(i);
      if (length(at) == text.length() && file.utf8(at, text.length()).equals(text)) {
        return texts.id(i);
      }
    }
    return 0;
  }

  /** As in source: {@code java.lang.Object[]}. */
  String ofClass(long classId) {
    Long nameId = classNames.get(classId);
    return nameId == null ? "a class without a name" : readable(text(nameId));
  }

  boolean isClass(long classId, long nameId) {
    Long found = classNames.get(classId);
    return found != null && found == nameId;
  }

  /** {@code com.acme.Poller.run} for a frame of a stack trace; empty where it is not known. */
  String method(int traceSerial, int depth) {
    Trace trace = traces.get(traceSerial);
    if (trace == null || depth < 0 || depth >= trace.frames()) {
      return "";
    }
    Frame frame = frames.get(file.id(trace.at() + (long) depth * file.idBytes()));
    Loaded type = frame == null ? null : loaded.get(frame.classSerial());
    return type == null ? "" : readable(text(type.nameId())) + "." + text(frame.methodId());
  }

  /** {@code [Ljava/lang/Object;} is {@code java.lang.Object[]}. */
  static String readable(String internal) {
    String element = internal.replaceFirst("^\\[+", "");
    int dimensions = internal.length() - element.length();
    if (dimensions == 0) {
      return element.replace('/', '.');
    }
    String name =
        switch (element.charAt(0)) {
          case 'L' -> element.substring(1, element.length() - 1).replace('/', '.');
          case 'B' -> "byte";
          case 'C' -> "char";
          case 'D' -> "double";
          case 'F' -> "float";
          case 'I' -> "int";
          case 'J' -> "long";
          case 'S' -> "short";
          default -> "boolean";
        };
    return name + "[]".repeat(dimensions);
  }
}
