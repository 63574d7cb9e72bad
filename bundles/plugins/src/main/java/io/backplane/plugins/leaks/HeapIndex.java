package io.backplane.plugins.leaks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where each object of a heap dump lies, and what it refers to. Holds 16 bytes for each object and
 * name; the objects stay in the file. For one thread.
 */
final class HeapIndex implements HeapClass.Classes {

  /** Where a reference is that stands in no field. */
  static final int ITS_CLASS = -1;

  static final int SUPERCLASS = -2;
  static final int LOADER = -3;
  static final int SIGNERS = -4;
  static final int PROTECTION_DOMAIN = -5;

  /** Takes a reference. */
  interface Edges {
    /**
     * @param where the number of the field, of the static field or of the array's element; negative
     *     for one of the places above
     */
    void edge(long target, int where);
  }

  private final HprofFile file;
  private final int idBytes;
  private final HeapNames names;
  private final IdIndex objects;
  private final List<HprofFile.Root> roots = new ArrayList<>();
  private final Map<Integer, HprofFile.Root> threads = new HashMap<>();
  private HeapClass[] classes;
  private long[] classIds;
  private final long reference;
  private final long referent;

  private HeapIndex(HprofFile file, int texts, int objects) throws IOException {
    this.file = file;
    this.idBytes = file.idBytes();
    this.names = new HeapNames(file, texts);
    this.objects = new IdIndex(objects);
    collect();
    locate();
    reference = names.idOf("java/lang/ref/Reference");
    referent = names.idOf("referent");
  }

  /** Reads the file three times: counting, collecting ids, noting places. */
  static HeapIndex of(HprofFile file) throws IOException {
    var counts = new int[2];
    file.records(
        new HprofFile.Records() {
          @Override
          public void text(long id, long at, int length) {
            counts[0]++;
          }

          @Override
          public void object(int tag, long id, long at) {
            counts[1]++;
          }
        });
    return new HeapIndex(file, counts[0], counts[1]);
  }

  private void collect() throws IOException {
    file.records(
        new HprofFile.Records() {
          @Override
          public void text(long id, long at, int length) {
            names.addText(id);
          }

          @Override
          public void loadedClass(int serial, long id, long nameId) {
            names.addClass(serial, id, nameId);
          }

          @Override
          public void frame(long id, long methodId, int classSerial) {
            names.addFrame(id, methodId, classSerial);
          }

          @Override
          public void trace(int serial, long at, int depth) {
            names.addTrace(serial, at, depth);
          }

          @Override
          public void root(HprofFile.Root root) {
            roots.add(root);
            if (root.kind() == HprofFile.ROOT_THREAD) {
              threads.put(root.serial(), root);
            }
          }

          @Override
          public void object(int tag, long id, long at) {
            objects.add(id);
          }
        });
    names.sort();
    objects.sort();
  }

  private void locate() throws IOException {
    var found = new ArrayList<HeapClass>();
    file.records(
        new HprofFile.Records() {
          @Override
          public void text(long id, long at, int length) {
            names.placeText(id, at);
          }

          @Override
          public void object(int tag, long id, long at) {
            objects.place(id, at);
            if (tag == HprofFile.CLASS_DUMP) {
              found.add(new HeapClass(file, at));
            }
          }
        });
    found.sort(Comparator.comparingLong(type -> type.id));
    classes = found.toArray(HeapClass[]::new);
    classIds = found.stream().mapToLong(type -> type.id).toArray();
  }

  HeapNames names() {
    return names;
  }

  int size() {
    return objects.size();
  }

  /** The object's number; negative when it is not in the dump. */
  int indexOf(long id) {
    return objects.indexOf(id);
  }

  long id(int object) {
    return objects.id(object);
  }

  List<HprofFile.Root> roots() {
    return roots;
  }

  @Override
  public HeapClass byId(long id) {
    int index = Arrays.binarySearch(classIds, id);
    return index < 0 ? null : classes[index];
  }

  @Override
  public boolean isWeak(HeapClass type, long nameId) {
    return nameId == referent && names.isClass(type.id, reference);
  }

  boolean isClass(int object) {
    return tag(object) == HprofFile.CLASS_DUMP;
  }

  boolean isArray(int object) {
    return tag(object) == HprofFile.OBJECT_ARRAY;
  }

  private int tag(int object) {
    return file.u1(objects.place(object));
  }

  /** The class that an object is or has; 0 for an array of primitives. */
  long classId(int object) {
    long at = objects.place(object);
    return switch (file.u1(at)) {
      case HprofFile.CLASS_DUMP -> objects.id(object);
      case HprofFile.INSTANCE -> file.id(at + 5 + idBytes);
      case HprofFile.OBJECT_ARRAY -> file.id(at + 9 + idBytes);
      default -> 0;
    };
  }

