package io.backplane.host.modules;

import io.backplane.host.js.HostFunction;
import io.backplane.host.js.HostModule;
import io.backplane.host.js.JsRuntime;
import io.backplane.host.js.Json;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where a service runs. */
record ConstantsModule(ServiceFacts facts) implements HostModule {

  private static final Path PROGRAM =
      ProcessHandle.current().info().command().map(Path::of).orElse(Path.of(""));

  @Override
  public String name() {
    return "constants";
  }

  @Override
  public Map<String, HostFunction> functions(JsRuntime runtime) {
    return Map.of("system", given -> Json.text(system()), "paths", given -> Json.text(paths()));
  }

  private static Map<String, Object> system() {
    String name = System.getProperty("os.name").toLowerCase(java.util.Locale.ROOT);
    String os = name.startsWith("windows") ? "windows" : name.startsWith("mac") ? "macos" : "linux";
    var system = new LinkedHashMap<String, Object>();
    system.put("os", os);
    system.put("arch", arch(System.getProperty("os.arch")));
    system.put("isWindows", os.equals("windows"));
    system.put("isMac", os.equals("macos"));
    system.put("isLinux", os.equals("linux"));
    return system;
  }

  /** As Qt names them. */
  private static String arch(String jvms) {
    return switch (jvms) {
      case "amd64" -> "x86_64";
      case "aarch64" -> "arm64";
      default -> jvms;
    };
  }

  private Map<String, Object> paths() {
    var paths = new LinkedHashMap<String, Object>();
    paths.put("appPath", text(PROGRAM));
    paths.put("appDir", text(appDir()));
    paths.put("cwd", text(facts.cwd()));
    paths.put("serviceDir", text(facts.folder()));
    paths.put("serviceEntryPath", text(facts.entry()));
    paths.put("serviceEntryDir", text(facts.entry().getParent()));
    paths.put("tempDir", text(Path.of(System.getProperty("java.io.tmpdir"))));
    paths.put("homeDir", text(Path.of(System.getProperty("user.home"))));
    paths.put("dataRoot", facts.dataRoot().map(ConstantsModule::text).orElse(""));
    return paths;
  }

  /** Where the program lies that runs this. */
  static Path appDir() {
    Path folder = PROGRAM.getParent();
    return folder == null ? Path.of("") : folder;
  }

  static String text(Path path) {
    return path.toString().replace('\\', '/');
  }
}
