package io.backplane.shell.commands.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backplane.meta.spi.ServiceTypes;
import io.backplane.meta.spi.TypesFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TypesFolderTest {

  @TempDir private Path folder;
  private Path root;

  @BeforeEach
  void place() {
    root = folder.resolve(".backplane/types");
  }

  private static TypesFile file(String path, String text) {
    return new TypesFile(path, path, "driver", () -> ServiceTypes.HEADER + "\n" + text);
  }

  private List<String> write(TypesFile... files) throws IOException {
    return new TypesFolder(folder).write(List.of(files));
  }

  private List<String> found() throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile)
          .map(path -> root.relativize(path).toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void files_of_units_that_are_gone_are_removed_and_nobody_elses() throws IOException {
    write(file("units/a.d.ts", "a"), file("units/b.d.ts", "b"), file("index.d.ts", "i"));
    Files.writeString(root.resolve("units/own.d.ts"), "declare const own: 1;");
    Files.writeString(root.resolve("units/notes.txt"), ServiceTypes.HEADER + "\n");

    assertThat(write(file("units/b.d.ts", "b"), file("index.d.ts", "i")))
        .containsExactly("units/a.d.ts");
    assertThat(found())
        .containsExactly("index.d.ts", "units/b.d.ts", "units/notes.txt", "units/own.d.ts");
  }

  @Test
  void what_has_not_changed_is_not_touched() throws IOException {
    write(file("a.d.ts", "same"), file("b.d.ts", "old"));
    FileTime then = FileTime.fromMillis(1_000);
    Files.setLastModifiedTime(root.resolve("a.d.ts"), then);
    Files.setLastModifiedTime(root.resolve("b.d.ts"), then);

    write(file("a.d.ts", "same"), file("b.d.ts", "new"));
    assertThat(Files.getLastModifiedTime(root.resolve("a.d.ts"))).isEqualTo(then);
    assertThat(Files.getLastModifiedTime(root.resolve("b.d.ts"))).isNotEqualTo(then);
    assertThat(root.resolve("b.d.ts")).content().endsWith("new");
  }

  @Test
  void links_lead_nowhere_else(@TempDir Path elsewhere) throws IOException {
    Path victim = Files.writeString(elsewhere.resolve("victim"), "whole");
    Files.createDirectories(root);
    Files.createSymbolicLink(root.resolve("index.d.ts"), victim);
    write(file("index.d.ts", "i"));
    assertThat(victim).hasContent("whole");
    assertThat(root.resolve("index.d.ts")).isRegularFile().content().endsWith("i");

    Files.createSymbolicLink(root.resolve("units"), elsewhere);
    assertThatThrownBy(() -> write(file("units/a.d.ts", "a")))
        .isInstanceOf(NotDirectoryException.class);
    assertThat(elsewhere.resolve("a.d.ts")).doesNotExist();
  }

  @Test
  void links_to_directories_are_not_cleared(@TempDir Path elsewhere) throws IOException {
    Path there = Files.writeString(elsewhere.resolve("x.d.ts"), ServiceTypes.HEADER + "\n");
    write(file("index.d.ts", "i"));
    Files.createSymbolicLink(root.resolve("units"), elsewhere);
    assertThat(write(file("index.d.ts", "i"))).isEmpty();
    assertThat(there).exists();
  }
}
