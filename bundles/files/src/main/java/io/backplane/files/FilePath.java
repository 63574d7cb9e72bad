package io.backplane.files;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.files.spi.FileLimits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Names from an instance's directory down; none of them leads up or elsewhere.
 *
 * @param names none for that directory itself
 */
record FilePath(List<String> names) {

  static final FilePath ROOT = new FilePath(List.of());

  FilePath {
    names = List.copyOf(names);
  }

  /**
   * @throws RefusedException {@link Refusal.Invalid} for what could mean another place to anybody
   */
  static FilePath parse(String field, String text) {
    if (text.isEmpty()) {
      return ROOT;
    }
    String[] names = text.split("/", -1);
    if (names.length > FileLimits.DEPTH_MAX) {
      throw invalid(field, "is deeper than " + FileLimits.DEPTH_MAX + " names");
    }
    for (String name : names) {
      check(field, name);
    }
    return new FilePath(List.of(names));
  }

  private static void check(String field, String name) {
    if (name.isEmpty()) {
      throw invalid(field, "has an empty name: it begins or ends with '/', or has two in a row");
    }
    if (name.equals(".") || name.equals("..")) {
      throw invalid(field, "has '" + name + "'; a path only leads down");
    }
    if (name.indexOf('\0') >= 0 || name.indexOf('\\') >= 0) {
      throw invalid(field, "has a NUL or '\\' in a name");
    }
    boolean broken = name.codePoints().anyMatch(c -> c == '\uFFFD' || surrogate(c));
    if (broken) {
      throw invalid(field, "has a name that is not written in UTF-8");
    }
    if (name.getBytes(StandardCharsets.UTF_8).length > FileLimits.NAME_BYTES_MAX) {
      throw invalid(field, "has a name of more than " + FileLimits.NAME_BYTES_MAX + " bytes");
    }
  }

  private static boolean surrogate(int codePoint) {
    return Character.getType(codePoint) == Character.SURROGATE;
  }

  /**
   * What is there already may have any name; what is made has one that looks like what it is, on
   * every system.
   *
   * @throws RefusedException {@link Refusal.Invalid}
   */
  void checkNew() {
    String name = name();
    if (name.codePoints().anyMatch(FilePath::unseen)) {
      throw invalid("path", "has characters in its last name that nobody sees");
    }
    if (name.endsWith(".") || name.endsWith(" ") || name.startsWith(" ")) {
      throw invalid("path", "has a last name that begins with a blank, or ends with one or a dot");
    }
  }

  private static boolean unseen(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED ->
          true;
      default -> codePoint != ' ' && Character.isSpaceChar(codePoint);
    };
  }

  private static RefusedException invalid(String field, String reason) {
    return new RefusedException(new Refusal.Invalid(field, reason));
  }

  boolean isRoot() {
    return names.isEmpty();
  }

  int depth() {
    return names.size();
  }

  String name() {
    return names.getLast();
  }

  FilePath parent() {
    return new FilePath(names.subList(0, names.size() - 1));
  }

  FilePath child(String name) {
    var longer = new ArrayList<>(names);
    longer.add(name);
    return new FilePath(longer);
  }

  /** Without the first name. */
  FilePath rest() {
    return new FilePath(names.subList(1, names.size()));
  }

  /** Whether the other one is this or below. */
  boolean covers(FilePath other) {
    return other.depth() >= depth() && other.names.subList(0, depth()).equals(names);
  }

  @Override
  public String toString() {
    return String.join("/", names);
  }
}
