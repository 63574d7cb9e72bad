package io.backplane.plugins;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Sources turned into class files, in memory. */
final class Compiled {

  private Compiled() {}

  /**
   * @param sources by the class's name
   * @return class files by the name of their entry in a jar
   */
  static Map<String, byte[]> of(Map<String, String> sources) {
    var compiler = ToolProvider.getSystemJavaCompiler();
    var said = new StringWriter();
    try (var files = new InMemory(compiler.getStandardFileManager(null, null, null))) {
      List<Source> units =
          sources.entrySet().stream().map(e -> new Source(e.getKey(), e.getValue())).toList();
      if (!compiler.getTask(said, files, null, List.of("-proc:none"), null, units).call()) {
        throw new AssertionError(said.toString());
      }
      return files.classes();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String type, String text) {
      super(URI.create("memory:///" + type.replace('.', '/') + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  private static final class InMemory extends ForwardingJavaFileManager<StandardJavaFileManager> {
    private final Map<String, ByteArrayOutputStream> written = new LinkedHashMap<>();

    InMemory(StandardJavaFileManager files) {
      super(files);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        JavaFileManager.Location location,
        String type,
        JavaFileObject.Kind kind,
        FileObject sibling) {
      String entry = type.replace('.', '/') + ".class";
      return new SimpleJavaFileObject(URI.create("memory:///" + entry), kind) {
        @Override
        public OutputStream openOutputStream() {
          return written.computeIfAbsent(entry, e -> new ByteArrayOutputStream());
        }
      };
    }

    Map<String, byte[]> classes() {
      var classes = new LinkedHashMap<String, byte[]>();
      written.forEach((entry, bytes) -> classes.put(entry, bytes.toByteArray()));
      return classes;
    }
  }
}
