package io.backplane.plugins.leaks;

import java.util.Arrays;

/**
 * Ids in ascending order, each with a place in the file: 16 bytes an entry. All ids are collected
 * first, then each gets its place.
 */
final class IdIndex {

  private final long[] ids;
  private final long[] places;
  private int size;

  IdIndex(int capacity) {
    ids = new long[capacity];
    places = new long[capacity];
  }

  void add(long id) {
    ids[size++] = id;
  }

  void sort() {
    Arrays.sort(ids, 0, size);
  }

  void place(long id, long at) {
    int index = indexOf(id);
    places[index] = at;
  }

  int size() {
    return size;
  }

  /** Its number from 0 on; negative when it is not there. */
  int indexOf(long id) {
    return Arrays.binarySearch(ids, 0, size, id);
  }

  long id(int index) {
    return ids[index];
  }

  long place(int index) {
    return places[index];
  }
}