  /** Everything this object keeps alive directly. */
  void edges(int object, Edges to) {
    long at = objects.place(object);
    switch (file.u1(at)) {
      case HprofFile.INSTANCE -> instanceEdges(at, to);
      case HprofFile.OBJECT_ARRAY -> arrayEdges(at, to);
      case HprofFile.CLASS_DUMP -> classEdges(at, to);
      default -> {} // primitives hold nothing
    }
  }

  private void instanceEdges(long at, Edges to) {
    long classId = file.id(at + 5 + idBytes);
    to.edge(classId, ITS_CLASS);
    HeapClass type = byId(classId);
    if (type != null) {
      int[] references = type.references(file, this);
      long data = at + 9 + 2L * idBytes;
      for (int i = 0; i < references.length; i++) {
        to.edge(file.id(data + references[i]), i);
      }
    }
  }

  private void arrayEdges(long at, Edges to) {
    int length = file.i4(at + 5 + idBytes);
    to.edge(file.id(at + 9 + idBytes), ITS_CLASS);
    long first = at + 9 + 2L * idBytes;
    for (int i = 0; i < length; i++) {
      to.edge(file.id(first + (long) i * idBytes), i);
    }
  }

  private void classEdges(long at, Edges to) {
    long body = at + 5 + idBytes;
    to.edge(file.id(body), SUPERCLASS);
    to.edge(file.id(body + idBytes), LOADER);
    to.edge(file.id(body + 2L * idBytes), SIGNERS);
    to.edge(file.id(body + 3L * idBytes), PROTECTION_DOMAIN);
    int[] number = {0};
    file.statics(
        at,
        (name, type, value) -> {
          if (type == HprofFile.OBJECT) {
            to.edge(file.id(value), number[0]);
          }
          number[0]++;
        });
  }

  /** The name of the field, static or not, that {@link Edges} gave this number. */
  String fieldName(int object, int number) {
    if (!isClass(object)) {
      return names.text(byId(classId(object)).referenceName(number));
    }
    var ids = new ArrayList<Long>();
    file.statics(objects.place(object), (name, type, value) -> ids.add(name));
    return names.text(ids.get(number));
  }

  /** Instances of classes of this name. */
  List<Integer> instances(Class<?> type) throws IOException {
    long name = names.idOf(type.getName().replace('.', '/'));
    var found = new ArrayList<Integer>();
    file.records(
        new HprofFile.Records() {
          @Override
          public void object(int tag, long id, long at) {
            if (tag == HprofFile.INSTANCE && names.isClass(file.id(at + 5 + idBytes), name)) {
              found.add(indexOf(id));
            }
          }
        });
    return found;
  }

  /** A field of type long; 0 when there is none of this name. */
  long number(int instance, String field) {
    long at = fieldAt(instance, field);
    return at == 0 ? 0 : file.i8(at);
  }

  /** What a field refers to, also weakly; 0 for null and for no such field. */
  long reference(int instance, String field) {
    long at = fieldAt(instance, field);
    return at == 0 ? 0 : file.id(at);
  }

  private long fieldAt(int instance, String field) {
    HeapClass type = tag(instance) == HprofFile.INSTANCE ? byId(classId(instance)) : null;
    int offset = type == null ? -1 : type.offsetOf(names.idOf(field), file, this);
    return offset < 0 ? 0 : objects.place(instance) + 9 + 2L * idBytes + offset;
  }

  /** The thread that a root is, or belongs to; empty where it is not known. */
  String threadName(HprofFile.Root root) {
    HprofFile.Root thread = threads.get(root.serial());
    int object = thread == null ? -1 : indexOf(thread.id());
    int text = object < 0 ? -1 : indexOf(reference(object, "name"));
    int value = text < 0 ? -1 : indexOf(reference(text, "value"));
    if (value < 0 || tag(value) != HprofFile.PRIMITIVE_ARRAY) {
      return "";
    }
    long at = objects.place(value);
    byte[] bytes = file.bytes(at + 10 + idBytes, file.i4(at + 5 + idBytes));
    boolean latin = file.u1(fieldAt(text, "coder")) == 0;
    return new String(bytes, latin ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_16LE);
  }

  /** What the thread executes in the frame that holds this root; empty where it is not known. */
  String method(HprofFile.Root root) {
    HprofFile.Root thread = threads.get(root.serial());
    return thread == null ? "" : names.method(thread.detail(), root.detail());
  }
}
