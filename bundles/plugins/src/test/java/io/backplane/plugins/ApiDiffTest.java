package io.backplane.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backplane.meta.spi.Bump;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiDiffTest {

  private static final String EXPORT = "com.acme;version=\"1.0.0\"";

  @TempDir private Path directory;

  private Path jar(String name, String export, Map<String, String> sources) {
    Jars jar = Jars.plugin("a", "1.0.0").header("Export-Package", export);
    Compiled.of(sources).forEach(jar::entry);
    return jar.write(directory.resolve(name));
  }

  /** Two versions of com.acme.T, as sentences. */
  private ApiDiff diff(String before, String after) throws IOException {
    return ApiDiff.between(
        jar("before.jar", EXPORT, Map.of("com.acme.T", "package com.acme; " + before)),
        jar("after.jar", EXPORT, Map.of("com.acme.T", "package com.acme; " + after)));
  }

  private static List<String> said(ApiDiff diff) {
    return diff.changes().stream()
        .map(change -> change.bump().word() + ": " + change.subject() + " " + change.what())
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "public class T {} | public class T { public void m(int a) {} } | minor: method com.acme.T.m(int) is added",
        "public class T { public void m(String s) {} } | public class T {} | major: method com.acme.T.m(java.lang.String) is removed",
        "public class T { public T(int a) {} } | public class T { public T(int a) {} public T() {} } | minor: constructor com.acme.T() is added",
        "public class T {} | public class T { protected int f; } | minor: field com.acme.T.f is added",
        "public class T {} | public final class T {} | major: class com.acme.T modifier final is added",
        "public interface T {} | public interface T { void m(); } | major: method com.acme.T.m() is added",
        "public interface T {} | public interface T { default void m() {} } | minor: method com.acme.T.m() is added",
        "public enum T { A } | public enum T { A, B } | minor: field com.acme.T.B is added",
        "public class T { public static class In {} } | public class T {} | major: class com.acme.T$In is removed",
        "public class T extends java.util.ArrayList<String> {} | public class T extends java.util.AbstractList<String> { public String get(int i) { return null; } public int size() { return 0; } } | major",
        "public class T {} | public class T implements Runnable { public void run() {} } | minor",
      })
  void a_change_asks_for_what_its_users_have_to_do(String before, String after, String change)
      throws IOException {
    ApiDiff diff = diff(before, after);

    assertThat(said(diff)).first().asString().startsWith(change);
    assertThat(diff.bump().word()).isEqualTo(change.split(":")[0]);
  }

  @Test
  void a_changed_type_is_told_as_what_it_was_and_what_it_is() throws IOException {
    ApiDiff diff = diff("public class T { public int f; }", "public class T { public long f; }");

    assertThat(said(diff))
        .containsExactly(
            "major: field com.acme.T.f type int is removed",
            "minor: field com.acme.T.f type long is added");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "public class T { public int f() { return 1; } } | public class T { public int f() { return 2; } }",
        "public class T {} | public class T { private int f; void inside() {} }",
        "public class T { private int f; } class Aside {} | public class T {}",
        "public class T { public static final int C = 1; } | public class T { public static final int C = 2; }",
      })
  void what_users_do_not_see_is_no_change(String before, String after) throws IOException {
    ApiDiff diff = diff(before, after);

    assertThat(diff.changes()).isEmpty();
    assertThat(diff.bump()).isEqualTo(Bump.PATCH);
  }

  @Test
  void whole_packages_come_and_go() throws IOException {
    var sources =
        Map.of(
            "com.acme.T", "package com.acme; public class T {}",
            "com.other.U", "package com.other; public class U {}",
            "com.inside.V", "package com.inside; public class V {}");
    Path one = jar("one.jar", EXPORT, sources);
    Path two = jar("two.jar", EXPORT + ",com.other", sources);
    Path none = jar("none.jar", "", sources);

    assertThat(said(ApiDiff.between(one, two)))
        .containsExactly("minor: package com.other is added");
    assertThat(said(ApiDiff.between(two, one)))
        .containsExactly("major: package com.other is removed");
    assertThat(said(ApiDiff.between(none, one)))
        .containsExactly("minor: package com.acme is added");
    assertThat(said(ApiDiff.between(one, none)))
        .containsExactly("major: package com.acme is removed");
    assertThat(ApiDiff.between(two, two).changes()).isEmpty();
  }

  @Test
  void types_of_the_api_need_not_be_in_the_jar() throws IOException {
    String unit =
        """
        import io.backplane.api.call.*;
        public class T implements Unit {
          public io.backplane.api.meta.Meta meta() { return null; }
          public Call call(CallRequest request, CallSink sink) { return Call.ENDED; }
          %s
        }
        """;
    ApiDiff diff =
        diff(unit.formatted(""), unit.formatted("public Refusal why() { return null; }"));

    assertThat(said(diff)).containsExactly("minor: method com.acme.T.why() is added");
  }

  @Test
  void the_worst_comes_first() throws IOException {
    ApiDiff diff =
        diff("public class T { public void z() {} }", "public class T { public void a() {} }");

    assertThat(said(diff))
        .containsExactly(
            "major: method com.acme.T.z() is removed", "minor: method com.acme.T.a() is added");
    assertThat(diff.bump()).isEqualTo(Bump.MAJOR);
  }

  @Test
  void a_class_that_cannot_be_read_counts_as_gone() throws IOException {
    var source = Map.of("com.acme.T", "package com.acme; public class T {}");
    Path whole = jar("whole.jar", EXPORT, source);
    byte[] code = Compiled.of(source).get("com/acme/T.class");
    for (int length = 0; length < code.length; length += 29) {
      Path broken =
          Jars.plugin("a", "1.0.0")
              .header("Export-Package", EXPORT)
              .entry("com/acme/T.class", Arrays.copyOf(code, length))
              .write(directory.resolve("broken.jar"));

      assertThat(said(ApiDiff.between(whole, broken)))
          .containsExactly("major: package com.acme is removed");
    }
  }

  @Test
  void nothing_of_bnd_is_loaded_where_nothing_is_exported() throws Exception {
    Path bare = Jars.plugin("a", "1.0.0").write(directory.resolve("bare.jar"));
    Path exporting = jar("one.jar", EXPORT, Map.of("com.acme.T", "package com.acme; class T {}"));
    try (var loader = new WithoutBnd()) {
      Method between =
          loader
              .loadClass(ApiDiff.class.getName())
              .getDeclaredMethod("between", Path.class, Path.class);
      between.setAccessible(true);

      assertThat(between.invoke(null, bare, bare)).hasToString("ApiDiff[changes=[]]");
      assertThatThrownBy(() -> between.invoke(null, bare, exporting))
          .isInstanceOf(InvocationTargetException.class)
          .hasCauseInstanceOf(NoClassDefFoundError.class);
    }
  }

  /** This test's class path without bnd. */
  private static final class WithoutBnd extends URLClassLoader {
    WithoutBnd() {
      super(classPath(), ClassLoader.getPlatformClassLoader());
    }

    private static URL[] classPath() {
      return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
          .map(
              path -> {
                try {
                  return Path.of(path).toUri().toURL();
                } catch (MalformedURLException e) {
                  throw new IllegalStateException(e);
                }
              })
          .toArray(URL[]::new);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (name.startsWith("aQute.")) {
        throw new ClassNotFoundException(name);
      }
      return super.findClass(name);
    }
  }
}
