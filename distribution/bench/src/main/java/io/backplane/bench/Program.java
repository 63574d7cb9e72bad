package io.backplane.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** A driver's program, unpacked into a directory of its own. */
record Program(Path file) {

  /** Reads and writes JSON. */
  static Program parsing(Scratch scratch) throws IOException {
    return unpack("stdio.drv.parsing", scratch);
  }

  /** Answers without looking; in C where there is a compiler, else in Python. */
  static Program echo(Scratch scratch) throws IOException, InterruptedException {
    Program python = unpack("stdio.drv.echo", scratch);
    Path source = unpack("echo.c", scratch).file();
    Path compiled = source.resolveSibling("stdio.drv.echo");
    try {
      var compiler =
          new ProcessBuilder("cc", "-O2", "-D_GNU_SOURCE", "-o", compiled + "", source + "");
      return compiler.inheritIO().start().waitFor() == 0 ? new Program(compiled) : python;
    } catch (IOException e) {
      return python; // no compiler
    }
  }

  /** A shell that waits for requests. */
  static Program idle(Scratch scratch) throws IOException {
    return unpack("stdio.drv.idle", scratch);
  }

  /** Writes to stderr when it is told to. */
  static Program flood(Scratch scratch) throws IOException {
    return unpack("stdio.drv.flood", scratch);
  }

  private static Program unpack(String name, Scratch scratch) throws IOException {
    Path file = scratch.freshDirectory("program").resolve(name);
    try (InputStream in = Program.class.getResourceAsStream(name)) {
      Files.copy(in, file);
    }
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    return new Program(file);
  }

  Path directory() {
    return file.getParent();
  }

  List<String> command(String... arguments) {
    var command = new ArrayList<>(List.of(file.toString()));
    command.addAll(List.of(arguments));
    return command;
  }
}
