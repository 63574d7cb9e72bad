package io.backplane.plugins.leaks;

import java.util.Arrays;

/** A class of a heap dump: who made it, and how its own instances' part lies in the file. */
final class HeapClass {

  final long id;
  final long superId;
  final long loaderId;
  private final long[] names;
  private final byte[] types;
  private int bytes;

  /** Of the class and all above it, once asked for: where references lie, and their names. */
  private int[] offsets;

  private long[] referenceNames;

  /**
   * @param at of the record's tag
   */
  HeapClass(HprofFile file, long at) {
    int idBytes = file.idBytes();
    id = file.id(at + 1);
    superId = file.id(at + 5 + idBytes);
    loaderId = file.id(at + 5 + 2L * idBytes);
    long fields = file.statics(at, (name, type, value) -> {});
    names = new long[file.u2(fields)];
    types = new byte[names.length];
    for (int i = 0; i < names.length; i++) {
      long field = fields + 2 + i * (idBytes + 1L);
      names[i] = file.id(field);
      types[i] = (byte) file.u1(field + idBytes);
      bytes += file.typeBytes(types[i]);
    }
  }

  /** What a class needs of the others. */
  interface Classes {
    /** Null for none. */
    HeapClass byId(long id);

    /** Whether what this field refers to is not kept alive by it. */
    boolean isWeak(HeapClass type, long nameId);
  }

  /** Where the references that keep something alive lie in an instance's data. */
  int[] references(HprofFile file, Classes classes) {
    if (offsets == null) {
      layOut(file, classes);
    }
    return offsets;
  }

  /** The name of the reference of this number, which {@link #references} has found. */
  long referenceName(int number) {
    return referenceNames[number];
  }

  private void layOut(HprofFile file, Classes classes) {
    var found = new int[8];
    var named = new long[8];
    int count = 0;
    int before = 0;
    for (HeapClass type = this; type != null; type = classes.byId(type.superId)) {
      int offset = before;
      for (int i = 0; i < type.names.length; i++) {
        if (type.types[i] == HprofFile.OBJECT && !classes.isWeak(type, type.names[i])) {
          if (count == found.length) {
            found = Arrays.copyOf(found, 2 * count);
            named = Arrays.copyOf(named, 2 * count);
          }
          found[count] = offset;
          named[count++] = type.names[i];
        }
        offset += file.typeBytes(type.types[i]);
      }
      before += type.bytes;
    }
    offsets = Arrays.copyOf(found, count);
    referenceNames = Arrays.copyOf(named, count);
  }

  /** Where the field of this name lies in an instance's data; -1 for none. */
  int offsetOf(long nameId, HprofFile file, Classes classes) {
    int before = 0;
    for (HeapClass type = this; type != null; type = classes.byId(type.superId)) {
      int offset = before;
      for (int i = 0; i < type.names.length; i++) {
        if (type.names[i] == nameId) {
          return offset;
        }
        offset += file.typeBytes(type.types[i]);
      }
      before += type.bytes;
    }
    return -1;
  }
}
