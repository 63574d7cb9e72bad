package io.backplane.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.meta.spi.ServiceTypes;
import io.backplane.meta.spi.TypesFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What services are written against is what they find. */
class DeclaredTypesTest {

  private static final Pattern MODULE =
      Pattern.compile("(?ms)^declare module '([^']+)' \\{$(.*?)^\\}$");

  private static final Pattern EXPORT =
      Pattern.compile("(?m)^  export (?:function|const|class) (\\w+)");
  private static final Pattern GLOBAL = Pattern.compile("(?m)^declare (?:function|var) (\\w+)");

  @TempDir private Path folder;

  private static String declarations() {
    return ServiceTypes.of(Map.of(), List.of()).stream()
        .filter(file -> file.kind().equals("runtime"))
        .map(TypesFile::text)
        .collect(Collectors.joining("\n"));
  }

  private static Set<String> names(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(it -> it.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What the engine itself has. */
  private static Set<String> language() {
    try (Context context =
        Context.newBuilder("js").option("engine.WarnInterpreterOnly", "false").build()) {
      Value names = context.eval("js", "Object.getOwnPropertyNames(globalThis)");
      return Set.copyOf(names.as(new org.graalvm.polyglot.TypeLiteral<List<String>>() {}));
    }
  }

  private List<String> lines(String script) {
    return TestService.of(folder, script).run().lines();
  }

  @Test
  void every_module_exports_what_is_declared() {
    var declared = new LinkedHashMap<String, Set<String>>();
    MODULE
        .matcher(declarations())
        .results()
        .forEach(it -> declared.put(it.group(1), names(EXPORT, it.group(2))));
    assertThat(declared).hasSize(10).containsKeys("stdiolink", "stdiolink/http", "backplane");
    var script = new StringBuilder();
    declared
        .keySet()
        .forEach(
            name ->
                script.append(
                    "await import('%1$s').then((it) => console.log('%1$s', Object.keys(it).sort().join(' ')), () => 0);\n"
                        .formatted(name)));
    var wanted = new ArrayList<String>();
    declared.forEach((name, exports) -> wanted.add(name + " " + String.join(" ", exports)));
    List<String> found = lines(script.toString());
    assertThat(found).containsExactlyInAnyOrderElementsOf(wanted);
  }

  @Test
  void every_global_is_declared() {
    Set<String> declared = names(GLOBAL, declarations());
    var found =
        new TreeSet<>(
            lines("Object.getOwnPropertyNames(globalThis).forEach((it) => console.log(it));"));
    found.removeAll(language());
    found.addAll(Set.of("console")); // the engine's is another
    assertThat(declared).isEqualTo(found);
  }
}
