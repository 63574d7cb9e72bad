package io.backplane.meta.spi;

import io.backplane.api.meta.Meta;
import io.backplane.meta.Exporter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The declarations against which services are written: the modules and globals of their runtime,
 * the drivers they can open, and the units they can call.
 */
public final class ServiceTypes {

  /** The first line of every file. */
  public static final String HEADER = "// Made by 'backplane types'; what is changed here is lost.";

  /** The file that refers to all others. */
  private static final String INDEX = "index.d.ts";

  private static final List<String> RUNTIME = List.of("globals", "web", "stdiolink", "backplane");
  private static final int SLUG_MAX = 100;

  /** What can be called by a name. */
  public record Callable(String kind, String name, Meta meta) {}

  private final List<TypesFile> files = new ArrayList<>();
  private final Set<String> taken = new HashSet<>();

  private ServiceTypes() {}

  /**
   * All files, the index last. Their texts are made when they are asked for; none of them depends
   * on another, and whatever a meta says, each is a file that a compiler reads.
   *
   * @param drivers by the names of their programs
   * @param units in the order in which they are to be listed
   */
  public static List<TypesFile> of(Map<String, Meta> drivers, List<Callable> units) {
    return new ServiceTypes().all(drivers, units);
  }

  private List<TypesFile> all(Map<String, Meta> drivers, List<Callable> units) {
    RUNTIME.forEach(name -> add("runtime", "runtime", name, "runtime", () -> read(name)));
    drivers.forEach(
        (program, meta) ->
            add("driver", "drivers", program, "driver", () -> Exporter.driverTypes(program, meta)));
    units.forEach(
        unit ->
            add(
                "unit",
                "units",
                unit.name(),
                unit.kind(),
                () -> Exporter.unitTypes(unit.name(), unit.meta())));
    String references =
        files.stream()
            .map(file -> "/// <reference path=\"" + file.path() + "\" />\n")
            .collect(Collectors.joining());
    files.add(new TypesFile("index", INDEX, "index", () -> HEADER + "\n" + references));
    return List.copyOf(files);
  }

  private void add(String group, String folder, String name, String kind, Supplier<String> text) {
    String slug = free(folder + "/", name);
    files.add(
        new TypesFile(
            group + "." + slug,
            folder + "/" + slug + ".d.ts",
            kind,
            () -> HEADER + "\n\n" + text.get()));
  }

  /** A name for a file on any file system. */
  private String free(String folder, String name) {
    String slug = name.replaceAll("[^A-Za-z0-9._-]", "_");
    String shorter = slug.substring(0, Math.min(slug.length(), SLUG_MAX));
    String free = shorter;
    for (int n = 2; !taken.add((folder + free).toLowerCase(Locale.ROOT)); n++) {
      free = shorter + "-" + n;
    }
    return free;
  }

  private static String read(String name) {
    try (InputStream in =
        ServiceTypes.class.getResourceAsStream("/io/backplane/meta/types/" + name + ".d.ts")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
