package io.backplane.host.source;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Has TypeScript's compiler, which is a native program since its version 7, look at a service's
 * types.
 */
public final class TypeCheck {

  private static final String DECLARATIONS = "/io/backplane/meta/types/";
  private static final List<String> NAMES = List.of("globals", "web", "stdiolink", "backplane");
  private static final Pattern COLOURS = Pattern.compile("\u001b\\[[0-9;]*m");

  private TypeCheck() {}

  /**
   * @param folder of a service; its {@code tsconfig.json} holds where there is one, its {@code
   *     .backplane/types} are used before what the modules declare themselves
   * @param entry its first module
   * @param variables of the service
   * @throws BuildException types do not fit, with file, line and column; or it cannot be done here
   */
  public static void of(Path folder, Path entry, Map<String, String> variables)
      throws BuildException, InterruptedException {
    Tool compiler =
        Tool.find(variables, "BACKPLANE_TSC", "typescript", "tsc")
            .orElseThrow(
                () ->
                    new BuildException(
                        "--check needs TypeScript's compiler, which is not here for %s: BACKPLANE_TSC can name one, and the console's editor checks too"
                            .formatted(Tool.platform())));
    try {
      Path scratch = Files.createTempDirectory("backplane-check"); // only its owner may enter it
      try {
        Path project = scratch.resolve("tsconfig.json");
        new ObjectMapper().writeValue(project.toFile(), project(folder, entry, scratch));
        var arguments = List.of("--pretty", "true", "--project", project.toString());
        Tool.Result result = compiler.start(folder, arguments).result();
        if (result.code() != 0) {
          String told = COLOURS.matcher(result.out() + result.err()).replaceAll("").strip();
          throw new BuildException(entry.getFileName() + " has wrong types:\n" + told);
        }
      } finally {
        delete(scratch);
      }
    } catch (IOException e) {
      throw new BuildException("cannot check types: " + e.getMessage());
    }
  }

  private static Map<String, Object> project(Path folder, Path entry, Path scratch)
      throws IOException {
    boolean typescript = entry.toString().endsWith(".ts");
    Path own = folder.resolve("tsconfig.json");
    var options = new LinkedHashMap<String, Object>();
    if (!Files.isRegularFile(own)) {
      options.put("strict", true);
      options.put("noImplicitAny", typescript);
      options.put("skipLibCheck", true);
    }
    options.put("target", "es2024");
    options.put("lib", List.of("es2024"));
    options.put("module", "esnext");
    options.put("moduleResolution", "bundler");
    options.put("moduleDetection", "force");
    options.put("allowImportingTsExtensions", true);
    options.put("types", List.of());
    options.put("allowJs", true);
    options.put("checkJs", !typescript);
    options.put("noEmit", true);
    var project = new LinkedHashMap<String, Object>();
    if (Files.isRegularFile(own)) {
      project.put("extends", own.toString());
    }
    project.put("compilerOptions", options);
    project.put("include", List.of());
    var files = new ArrayList<String>();
    files.add(entry.toString());
    files.addAll(declarations(folder, scratch));
    project.put("files", files);
    return project;
  }

  private static List<String> declarations(Path folder, Path scratch) throws IOException {
    Path index = folder.resolve(".backplane/types/index.d.ts");
    if (Files.isRegularFile(index)) {
      return List.of(index.toString());
    }
    var files = new ArrayList<String>();
    for (String name : NAMES) {
      try (InputStream in = TypeCheck.class.getResourceAsStream(DECLARATIONS + name + ".d.ts")) {
        if (in != null) {
          Path file = scratch.resolve(name + ".d.ts");
          Files.copy(in, file);
          files.add(file.toString());
        }
      }
    }
    return files;
  }

  private static void delete(Path scratch) throws IOException {
    try (Stream<Path> files = Files.list(scratch)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(scratch);
  }
}
