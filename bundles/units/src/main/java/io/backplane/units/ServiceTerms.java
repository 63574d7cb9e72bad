package io.backplane.units;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.supervisor.spi.Profile;
import io.backplane.units.spi.Dependency;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a service says of itself in {@code backplane.json}, beside its manifest, which may hold
 * nothing more.
 *
 * @param profile its instances are made with, unless they say another
 */
record ServiceTerms(Optional<Profile> profile, List<Dependency> dependencies) {

  static final ServiceTerms NONE = new ServiceTerms(Optional.empty(), List.of());
  static final String FILE = "backplane.json";
  private static final Set<String> MEMBERS = Set.of("profile", "dependencies");
  private static final Set<String> DEPENDENCY =
      Set.of("package", "version", "commands", "instance", "config");

  /**
   * @throws RefusedException {@link Refusal.Invalid} naming the member
   */
  static ServiceTerms read(Path folder) {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      return NONE;
    }
    try {
      Map<String, Object> members =
          Json.tryObject(Files.readString(file))
              .orElseThrow(() -> invalid("", "is no JSON object"));
      check("", members, MEMBERS);
      Optional<Profile> profile = text(members, "", "profile").map(Profile::of);
      var dependencies = new ArrayList<Dependency>();
      object(members, "", "dependencies")
          .forEach((alias, terms) -> dependencies.add(dependency(alias, terms)));
      return new ServiceTerms(profile, List.copyOf(dependencies));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Dependency dependency(String alias, Object terms) {
    String path = "dependencies." + alias + ".";
    Map<String, Object> members = object(Map.of(alias, terms), "dependencies.", alias);
    check(path, members, DEPENDENCY);
    String range = text(members, path, "version").orElse("*");
    try {
      VersionRange.parse(range);
    } catch (IllegalArgumentException e) {
      throw invalid(path + "version", e.getMessage());
    }
    return new Dependency(
        alias,
        text(members, path, "package").orElseThrow(() -> invalid(path + "package", "is missing")),
        range,
        texts(members, path, "commands"),
        text(members, path, "instance"),
        object(members, path, "config"));
  }

  private static void check(String path, Map<String, Object> members, Set<String> known) {
    for (String name : members.keySet()) {
      if (!known.contains(name)) {
        throw invalid(path + name, "is not known: there are " + String.join(", ", known));
      }
    }
  }

  private static Optional<String> text(Map<String, Object> members, String path, String name) {
    return switch (members.get(name)) {
      case null -> Optional.empty();
      case String text -> Optional.of(text);
      default -> throw invalid(path + name, "is not a string");
    };
  }

  private static List<String> texts(Map<String, Object> members, String path, String name) {
    Object value = members.getOrDefault(name, List.of());
    if (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
      return list.stream().map(String.class::cast).toList();
    }
    throw invalid(path + name, "is not a list of strings");
  }

  @SuppressWarnings("unchecked") // keys of JSON objects are strings
  private static Map<String, Object> object(Map<String, Object> members, String path, String name) {
    if (members.getOrDefault(name, Map.of()) instanceof Map<?, ?> map) {
      return (Map<String, Object>) map;
    }
    throw invalid(path + name, "is not an object");
  }

  private static RefusedException invalid(String path, String reason) {
    String field = path.isEmpty() ? FILE : FILE + ": " + path;
    return new RefusedException(new Refusal.Invalid(field, reason));
  }
}
