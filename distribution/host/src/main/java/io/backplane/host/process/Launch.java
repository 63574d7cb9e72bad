package io.backplane.host.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What is to be run.
 *
 * @param program a path, or a name to be found on {@code PATH}
 * @param home where a relative path of the program starts
 * @param cwd of the program
 * @param environment over the host's own
 */
public record Launch(
    String program, List<String> arguments, Path home, Path cwd, Map<String, String> environment) {

  /**
   * @param given {@code program}, {@code args}, {@code cwd} and {@code env}; all but the first may
   *     be missing
   * @param home where relative paths start
   */
  public static Launch of(Map<String, Object> given, Path home) {
    var arguments = new ArrayList<String>();
    if (given.get("args") instanceof List<?> list) {
      list.forEach(item -> arguments.add(String.valueOf(item)));
    }
    var environment = new HashMap<String, String>();
    if (given.get("env") instanceof Map<?, ?> map) {
      map.forEach((name, value) -> environment.put((String) name, String.valueOf(value)));
    }
    Path cwd = given.get("cwd") instanceof String text ? home.resolve(text) : home;
    return new Launch(
        (String) given.get("program"), List.copyOf(arguments), home, cwd, Map.copyOf(environment));
  }

  /**
   * @param variables of the service
   * @throws IOException it is not there, or cannot be run
   */
  Path find(Map<String, String> variables) throws IOException {
    if (program.indexOf('\0') >= 0) {
      throw new IOException("no program has such a name");
    }
    Stream<Path> places =
        program.contains("/") || program.contains(File.separator)
            ? Stream.of(home.resolve(program))
            : Stream.of(variables.getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> home.resolve(folder).resolve(program));
    return places
        .filter(place -> Files.isRegularFile(place) && Files.isExecutable(place))
        .findFirst()
        .orElseThrow(() -> new IOException("no such program: " + program));
  }
}
