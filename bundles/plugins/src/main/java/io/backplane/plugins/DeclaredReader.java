package io.backplane.plugins;

import io.backplane.api.plugin.PluginHeader;
import io.backplane.plugins.spi.Declared;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads what a plugin's headers say besides who it is. */
final class DeclaredReader {

  private static final Set<String> ATTRIBUTES =
      Set.of(
          PluginHeader.API,
          PluginHeader.VERSION,
          PluginHeader.EXCLUSIVE,
          PluginHeader.PERMISSIONS,
          PluginHeader.SHELL,
          PluginHeader.UI);

  private static final int PERMISSIONS_MAX = 32;
  private static final Pattern PERMISSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._:/*-]{0,63}");
  private static final Pattern SHELL = Pattern.compile("[a-z][a-z0-9-]{0,31}");

  private DeclaredReader() {}

  /**
   * @param attributes of the header {@link PluginHeader#NAME}
   * @param script the value of {@link PluginHeader#SCRIPT}; empty for none
   * @param entries the names in the jar
   * @throws io.backplane.api.call.RefusedException naming the attribute that is wrong
   */
  static Declared read(Map<String, String> attributes, String script, Set<String> entries) {
    var unknown = new TreeSet<>(attributes.keySet());
    unknown.removeAll(ATTRIBUTES);
    if (!unknown.isEmpty()) {
      throw PluginJar.invalid(
          "says %s in its %s header, which is not known; known are %s"
              .formatted(
                  String.join(", ", unknown),
                  PluginHeader.NAME,
                  String.join(", ", new TreeSet<>(ATTRIBUTES))));
    }
    var declared =
        new Declared(
            exclusive(attributes.getOrDefault(PluginHeader.EXCLUSIVE, "false")),
            permissions(attributes.getOrDefault(PluginHeader.PERMISSIONS, "")),
            attributes.getOrDefault(PluginHeader.SHELL, ""),
            entry(PluginHeader.UI, attributes.getOrDefault(PluginHeader.UI, ""), entries),
            entry(PluginHeader.SCRIPT, script, entries));
    if (!declared.shell().isEmpty() && !SHELL.matcher(declared.shell()).matches()) {
      throw PluginJar.invalid(
          "says shell=%s; that is a word of lower-case letters, digits, '-', at most 32"
              .formatted(declared.shell()));
    }
    if (!script.isEmpty()) {
      checkNoCode(entries);
    }
    return declared;
  }

  private static boolean exclusive(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw PluginJar.invalid("says exclusive=" + text + "; that is true or false");
    };
  }

  private static List<String> permissions(String text) {
    List<String> words =
        Stream.of(text.split(",")).map(String::strip).filter(word -> !word.isEmpty()).toList();
    if (words.size() > PERMISSIONS_MAX) {
      throw PluginJar.invalid("names more than " + PERMISSIONS_MAX + " permissions");
    }
    for (String word : words) {
      if (!PERMISSION.matcher(word).matches()) {
        throw PluginJar.invalid(
            "names the permission '%s': they are letters, digits, spaces, '.', '_', ':', '/', '*', '-', at most 64"
                .formatted(word));
      }
    }
    return words;
  }

  private static String entry(String where, String name, Set<String> entries) {
    if (!name.isEmpty() && (name.endsWith("/") || !entries.contains(name))) {
      throw PluginJar.invalid("says %s=%s, but has no such entry".formatted(where, name));
    }
    return name;
  }

  /** Whoever reads the header takes the script for all there is. */
  private static void checkNoCode(Set<String> entries) {
    entries.stream()
        .filter(name -> name.endsWith(".class") || name.endsWith(".jar"))
        .findFirst()
        .ifPresent(
            name -> {
              throw PluginJar.invalid("is a script, yet has code: " + name);
            });
  }
}
