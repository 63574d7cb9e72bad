package io.backplane.meta;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** Names for types, made of names that may hold anything; each is given out once. */
final class TypeNames {

  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_$][A-Za-z0-9_$]*");
  private static final Pattern GAP = Pattern.compile("[^\\p{L}\\p{Nd}]+");

  /** What TypeScript does not let be declared, or what would hide what the file itself uses. */
  private static final Set<String> TAKEN =
      Set.of("Array", "Promise", "Record", "String", "Number", "Boolean", "Object");

  private final Set<String> given = new HashSet<>(TAKEN);

  /**
   * @param otherwise where nothing of the name can be used
   */
  String take(String name, String otherwise) {
    var made = new StringBuilder();
    for (String word : GAP.split(name)) {
      if (!word.isEmpty()) {
        made.appendCodePoint(Character.toTitleCase(word.codePointAt(0)));
        made.append(word, Character.charCount(word.codePointAt(0)), word.length());
      }
    }
    if (made.isEmpty() || !Character.isLetter(made.codePointAt(0))) {
      made.insert(0, otherwise.isEmpty() ? "T" : otherwise);
    }
    String free = made.toString();
    for (int n = 2; !given.add(free); n++) {
      free = made.toString() + n;
    }
    return free;
  }

  /** A member's name, in quotes where it is no identifier. */
  static String member(String name) {
    return IDENTIFIER.matcher(name).matches() ? name : quoted(name);
  }

  static String quoted(String text) {
    var quoted = new StringBuilder("'");
    text.codePoints()
        .forEach(
            c -> {
              if (c == '\'' || c == '\\') {
                quoted.append('\\').appendCodePoint(c);
              } else if (c < ' ' || c == 0x2028 || c == 0x2029) {
                quoted.append(String.format("\\u%04x", c));
              } else {
                quoted.appendCodePoint(c);
              }
            });
    return quoted.append('\'').toString();
  }
}
