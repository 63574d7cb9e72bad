package io.backplane.health.profile;

import io.backplane.health.spi.Profiles.Stack;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Stacks as a file in the collapsed form that flame graph tools read: frames joined by {@code ;}, a
 * blank, the weight.
 */
final class StackFile {

  private StackFile() {}

  static void write(Path file, List<Stack> stacks) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (Stack stack : stacks) {
        out.write(stack.collapsed());
        out.write('\n');
      }
    }
  }

  static List<Stack> read(Path file) throws IOException {
    var stacks = new ArrayList<Stack>();
    for (String line : Files.readAllLines(file)) {
      int blank = line.lastIndexOf(' ');
      stacks.add(
          new Stack(
              List.of(line.substring(0, blank).split(";")),
              Long.parseLong(line.substring(blank + 1))));
    }
    return stacks;
  }
}
