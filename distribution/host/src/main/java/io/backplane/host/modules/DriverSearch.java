package io.backplane.host.modules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Looks for a driver's program: in a StdioLink data root, in the kernel's packages, beside the
 * program, and here.
 */
record DriverSearch(Optional<Path> dataRoot, Path appDir, Path cwd) {

  private static final Comparator<Path> BY_VERSION =
      Comparator.comparing(
          folder -> version(folder.getFileName().toString()),
          (a, b) ->
              a.isPresent() && b.isPresent()
                  ? a.get().compareTo(b.get())
                  : Boolean.compare(a.isPresent(), b.isPresent()));

  Optional<Path> find(String name) {
    String file = file(name);
    return Stream.of(
            dataRoot.stream().flatMap(root -> folders(root.resolve("drivers"))),
            dataRoot.stream()
                .flatMap(root -> folders(root.resolve("packages/drivers")))
                .flatMap(pack -> folders(pack).sorted(BY_VERSION.reversed())),
            Stream.of(appDir, cwd))
        .flatMap(folders -> folders)
        .map(folder -> folder.resolve(file).toAbsolutePath().normalize())
        .filter(path -> Files.isRegularFile(path) && Files.isExecutable(path))
        .findFirst();
  }

  /** Where it was looked for, as it is told. */
  List<String> places(String name) {
    var places = new ArrayList<String>();
    dataRoot.ifPresent(
        root -> {
          places.add(ConstantsModule.text(root.resolve("drivers")) + "/*/");
          places.add(ConstantsModule.text(root.resolve("packages/drivers")) + "/*/*/");
        });
    places.add(ConstantsModule.text(appDir.resolve(file(name))));
    places.add(ConstantsModule.text(cwd.resolve(file(name))));
    return places;
  }

  private static String file(String name) {
    return System.getProperty("os.name").startsWith("Windows") ? name + ".exe" : name;
  }

  /** By their names. */
  private static Stream<Path> folders(Path of) {
    if (!Files.isDirectory(of)) {
      return Stream.empty();
    }
    try (Stream<Path> all = Files.list(of)) {
      return all.filter(Files::isDirectory).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Version> version(String text) {
    try {
      return Optional.of(Version.parse(text.startsWith("v") ? text.substring(1) : text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
