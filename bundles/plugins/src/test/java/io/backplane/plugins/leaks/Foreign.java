package io.backplane.plugins.leaks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Classes of the package {@code com.acme} that are compiled here and have a loader of their own.
 */
final class Foreign {

  private Foreign() {}

  /** A loader whose class {@code com.acme.Start} has this body, once run. */
  static ClassLoader running(Path folder, String members) {
    compile(
        folder,
        """
        package com.acme;
        import io.backplane.plugins.leaks.Shared;
        public final class Start implements Runnable {
          %s
        }
        """
            .formatted(members));
    try {
      var loader =
          new URLClassLoader(new URL[] {folder.toUri().toURL()}, Shared.class.getClassLoader());
      ((Runnable) loader.loadClass("com.acme.Start").getDeclaredConstructor().newInstance()).run();
      loader.close();
      return loader;
    } catch (IOException | ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void compile(Path folder, String source) {
    var file =
        new SimpleJavaFileObject(
            URI.create("mem:///com/acme/Start.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreErrors) {
            return source;
          }
        };
    String here = Shared.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    var options = List.of("-cp", here, "-d", folder.toString(), "-proc:none");
    boolean done =
        ToolProvider.getSystemJavaCompiler()
            .getTask(null, null, null, options, null, List.of(file))
            .call();
    assertThat(done).as("compiles: " + source).isTrue();
    assertThat(Files.exists(folder.resolve("com/acme/Start.class"))).isTrue();
  }
}
