package io.backplane.plugins;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.plugin.PluginHeader;
import io.backplane.meta.spi.SemanticVersion;
import io.backplane.plugins.spi.Declared;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.jar.Attributes;
import java.util.regex.Pattern;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;
import org.osgi.framework.VersionRange;

/**
 * What a jar says it is, admitted as a plugin.
 *
 * @param digest SHA-256 of the file
 */
record PluginJar(
    String id, String symbolicName, SemanticVersion version, String digest, Declared declared) {

  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9._-]{0,63}");
  private static final List<String> IMPORTABLE =
      List.of("io.backplane.api.", "org.osgi.", "org.slf4j.", "java.", "javax.");

  /** What nobody but the platform offers: a plugin's copy would be wired to others. */
  private static final List<String> PLATFORM =
      List.of("io.backplane.", "org.osgi.", "org.slf4j.", "java.", "javax.");

  /**
   * @param entries the names in the jar
   * @throws RefusedException {@link Refusal.Invalid} naming the header that is wrong
   */
  static PluginJar of(Attributes manifest, String digest, Set<String> entries) {
    String header = manifest.getValue(PluginHeader.NAME);
    if (header == null) {
      throw invalid("is not a plugin: its manifest has no " + PluginHeader.NAME + " header");
    }
    List<HeaderClauses.Clause> clauses = HeaderClauses.parse(header);
    if (clauses.size() != 1 || clauses.getFirst().paths().size() != 1) {
      throw invalid("has a " + PluginHeader.NAME + " header without exactly one id");
    }
    HeaderClauses.Clause clause = clauses.getFirst();
    String id = clause.paths().getFirst();
    checkId(id);
    checkApi(clause.values().get(PluginHeader.API));
    checkImports(manifest);
    checkExports(manifest);
    checkWiring(manifest);
    return new PluginJar(
        id,
        symbolicName(manifest),
        version(manifest, clause.values().get(PluginHeader.VERSION)),
        digest,
        DeclaredReader.read(
            clause.values(), header(manifest, PluginHeader.SCRIPT).strip(), entries));
  }

  private static void checkApi(String range) {
    if (range == null) {
      throw invalid("names no API range: write " + PluginHeader.NAME + ": <id>;api=\"[1.0,2)\"");
    }
    try {
      if (!new VersionRange(range).includes(new Version(PluginHeader.API_VERSION))) {
        throw invalid(
            "is written for API " + range + "; this kernel has " + PluginHeader.API_VERSION);
      }
    } catch (IllegalArgumentException e) {
      throw invalid("has the API range '" + range + "', which is not a version range");
    }
  }

  /**
   * An optional import may stay unsatisfied, but one of the kernel's inside would not; a dynamic
   * one reaches whatever there is when it is used. What a bundle exports itself is its own.
   */
  private static void checkImports(Attributes manifest) {
    var foreign = new ArrayList<String>();
    Set<String> own = new HashSet<>(exports(manifest));
    for (var clause : HeaderClauses.parse(header(manifest, Constants.IMPORT_PACKAGE))) {
      boolean optional = "optional".equals(clause.values().get("resolution"));
      clause.paths().stream()
          .filter(name -> !isIn(IMPORTABLE, name) && !own.contains(name))
          .filter(name -> !optional || isIn(PLATFORM, name))
          .forEach(foreign::add);
    }
    for (var clause : HeaderClauses.parse(header(manifest, Constants.DYNAMICIMPORT_PACKAGE))) {
      clause.paths().stream().filter(name -> !isIn(IMPORTABLE, name)).forEach(foreign::add);
    }
    if (!foreign.isEmpty()) {
      throw invalid(
          "imports "
              + String.join(", ", foreign)
              + ": plugins may import io.backplane.api.*, org.osgi.* and org.slf4j; carry the rest"
              + " inside the jar");
    }
  }

  private static void checkExports(Attributes manifest) {
    var claimed = exports(manifest).stream().filter(name -> isIn(PLATFORM, name)).toList();
    if (!claimed.isEmpty()) {
      throw invalid("exports " + String.join(", ", claimed) + ", which only the platform may");
    }
  }

  private static List<String> exports(Attributes manifest) {
    return HeaderClauses.parse(header(manifest, Constants.EXPORT_PACKAGE)).stream()
        .flatMap(clause -> clause.paths().stream())
        .toList();
  }

  private static void checkWiring(Attributes manifest) {
    if (!header(manifest, Constants.REQUIRE_BUNDLE).isEmpty()
        || !header(manifest, Constants.FRAGMENT_HOST).isEmpty()) {
      throw invalid("uses Require-Bundle or Fragment-Host, which plugins may not");
    }
  }

  private static boolean isIn(List<String> spaces, String name) {
    return spaces.stream().anyMatch((name + ".")::startsWith);
  }

  private static String header(Attributes manifest, String name) {
    String value = manifest.getValue(name);
    return value == null ? "" : value;
  }

  private static String symbolicName(Attributes manifest) {
    var clauses = HeaderClauses.parse(header(manifest, Constants.BUNDLE_SYMBOLICNAME));
    if (clauses.isEmpty() || clauses.getFirst().paths().isEmpty()) {
      throw invalid("is not a bundle: its manifest has no Bundle-SymbolicName");
    }
    return clauses.getFirst().paths().getFirst();
  }

  /**
   * @param said the attribute of the plugin's header; null for none
   */
  private static SemanticVersion version(Attributes manifest, String said) {
    var bundle = read(SemanticVersion::ofOsgi, header(manifest, Constants.BUNDLE_VERSION));
    var version = said == null ? bundle : read(SemanticVersion::parse, said);
    if (version.major() != bundle.major()
        || version.minor() != bundle.minor()
        || version.patch() != bundle.patch()) {
      throw invalid("says version=%s, but its Bundle-Version is %s".formatted(version, bundle));
    }
    return version;
  }

  private static SemanticVersion read(Function<String, SemanticVersion> form, String text) {
    try {
      return form.apply(text);
    } catch (RefusedException e) {
      throw invalid("has no usable version: " + e.getMessage());
    }
  }

  /**
   * @throws RefusedException {@link Refusal.Invalid} for what cannot be a plugin's id
   */
  static void checkId(String id) {
    if (!ID.matcher(id).matches()) {
      throw invalid(
          "has the id '" + id + "': ids are lower-case letters, digits, '.', '_', '-', at most 64");
    }
  }

  /** The refusal of a jar, for whatever reason. */
  static RefusedException invalid(String reason) {
    return new RefusedException(new Refusal.Invalid("the jar", reason));
  }
}
