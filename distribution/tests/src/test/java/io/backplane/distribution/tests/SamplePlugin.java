package io.backplane.distribution.tests;

import io.backplane.api.call.CallRequest;
import io.backplane.api.call.CallSink;
import io.backplane.api.call.Refusal;
import io.backplane.api.call.Unit;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The unit of a shipped sample, outside of any kernel. */
record SamplePlugin(Unit unit) {

  private static final Pattern CLASS = Pattern.compile("<implementation class=\"([^\"]+)\"");

  /**
   * @param jar its name without {@code .jar}
   * @throws ReflectiveOperationException what its constructor threw
   */
  static SamplePlugin of(String jar) throws IOException, ReflectiveOperationException {
    var file = Distribution.HOME.resolve("samples/plugins").resolve(jar + ".jar");
    var loader = new URLClassLoader(new URL[] {file.toUri().toURL()}, Unit.class.getClassLoader());
    Class<?> type = loader.loadClass(component(new JarFile(file.toFile())));
    return new SamplePlugin((Unit) type.getConstructor().newInstance());
  }

  private static String component(JarFile jar) throws IOException {
    try (jar) {
      String description = jar.getManifest().getMainAttributes().getValue("Service-Component");
      try (var in = jar.getInputStream(jar.getEntry(description))) {
        Matcher type = CLASS.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        if (!type.find()) {
          throw new AssertionError(description + " names no class");
        }
        return type.group(1);
      }
    }
  }

  /** What a command ends with: its value, or the refusal's message. */
  Object call(String command, Map<String, Object> params) {
    var end = new AtomicReference<Object>();
    unit.call(
        CallRequest.builder("sample", command).params(params).build(),
        new CallSink() {
          @Override
          public void event(String name, Object value) {}

          @Override
          public void done(Object value) {
            end.set(value);
          }

          @Override
          public void error(int code, Object value) {
            end.set("error " + code);
          }

          @Override
          public void refused(Refusal refusal) {
            end.set(refusal.message());
          }
        });
    return end.get();
  }
}
