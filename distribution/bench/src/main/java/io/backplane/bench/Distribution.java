package io.backplane.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An unpacked distribution. */
record Distribution(Path home) {

  static Distribution at(Path home) {
    if (!Files.isExecutable(home.resolve("bin/backplane"))) {
      throw new IllegalArgumentException(home + " is not an unpacked distribution");
    }
    return new Distribution(home.toAbsolutePath());
  }

  /** The command that runs {@code bin/backplane} with these words on a data directory. */
  List<String> command(Path data, String... words) {
    var command = new ArrayList<String>();
    command.add(home.resolve("bin/backplane").toString());
    command.addAll(List.of(words));
    command.add("--data");
    command.add(data.toString());
    return command;
  }

  Path sample(String plugin) {
    return home.resolve("samples/plugins").resolve(plugin + ".jar");
  }

  /** Records the AOT cache unless there is one. */
  void train() throws IOException, InterruptedException {
    var command = List.of(home.resolve("bin/backplane").toString(), "train");
    if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
      throw new IOException("no AOT cache could be recorded in " + home.resolve("lib/aot"));
    }
  }

  /** The command of a service's process, up to the service's own words. */
  List<String> hostCommand(String... words) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of(home.resolve("bin/backplane").toString(), "service"));
    command.add("host-command");
    command.addAll(List.of(words));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String all = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(command + " ended with " + process.exitValue());
    }
    return all.lines().toList();
  }

  /** The same without an AOT cache. */
  Distribution copyWithoutAot(Path to) throws IOException {
    try (var files = Files.walk(home)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path relative = home.relativize(file);
        if (!relative.startsWith("lib/aot")) {
          Path copy = to.resolve(relative);
          Files.createDirectories(copy.getParent());
          Files.copy(file, copy, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return at(to);
  }
}
