package io.backplane.meta;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** Names for types, made of names that may hold anything; each is given out once. */
final class TypeNames {

  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_$][A-Za-z0-9_$]*");

  /** All but letters and digits that every version of TypeScript takes for such. */
  private static final Pattern GAP =
      Pattern.compile(
          "[^A-Za-z0-9[\\u00aa-\\u05ff\\u3040-\\u30ff\\u4e00-\\u9fff\\uac00-\\ud7a3&&[\\p{L}\\p{Nd}]]]+");

  /** Controls, marks that turn the direction of writing, and halves of characters. */
  static final Pattern UNSEEN =
      Pattern.compile(
          "[\\p{Cc}\\p{Cs}\\u2028\\u2029\\ufeff\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]");

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

  /**
   * A member's name, in quotes where it is no identifier; {@code new(…)} would be a constructor.
   */
  static String member(String name) {
    return IDENTIFIER.matcher(name).matches() && !name.equals("new") ? name : quoted(name);
  }

  static String quoted(String text) {
    String escaped = text.replace("\\", "\\\\").replace("'", "\\'");
    return UNSEEN
        .matcher(escaped)
        .replaceAll(unseen -> String.format("\\\\u%04x", (int) unseen.group().charAt(0)))
        .transform(it -> "'" + it + "'");
  }
}
